import type { EmailText, SortInput, TaskAnswers } from "../../tasks.ts";
import { detectLanguage } from "../../text/language.ts";
import { sentencesOf } from "../../text/sentences.ts";
import { fold } from "../../text/words.ts";
import { rulesPass } from "../mood/rules-pass.ts";
import { questionsIn } from "./questions.ts";
import { risksIn } from "./risks.ts";
import { isSuspicious } from "./suspicious.ts";
import { topicsOf } from "./topics.ts";

const urgent =
  /\b(?:urgent(?:ly)?|asap|as soon as possible|immediately|right away|today|tonight|tomorrow|by (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|deadline|emergency|dringend|eilig|sofort|umgehend|schnellstmoglich|heute noch|bis (?:morgen|heute|montag|dienstag|mittwoch|donnerstag|freitag)|notfall)\b/;
const unhurried =
  /\b(?:no (?:rush|hurry)|not urgent|whenever (?:you|it)|take your time|when you (?:have|get) (?:time|a moment)|nicht eilig|keine eile|hat zeit)\b/;

// Per email; beyond it stands no question that anybody would find (P12).
const longestRead = 60_000;

/** Topics, language, urgency, risks, questions and attempts to steer, over all emails of a run. */
export async function sortEmails(input: SortInput): Promise<TaskAnswers["sort"]> {
  const emails = input.emails.map(({ subject, words }) => ({
    subject: subject.slice(0, 500),
    words: words.slice(0, longestRead),
  }));
  const all = emails.map((email) => `${subjectOf(email)}\n\n${email.words}`).join("\n\n");
  const words = emails.map((email) => email.words).join("\n\n");
  const language = await detectLanguage(words.trim().length > 20 ? words : all);
  const folded = sentencesOf(all).map((sentence) => fold(sentence));
  const questions = [...new Set(emails.flatMap((email) => askedIn(email, language)))].slice(0, 8);
  return {
    topics: topicsOf(questions.join("\n"), all, input.topics, language),
    language,
    urgency: urgencyOf(emails, folded.join("\n")),
    risks: risksIn(folded),
    questions,
    suspicious: emails.some((email) => isSuspicious(`${email.subject}\n${email.words}`)),
  };
}

/** The subject asks only when the body says nothing: `Invoice for my order?` with an empty body. */
function askedIn(email: EmailText, language: string): string[] {
  const inWords = questionsIn(email.words, language);
  if (inWords.length > 0) return inWords;
  const subject = subjectOf(email);
  const bare = email.words.replace(/\W/g, "").length < 15;
  return subject !== "" && (bare || subject.endsWith("?")) ? questionsIn(subject, language) : [];
}

const subjectOf = ({ subject }: EmailText): string =>
  subject.replace(/^(?:\s*(?:re|aw|fwd?|wg|antw|sv|tr|rif)\s*(?:\[\d+\])?\s*:)+\s*/i, "").trim();

function urgencyOf(emails: readonly EmailText[], folded: string): "low" | "normal" | "high" {
  const grieved = emails.some(({ subject, words }) => rulesPass(subject, words).score < -0.6);
  if (grieved || urgent.test(folded)) return "high";
  return unhurried.test(folded) ? "low" : "normal";
}
