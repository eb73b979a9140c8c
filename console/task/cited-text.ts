import type { Draft } from "../../functions/contracts/draft.ts";

/** A stretch of a draft; `source` is the place (from 1) of the passage that proves it. */
export interface Stretch {
  readonly text: string;
  readonly source?: number;
  readonly passageId?: string;
}

/** The draft's text as it would be sent, cut where its sentences cite something. */
export function citedText({ text, sentences }: Draft, passageIds: readonly string[]): Stretch[] {
  const found: Stretch[] = [];
  let from = 0;
  for (const sentence of sentences) {
    const at = text.indexOf(sentence.text, from);
    const place = passageIds.indexOf(sentence.citation?.passageId ?? "");
    if (at < 0 || place < 0 || sentence.citation === undefined) continue;
    if (at > from) found.push({ text: text.slice(from, at) });
    found.push({ text: sentence.text, source: place + 1, passageId: sentence.citation.passageId });
    from = at + sentence.text.length;
  }
  if (from < text.length) found.push({ text: text.slice(from) });
  return found;
}

/** A passage's text cut where the draft quotes it. */
export function quotedIn(
  text: string,
  quotes: readonly string[],
): { readonly text: string; readonly quoted: boolean }[] {
  const places = quotes
    .map((quote) => ({ at: text.indexOf(quote), end: text.indexOf(quote) + quote.length }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  const found: { text: string; quoted: boolean }[] = [];
  let from = 0;
  for (const { at, end } of places) {
    if (at < from) continue;
    if (at > from) found.push({ text: text.slice(from, at), quoted: false });
    found.push({ text: text.slice(at, end), quoted: true });
    from = end;
  }
  if (from < text.length) found.push({ text: text.slice(from), quoted: false });
  return found;
}
