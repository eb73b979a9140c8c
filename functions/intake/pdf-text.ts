import { pdfLines } from "../platform/pdf-lines.ts";

/** The text of a PDF's first pages, of about `longest` characters; undefined for a trap. Throws for what is locked, broken or slow. */
export async function pdfText(bytes: Uint8Array, longest: number): Promise<string | undefined> {
  return (await pdfLines(bytes, longest))?.lines.map(({ text }) => text).join("\n");
}
