import { computed } from "@preact/signals";
import { language } from "../frame/preferences.ts";
import { dictionaries, type Words } from "./dictionaries.ts";

/** Every word on the screen, in the language the person reads. */
export const w = computed<Words>(() => dictionaries[language.value]);

/** `order-status` → `Order status`: for codes that a policy or a model made up, which no dictionary can know. */
export const plain = (code: string): string =>
  code === "" ? "" : `${code.slice(0, 1).toUpperCase()}${code.slice(1).replaceAll(/[-_]/g, " ")}`;

/** The word for a code, or the code made readable when it is newer than this page. */
export const wordFor = (words: Readonly<Record<string, string>>, code: string): string =>
  Object.hasOwn(words, code) ? (words[code] ?? code) : plain(code);

/** Who did it: `person:Anna` → `Anna`, `model:openai/gpt` → `AI (openai/gpt)`. */
export function who(by: string): string {
  const [kind, ...rest] = by.split(":");
  const name = rest.join(":");
  const { ai, ourselves, policy } = w.value.frame.who;
  if (kind === "person") return name;
  if (kind === "model") return `${ai} (${name})`;
  if (kind === "policy") return `${policy} ${name}`;
  return ourselves;
}

/** Two-letter code → `German`. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(language.value, { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}
