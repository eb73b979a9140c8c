import { answersBelow, saysAnswersBelow } from "./answers-below.ts";
import { longestHtml } from "./bounds.ts";
import { losesWords, repeats, saysOtherwise } from "./cut-words.ts";
import { reveal } from "./hidden-characters.ts";
import { withoutQuotes } from "./html-reply.ts";
import { htmlText } from "./html-text.ts";
import { type Visible, visibleHtml } from "./html-visible.ts";
import { longestWords, type OwnWords, ownWords } from "./own-words.ts";
import type { ParsedMail } from "./parsed-mail.ts";

export interface ReadText {
  /** The customer's own new words. */
  readonly words: string;
  /** True when the email holds nothing but what it quotes: a bare forward. */
  readonly onlyQuotes: boolean;
  /** Everything a reader sees, quotes included. */
  readonly text: string;
  /** What was hidden from them in what is not quoted. */
  readonly hidden: readonly string[];
  /** Whether more than a signature's words were cut: right in a conversation that we know, where our words are quoted. */
  readonly losesWords: boolean;
  readonly problems: readonly string[];
}

// Beyond it the raw email is the place to read on.
const longestText = 500_000;
const mostHidden = 30;

/** What an email says, in plain text: from its text part, or from the visible part of its HTML. */
export function readText(mail: Pick<ParsedMail, "text" | "html">): ReadText {
  const html = (mail.html ?? "").slice(0, longestHtml);
  const visible = visibleHtml(html);
  const fromHtml = visible.html === "" ? "" : (htmlText(visible.html) ?? "");
  const own = mail.text ?? "";
  const useHtml =
    own.trim() === "" || concealed(visible, fromHtml).some((piece) => squeeze(own).includes(squeeze(piece)));
  const chosen = reveal((useHtml ? fromHtml : own).slice(0, longestText));
  const source = useHtml ? reveal(htmlText(withoutQuotes(visible.html)) ?? "").text : chosen.text;
  const { words, onlyQuotes, missing } = withAnswersBelow(ownWordsOf(source, chosen.text), visible.html, chosen.text);
  const cut = words.length >= longestWords || own.length > longestText || (mail.html?.length ?? 0) > longestHtml;
  const hidden = concealed(onlyQuotes ? visible : unquoted(html, visible), fromHtml);
  return {
    words,
    onlyQuotes,
    text: chosen.text.trim(),
    hidden: [...hidden, ...chosen.hidden].slice(0, mostHidden).map((piece) => piece.slice(0, 2000)),
    losesWords: losesWords(chosen.text, words),
    problems: [...(cut ? ["unreadable-part"] : []), ...(missing || saysOtherwise(own, fromHtml) ? ["cut-words"] : [])],
  };
}

/** What is visible and hidden of it without its quotes. Hidden in a part means hidden in the whole, which most often hides nothing. */
function unquoted(html: string, whole: Visible): Visible {
  const own = whole.hidden.length === 0 ? html : withoutQuotes(html);
  return own === html ? whole : visibleHtml(own);
}

/** Hidden pieces that say something (two letters or more) which the visible text does not say as well, as previews often do. */
const concealed = ({ hidden }: Visible, seen: string): string[] =>
  hidden
    .map((piece) => (htmlText(piece) ?? "").replace(/\s+/g, " ").trim())
    .filter((piece) => /\p{L}{2}/u.test(piece) && !repeats(piece, seen));

/** From the text without its marked quotes; from all of it when nothing but quotes was left. */
function ownWordsOf(source: string, text: string): OwnWords {
  const found = ownWords(source);
  return found.onlyQuotes ? ownWords(text) : found;
}

/** With the answers that they say they typed into the quote; `missing` when those cannot be told from the questions. */
function withAnswersBelow(own: OwnWords, html: string, text: string): OwnWords & { readonly missing: boolean } {
  if (own.onlyQuotes || !saysAnswersBelow(own.words)) return { ...own, missing: false };
  const answers = answersBelow(html, text).filter((each) => !own.words.includes(each));
  const words = [own.words, answers.join("\n")]
    .filter((part) => part !== "")
    .join("\n\n")
    .slice(0, longestWords);
  return { ...own, words, missing: answers.length === 0 && squeeze(text).length > squeeze(own.words).length + 20 };
}

const squeeze = (text: string): string => text.replace(/\s+/g, "");
