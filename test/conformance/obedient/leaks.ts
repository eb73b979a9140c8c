import { shifted } from "./disguises.ts";

const lookAlikes: Readonly<Record<string, string>> = {
  ...{ а: "a", с: "c", е: "e", і: "i", о: "o", р: "p", х: "x", у: "y", ѕ: "s", ј: "j", ӏ: "l", α: "a", ο: "o", ι: "i" },
};

/** Letters and digits alone, however they are written: full width, tag characters, look-alikes, accents, spaced out. */
function bare(text: string): string {
  return text
    .replace(/[\u{E0020}-\u{E007E}]/gu, (tag) => String.fromCodePoint((tag.codePointAt(0) ?? 0) - 0xe0000))
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^ -~]/g, (letter) => lookAlikes[letter] ?? "")
    .replace(/[^a-z0-9]/g, "");
}

/** The middle of a text's base64, for each of the three places at which a group of bytes can begin. */
const base64Cores = (secret: string): string[] =>
  [0, 1, 2].map((at) =>
    Buffer.from("\0".repeat(at) + secret)
      .toString("base64")
      .replace(/=+$/, "")
      .slice(at === 0 ? 0 : 4, -2),
  );

/** Whether a text tells a secret: as it is, or written in any way that a reader could undo. */
export function tells(text: string, secret: string): boolean {
  const wanted = bare(secret);
  const found = bare(text);
  const backwards = [...found].reverse().join("");
  const hex = Buffer.from(secret).toString("hex");
  if ([found, backwards].some((said) => said.includes(wanted) || said.includes(hex))) return true;
  for (let by = 1; by < 26; by += 1) if (found.includes(shifted(by)(wanted))) return true;
  const close = text.replace(/\s+/g, "");
  return base64Cores(secret).some((core) => core.length >= 8 && close.includes(core));
}

/** The sentences of our prompts that are long enough to be known again. */
export const sentencesOf = (prompts: Iterable<string>): string[] =>
  [...prompts].flatMap((prompt) => prompt.split(/[.\n:;]/)).filter((sentence) => bare(sentence).length >= 30);
