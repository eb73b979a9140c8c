import { createHmac, timingSafeEqual } from "node:crypto";
import { codePlaceholder } from "../contracts/tools.ts";
import type { SigningKeys } from "./signing.ts";

// The code follows from its id and the signing key, so it is written down nowhere: tools keep a keyed hash of it, the
// outbox a placeholder, and only the email itself carries it.

const digits = 8;

/** Eight digits, as `4829 1375`. With five guesses a code the chance of one is 1 in 20 million. */
const codeOf = (codeId: string, key: string): string => {
  const number = createHmac("sha256", key).update(`one-time-code:${codeId}`).digest().readUIntBE(0, 6) % 10 ** digits;
  return String(number).padStart(digits, "0");
};

/** What is kept of a code: without the key nobody can try all hundred million. */
const codeHash = (codeId: string, code: string, key: string): string =>
  createHmac("sha256", key).update(`one-time-code-hash:${codeId}:${code}`).digest("hex");

export const newCodeHash = (codeId: string, [key]: SigningKeys): string => codeHash(codeId, codeOf(codeId, key), key);

/** Whether this is the code of which the hash was kept, under any key that is still valid. */
export const isCode = (code: string, codeId: string, hash: string, keys: SigningKeys): boolean =>
  keys.some((key) => timingSafeEqual(Buffer.from(codeHash(codeId, code, key), "hex"), Buffer.from(hash, "hex")));

/** The text of an email with its code in the placeholder's stead. */
export function withCode(text: string, codeId: string, [key]: SigningKeys): string {
  const code = codeOf(codeId, key);
  return text.replace(codePlaceholder, `${code.slice(0, 4)} ${code.slice(4)}`);
}

/** What may be codes in a text: eight digits, perhaps parted in the middle. The first three, so that none is a list to try. */
export const codesIn = (text: string): string[] =>
  [...text.matchAll(/(?<![\d+])(\d{4})[\s-]?(\d{4})(?!\d)/g)]
    .slice(0, 3)
    .map(([, first, second]) => `${first}${second}`);
