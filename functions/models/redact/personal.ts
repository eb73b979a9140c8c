// What is personal in a text, by its form alone. Numbers that have check digits must pass them, so that order numbers and
// prices stay readable; forms without check digits ask for a word or mark beside them.

export type Kind = "card" | "iban" | "email" | "phone" | "national-id" | "key" | "ip";

interface Form {
  readonly kind: Kind;
  readonly pattern: RegExp;
  /** What the form alone cannot say. */
  readonly holds?: (found: string) => boolean;
  /** The part of what was found that it really is, from its start. */
  readonly part?: (found: string) => string | undefined;
}

const digitsOf = (text: string): string => text.replace(/\D/g, "");

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(text: string): boolean {
  const digits = [...digitsOf(text)].reverse().map(Number);
  const sum = digits.reduce(
    (all, digit, at) => all + (at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2),
    0,
  );
  return digits.length >= 13 && digits.length <= 19 && new Set(digits).size > 1 && sum % 10 === 0;
}

/** How long each country's IBAN is (SWIFT's registry); the words behind one often look like more of it. */
const ibanLengths: Readonly<Record<string, number>> = {
  ...{ AD: 24, AE: 23, AT: 20, BE: 16, BG: 22, BR: 29, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24, FI: 18 },
  ...{ FR: 27, GB: 22, GI: 23, GR: 27, HR: 21, HU: 28, IE: 22, IL: 23, IS: 26, IT: 27, LI: 21, LT: 20, LU: 20, LV: 21 },
  ...{ MC: 27, MT: 31, NL: 18, NO: 15, PL: 28, PT: 25, RO: 24, RS: 22, SA: 24, SE: 24, SI: 19, SK: 24, SM: 27, TR: 26 },
  ...{ UA: 29 },
};

/** The IBAN at the start of the text, if one is there. */
function ibanIn(text: string): string | undefined {
  const length = ibanLengths[text.slice(0, 2).toUpperCase()];
  if (length === undefined) return undefined;
  let taken = 0;
  let end = 0;
  for (; end < text.length && taken < length; end++) if (/[A-Za-z\d]/.test(text[end] ?? "")) taken++;
  const found = text.slice(0, end);
  return taken === length && passesMod97(found) ? found : undefined;
}

