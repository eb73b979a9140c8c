import { longestHtml } from "./bounds.ts";
import { cutsWords, saysOtherwise } from "./cut-words.ts";
import { reveal } from "./hidden-characters.ts";
import { withoutQuotes } from "./html-reply.ts";
import { htmlText } from "./html-text.ts";
import { visibleHtml } from "./html-visible.ts";
import { longestWords, type OwnWords, ownWords } from "./own-words.ts";
import type { ParsedMail } from "./parsed-mail.ts";

export interface ReadText {
  /** The customer's own new words. */
  readonly words: string;
  /** True when the email holds nothing but what it quotes: a bare forward. */
  readonly onlyQuotes: boolean;
  /** Everything a reader sees, quotes included. */
  readonly text: string;
  /** What was hidden from them. */
  readonly hidden: readonly string[];
  readonly problems: readonly string[];
}

// Beyond it the raw email is the place to read on.
const longestText = 500_000;
const mostHidden = 30;

/** What an email says, in plain text: from its text part, or from the visible part of its HTML. */
export function readText(mail: Pick<ParsedMail, "text" | "html" | "inReplyTo" | "references">): ReadText {
  const visible = visibleHtml((mail.html ?? "").slice(0, longestHtml));
  const fromHtml = visible.html === "" ? "" : (htmlText(visible.html) ?? "");
  const concealed = visible.hidden.flatMap((piece) => wordsOf(htmlText(piece) ?? ""));
  const own = mail.text ?? "";
  const useHtml = own.trim() === "" || concealed.some((piece) => squeeze(own).includes(squeeze(piece)));
  const chosen = reveal((useHtml ? fromHtml : own).slice(0, longestText));
  const source = useHtml ? reveal(htmlText(withoutQuotes(visible.html)) ?? "").text : chosen.text;
  const { words, onlyQuotes } = ownWordsOf(source, chosen.text);
  const cut = words.length >= longestWords || own.length > longestText || (mail.html?.length ?? 0) > longestHtml;
  const doubtful = cutsWords(mail, chosen.text, words) || saysOtherwise(own, fromHtml);
  return {
    words,
    onlyQuotes,
    text: chosen.text.trim(),
    hidden: [...concealed, ...chosen.hidden].slice(0, mostHidden).map((piece) => piece.slice(0, 2000)),
    problems: [...(cut ? ["unreadable-part"] : []), ...(doubtful ? ["cut-words"] : [])],
  };
}

/** From the text without its marked quotes; from all of it when nothing but quotes was left. */
function ownWordsOf(source: string, text: string): OwnWords {
  const found = ownWords(source);
  return found.onlyQuotes ? ownWords(text) : found;
}

/** A hidden piece counts when it says something: two letters or more. */
const wordsOf = (piece: string): string[] => (/\p{L}{2}/u.test(piece) ? [piece.replace(/\s+/g, " ").trim()] : []);

const squeeze = (text: string): string => text.replace(/\s+/g, "");
