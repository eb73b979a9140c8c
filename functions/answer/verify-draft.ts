import type { Citation, Draft } from "../contracts/draft.ts";
import type { Passage } from "../contracts/knowledge.ts";
import { sentencesOf } from "../models/text/sentences.ts";
import { isSoftWord } from "../models/text/stop-words.ts";
import { synonymsOf } from "../models/text/synonyms.ts";
import { termsOf } from "../models/text/terms.ts";
import { fold } from "../models/text/words.ts";
import { claimsWithoutReceipt } from "./claims.ts";
import { wordsWithoutManners } from "./manners.ts";
import { denialsIn, strangeWriting } from "./plain-writing.ts";

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
// Any two words joined by a full stop are an address: there are more top-level domains than any list.
const addresses =
  /\b(?:https?:\/\/|www\.)[^\s<>"')\]]+|[\w.+-]+@[\w-]+\.[\w.-]+|\b[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,24}(?![\p{L}\p{N}])(?:\/[^\s<>"')\]]*)?/giu;
const markup = /!?\[[^\]]*\]\([^)]*\)|^\s*\[[^\]]+\]:|<[a-z/!][^>]*>|\b(?:data|javascript|mailto|tel|file):/im;

export interface Given {
  /** What the draft may say: all passages found for its questions. */
  readonly passages: readonly Passage[];
  /** Hosts whose links may stand in it without a passage. */
  readonly linkHosts: readonly string[];
  /** The one name it may greet. */
  readonly customerName: string | undefined;
}

/**
 * Checks every sentence of the draft against the passages that were found for it: quotes stand verbatim in that version of
 * that passage; numbers, dates, prices, links, promise words and denials stand in the cited passage; every other word of
 * weight stands in it or beside it (P5, P6, P11). Total: any draft gets an answer.
 */
export function verifyDraft(draft: Draft, { passages, linkHosts, customerName }: Given): Verified {
  const { language } = draft;
  const byId = new Map(passages.map((passage) => [`${passage.passageId}@${passage.version}`, passage]));
  const cited = passages.filter(({ passageId }) =>
    draft.sentences.some(({ citation }) => citation?.passageId === passageId),
  );
  // Manners may name what the reply is about, in the words of its sources.
  const ofCited = termsIn(cited, language);
  const ofFound = termsIn(passages, language);
  const letters = passages.map(wholeOf).join("\n");
  const problems: string[] = [];
  let noPromises = true;
  for (const [at, { text, citation }] of draft.sentences.entries()) {
    const passage = citation === undefined ? undefined : byId.get(`${citation.passageId}@${citation.version}`);
    const source = passage === undefined ? "" : wholeOf(passage);
    const said = wordsWithoutManners(text, language, customerName);
    const found = [
      ...badCitation(citation, passage),
      ...unsupported(text, source, linkHosts),
      ...claimsWithoutReceipt(text, source),
      ...strangeWriting(text, letters),
      ...(passage === undefined
        ? []
        : beyondSource({ text, said, source, quote: citation?.quote ?? "", ofFound, language })),
      ...(citation === undefined ? factsIn({ text, said, ofCited }) : []),
    ];
    const unbacked = missing(promiseWords, fold(text), fold(source));
    if (unbacked.length > 0) {
      noPromises = false;
      found.push(`promises something no article promises (${unbacked.join(", ")}).`);
    }
    problems.push(...found.map((problem) => `Sentence ${at + 1} ${problem}`));
  }
  if (!holdsTogether(draft)) problems.push("The text of the draft is not what its sentences say.");
  return { grounded: problems.length === 0, noPromises, problems: problems.slice(0, 12) };
}

const wholeOf = ({ title, heading, text }: Passage): string => `${title}\n${heading}\n${text}`;
const termsIn = (passages: readonly Passage[], language: string): ReadonlySet<string> =>
  new Set(
    passages.flatMap((passage) => [
      ...termsOf(wholeOf(passage), language),
      ...sentencesOf(passage.text).flatMap((sentence) => termsOf(sentence, language)),
    ]),
  );

/** A sentence without a source may greet, thank, regret and part; whoever denies something states a fact. */
function factsIn(sentence: {
  readonly text: string;
  readonly said: readonly string[];
  readonly ofCited: ReadonlySet<string>;
}): string[] {
  const { text, said, ofCited } = sentence;
  const states =
    said.some((term) => !ofCited.has(term)) ||
    text.length > longestManners ||
    (said.length > 0 && denialsIn(fold(text)) > 0);
  return states ? ["states something without a source."] : [];
}

/** What a cited sentence says beyond its passage, or against it. */
function beyondSource(sentence: {
  readonly text: string;
  readonly said: readonly string[];
  readonly source: string;
  readonly quote: string;
  readonly ofFound: ReadonlySet<string>;
  readonly language: string;
}): string[] {
  const { text, said, source, quote, ofFound, language } = sentence;
  const denied = denialsIn(fold(text));
  const isForeign = (term: string): boolean =>
    !(
      isSoftWord(term, language) ||
      ofFound.has(term) ||
      synonymsOf(term, language).some((other) => ofFound.has(other))
    );
  return [
    ...(shareIn(said, source, language) < enoughOfSource ? ["says something other than the passage it cites."] : []),
    // One strange word is enough to carry a name, a code or an order (P6).
    ...(said.some(isForeign) ? ["has words that stand in no article found."] : []),
    ...(denied > denialsIn(fold(source)) || (denied === 0 && denialsIn(fold(quote)) > 0)
      ? ["denies what its passage says, or the other way round."]
      : []),
  ];
}

function shareIn(said: readonly string[], source: string, language: string): number {
  const has = new Set([...termsOf(source, language), ...sentencesOf(source).flatMap((one) => termsOf(one, language))]);
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