/** ISO 13616: the number with its first four characters moved to the end, letters as 10 to 35, leaves 1 by 97. */
function passesMod97(text: string): boolean {
  const packed = text.replace(/[\s.-]/g, "").toUpperCase();
  let rest = 0;
  for (const character of packed.slice(4) + packed.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** A phone number has 7 to 15 digits (E.164) and is written as one: with a plus, a leading zero, brackets or in groups. */
function looksLikePhone(text: string): boolean {
  const { length } = digitsOf(text);
  if (length < 7 || length > 15) return false;
  // A date, or a date with a time behind it.
  if (/^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})\b/.test(text)) return false;
  return /^(?:\+|00|0\d|\()/.test(text) || /^\d{3}[-. ]\d{3}[-. ]\d{4}$/.test(text);
}

const isSocialSecurity = (text: string): boolean => !/^(?:000|666|9)|-00-|-0000$/.test(text);

/** AHV: EAN-13. */
const passesEan = (text: string): boolean =>
  [...digitsOf(text)].map(Number).reduce((sum, digit, at) => sum + digit * (at % 2 === 0 ? 1 : 3), 0) % 10 === 0;

const isFourBytes = (text: string): boolean => text.split(".").every((part) => Number(part) <= 255);

// The order counts: what an earlier form takes a later one never sees.
const forms: readonly Form[] = [
  {
    kind: "email",
    pattern: /[\p{L}\d](?:[\p{L}\d._%+'-]{0,62}[\p{L}\d_+-])?@(?:[\p{L}\d-]{1,63}\.){1,6}\p{L}{2,24}/gu,
  },
  {
    kind: "key",
    pattern:
      /\b(?:sk|pk|rk)[-_](?:live|test|proj|ant|or)?[-_]?[\w-]{16,200}|\b(?:AKIA|ASIA)[A-Z\d]{16}\b|\bgh[pousr]_\w{30,100}|\bgithub_pat_\w{30,100}|\bxox[abprs]-[\w-]{10,100}|\bAIza[\w-]{35}|\bglpat-[\w-]{20,40}|\beyJ[\w-]{10,2000}\.[\w-]{10,2000}\.[\w-]{10,1000}|-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[\s\S]{1,6000}?-----END [A-Z ]{0,20}PRIVATE KEY-----/g,
  },
  {
    kind: "iban",
    pattern: /\b[A-Za-z]{2}\d{2}(?:[ .-]?[A-Za-z\d]{2,4}){2,8}(?:[ .-]?[A-Za-z\d]{1,4})?\b/g,
    part: ibanIn,
  },
  { kind: "card", pattern: /(?<![\w+])\d(?:[ -]?\d){12,18}(?!\w)/g, holds: passesLuhn },
  {
    kind: "ip",
    pattern:
      /(?<![\w.]|\b(?:version|release|build|section|chapter|abschnitt|v)\.? ?)\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\w)/gi,
    holds: isFourBytes,
  },
  {
    kind: "ip",
    pattern:
      /(?<![\w:])(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,6}(?::[\da-f]{1,4}){1,6}|(?:[\da-f]{1,4}:){2,7}:|::(?:[\da-f]{1,4}:){0,5}[\da-f]{1,4})(?![\w:])/gi,
  },
  // United States (Social Security), Switzerland (AHV), United Kingdom (National Insurance), Italy (codice fiscale), Spain
  // (DNI, NIE); France (INSEE) and Germany (Steuer-ID) only beside their names, since they are bare digits.
  { kind: "national-id", pattern: /(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])/g, holds: isSocialSecurity },
  { kind: "national-id", pattern: /(?<!\w)756\.?\d{4}\.?\d{4}\.?\d{2}(?!\w)/g, holds: passesEan },
  { kind: "national-id", pattern: /\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/g },
  { kind: "national-id", pattern: /\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b/gi },
  { kind: "national-id", pattern: /\b[XYZ\d]\d{7}-?[A-HJ-NP-TV-Z]\b/g, holds: (text) => passesDni(text) },
  {
    kind: "national-id",
    pattern: /(?<!\d)[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d{2} ?\d{3} ?\d{3} ?\d{2}(?!\d)/g,
    holds: (text) => passesInsee(text),
  },
  {
    kind: "national-id",
    pattern:
      /(?<=\b(?:steuer-?id(?:entifikationsnummer)?|steuernummer|idnr|tax id|ssn|passport(?: (?:no|number))?|reisepass(?:nummer)?|ausweis(?:nummer)?|numéro de sécurité sociale)\.?[ :#]{1,3}(?:(?:is|ist|lautet|est) )?)(?!(?:is|ist|lautet|est|no|number)\b)[A-Z]{0,3}\d[A-Z\d]{0,12}(?:[ ./-]{1,3}[A-Z]{0,2}\d[A-Z\d]{0,12}){0,5}\b/gi,
    holds: (text) => digitsOf(text).length >= 5,
  },
  {
    kind: "phone",
    pattern: /(?<![\w.#/-])(?:\+|\()?\d(?:[ ().\u00A0/-]{0,3}\d){6,16}(?![\w-]*\d)/g,
    holds: looksLikePhone,
  },
];

/** Mod 23 over the number; NIE letters stand for 0 to 2. */
function passesDni(text: string): boolean {
  const number = Number(text.slice(0, 8).replace(/^[XYZ]/, (letter) => String("XYZ".indexOf(letter))));
  return "TRWAGMYFPDXBNJZSQVHLCKE"[number % 23] === text.at(-1);
}

/** 97 less the rest of the first thirteen digits. */
function passesInsee(text: string): boolean {
  const digits = digitsOf(text);
  return 97 - (Number(digits.slice(0, 13)) % 97) === Number(digits.slice(13));
}

export interface Found {
  readonly kind: Kind;
  readonly text: string;
  readonly at: number;
}

// Longer texts than any letter are cut before a model reads them; the forms are linear, but not free.
const longestLook = 200_000;

/** Everything personal in the text, in its order, none inside another. */
export function personalIn(text: string): Found[] {
  let rest = text.slice(0, longestLook);
  const found: Found[] = [];
  for (const { kind, pattern, holds, part } of forms) {
    rest = rest.replace(pattern, (match: string, ...more: unknown[]) => {
      const at = more.find((value): value is number => typeof value === "number") ?? 0;
      const thing = part === undefined ? match : part(match);
      if (thing === undefined || holds?.(thing) === false) return match;
      found.push({ kind, text: thing, at });
      // Same length, so that places stay, and nothing that any form takes.
      return "\u0001".repeat(thing.length) + match.slice(thing.length);
    });
  }
  return found.sort((a, b) => a.at - b.at);
}
