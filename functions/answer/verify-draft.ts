import type { Citation, Draft } from "../contracts/draft.ts";
import type { Passage } from "../contracts/knowledge.ts";
import { synonymsOf } from "../models/text/synonyms.ts";
import { termsOf } from "../models/text/terms.ts";
import { fold } from "../models/text/words.ts";
import { wordsWithoutManners } from "./manners.ts";

/** What code found wrong with a draft, before any model is asked; sentences for the person who will look. */
export interface Verified {
  readonly grounded: boolean;
  readonly noPromises: boolean;
  readonly problems: readonly string[];
}

// How much of a sentence's own words its passage must have: a paraphrase may differ, an addition may not hide in it.
const enoughOfSource = 0.6;
const longestManners = 220;

/** Words that bind us, by how they begin (P11). */
const promiseWords =
  /\b(?:refund\w*|guarantee\w*|free|gratis|discount\w*|compensat\w*|voucher\w*|promise\w*|warranty|credit(?:ed)?|replace(?:ment)?|waive\w*|reimburs\w*|erstatt\w*|garantie\w*|gewahrleistung|kostenlos\w*|kostenfrei|rabatt\w*|entschadig\w*|gutschein\w*|gutschrift\w*|versprech\w*|versprochen|ersatz\w*)\b/g;
const numbers = /\d+(?:[.,:]\d+)*/g;
const numberWords =
  /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|twenty|thirty|sixty|hundred|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|zwolf|vierzehn|zwanzig|dreissig|hundert) (?:working |business |full )?(?:day|week|month|year|hour|minute|euro|percent|tag|werktag|woche|monat|jahr|stunde|prozent)\w*/g;
const dates =
  /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:january|february|march|april|june|july|august|september|october|november|december|januar|februar|marz|mai|juni|juli|oktober|dezember|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|tomorrow|morgen fruh|tonight)\b/g;
const addresses =
  /\b(?:https?:\/\/|www\.)[^\s<>"')\]]+|[\w.+-]+@[\w-]+\.[\w.-]+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|io|de|ie|uk|eu|fr|es|example|shop|info|co|app|dev|xyz|ru|cn|link|click)(?:\/[^\s<>"')\]]*)?/gi;
const markup = /!?\[[^\]]*\]\([^)]*\)|^\s*\[[^\]]+\]:|<[a-z/!][^>]*>|\b(?:data|javascript|mailto|tel|file):/im;

/**
 * Checks every sentence of the draft against the passages that were found for it: quotes stand verbatim in that version of
 * that passage, and numbers, dates, prices, links and promise words stand in a cited passage (P5, P11). Total: any draft
 * gets an answer.
 */
export function verifyDraft(draft: Draft, passages: readonly Passage[], linkHosts: readonly string[]): Verified {
  const byId = new Map(passages.map((passage) => [`${passage.passageId}@${passage.version}`, passage]));
  const cited = passages.filter(({ passageId }) =>
    draft.sentences.some(({ citation }) => citation?.passageId === passageId),
  );
  // Manners may name what the reply is about, in the words of its sources.
  const everything = new Set(
    cited.flatMap(({ title, heading, text }) => termsOf(`${title} ${heading} ${text}`, draft.language)),
  );
  const problems: string[] = [];
  let noPromises = true;
  for (const [at, { text, citation }] of draft.sentences.entries()) {
    const place = `Sentence ${at + 1}`;
    const passage = citation === undefined ? undefined : byId.get(`${citation.passageId}@${citation.version}`);
    const source = passage === undefined ? "" : `${passage.title}\n${passage.heading}\n${passage.text}`;
    const found = [...badCitation(citation, passage), ...unsupported(text, source, linkHosts)];
    const said = wordsWithoutManners(text, draft.language);
    if (
      passage === undefined &&
      citation === undefined &&
      (said.some((term) => !everything.has(term)) || text.length > longestManners)
    )
      found.push("states something without a source.");
    if (passage !== undefined && shareIn(said, source, draft.language) < enoughOfSource)
      found.push("says something other than the passage it cites.");
    const unbacked = missing(promiseWords, fold(text), fold(source));
    if (unbacked.length > 0) {
      noPromises = false;
      found.push(`promises something no article promises (${unbacked.join(", ")}).`);
    }
    problems.push(...found.map((problem) => `${place} ${problem}`));
  }
  if (!holdsTogether(draft)) problems.push("The text of the draft is not what its sentences say.");
  return { grounded: problems.length === 0, noPromises, problems: problems.slice(0, 12) };
}

function shareIn(said: readonly string[], source: string, language: string): number {
  const has = new Set(termsOf(source, language));
  const backed = said.filter((term) => has.has(term) || synonymsOf(term, language).some((other) => has.has(other)));
  return said.length === 0 ? 1 : backed.length / said.length;
}

function badCitation(citation: Citation | undefined, passage: Passage | undefined): string[] {
  if (citation === undefined) return [];
  if (passage === undefined) return ["cites a passage that was not found."];
  const verbatim = citation.quote.trim() !== "" && passage.text.includes(citation.quote);
  return verbatim ? [] : ["quotes words that do not stand in the passage it cites."];
}

function unsupported(text: string, source: string, linkHosts: readonly string[]): string[] {
  const said = fold(text);
  const known = fold(source);
  const found: string[] = [];
  // Out with addresses first: their digits and dots are not numbers.
  const links = text.match(addresses) ?? [];
  const strange = links.filter((link) => !source.includes(link.replace(/[.,;:!?]+$/, "")) && !onHost(link, linkHosts));
  if (strange.length > 0) found.push("has a link or address that no article has.");
  if (markup.test(text)) found.push("has markup where only plain text may stand.");
  const bare = links.reduce((rest, link) => rest.replace(link.toLowerCase(), " "), said);
  for (const [what, pattern] of [
    ["a number", numbers],
    ["a number", numberWords],
    ["a date", dates],
  ] as const) {
    if (missing(pattern, bare, known).length > 0) found.push(`has ${what} that its article does not have.`);
  }
  return [...new Set(found)];
}

function missing(pattern: RegExp, said: string, known: string): string[] {
  const there = new Set(known.match(pattern) ?? []);
  return [...new Set(said.match(pattern) ?? [])].filter((word) => !there.has(word));
}

function onHost(link: string, hosts: readonly string[]): boolean {
  if (link.includes("@") && !link.includes("/")) return false;
  const url = URL.parse(/^https?:/i.test(link) ? link : `https://${link}`);
  // A query could carry words of the conversation out (P6).
  return url !== null && url.search === "" && url.username === "" && hosts.includes(url.hostname);
}

/** The text is the sentences in their order and nothing else. */
function holdsTogether({ text, sentences }: Draft): boolean {
  return (
    text.replace(/\s+/g, " ").trim() ===
    sentences
      .map((sentence) => sentence.text)
      .join(" ")
      .replace(/\s+/g, " ")
      .trim()
  );
}
