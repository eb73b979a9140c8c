import type { Mailbox } from "../contracts/email.ts";

// Names of roles and machines, and words that no name has.
const noName =
  /\b(?:support|team|info|service|admin|office|sales|form|forms|noreply|no-reply|shop|store|customer|kunde|user|mail|email|system|ai|assistant|ignore|refund|urgent|ltd|gmbh|inc|llc|ag|plc|co)\b/i;

/**
 * The name to greet by: what stands before the address, when it looks like a person's name and nothing else. In English
 * the first name, as people write; elsewhere the whole name, which needs no guess at Herr or Frau.
 */
export function safeName({ name }: Pick<Mailbox, "name">, language: string): string | undefined {
  const swapped = /^([^,]+),\s*([^,]+)$/.exec(name.trim());
  const plain = (swapped === null ? name : `${swapped[2]} ${swapped[1]}`).replace(/\s+/g, " ").trim();
  if (
    !/^\p{Lu}[\p{L}'’-]*\.?(?: (?:(?:van|von|de|da|di|la|le|der|den|zu|al|bin|o|mc) )?\p{Lu}[\p{L}'’.-]*){0,3}$/u.test(
      plain,
    )
  )
    return undefined;
  if (plain.length > 50 || noName.test(plain)) return undefined;
  const first = plain.split(" ")[0] ?? "";
  if (language !== "en") return plain;
  // `J. Smith`: an initial is no name to greet by.
  return first.replace(".", "").length > 1 ? first : undefined;
}
