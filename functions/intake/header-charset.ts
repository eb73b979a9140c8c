// Raw bytes in a header say nothing about their charset; the parts below often do, and the bytes themselves show a pattern.

const declared = /charset\s*=\s*"?([\w:.-]{2,40})"?/gi;

/** What raw header bytes are read as: the charset that the email names elsewhere if the bytes fit, else the likeliest. */
export function headerDecoder(mail: string): (bytes: Uint8Array) => string {
  const named = [
    ...new Set([...mail.slice(0, 200_000).matchAll(declared)].map(([, name]) => (name ?? "").toLowerCase())),
  ]
    .filter((name) => !/^(?:us-ascii|utf-?8|iso-8859-1)$/.test(name))
    .slice(0, 5);
  return (bytes) => {
    for (const name of named) {
      const text = strictly(name, bytes);
      if (text !== undefined) return text;
    }
    return guess(bytes);
  };
}

function strictly(label: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Share of the characters beyond ASCII that a pattern covers. */
function share(text: string, pattern: RegExp): number {
  const high = [...text].filter((letter) => (letter.codePointAt(0) ?? 0) > 127);
  return high.length === 0 ? 0 : high.filter((letter) => pattern.test(letter)).length / high.length;
}

const kana = /[\u3040-\u30ff]/;
const japanese = /[\u3040-\u30ff\u4e00-\u9fff\u3000-\u303f\uff01-\uff5e]/;
const hangul = /[\uac00-\ud7a3]/;
const han = /[\u4e00-\u9fff\u3000-\u303f\uff01-\uff5e]/;
const smallCyrillic = /[а-яё]/;
const cyrillic = /[А-Яа-яёЁ]/;

interface Guess {
  readonly label: string;
  readonly fits: (text: string, bytes: string) => boolean;
}

const guesses: readonly Guess[] = [
  { label: "shift_jis", fits: (text) => kana.test(text) && share(text, japanese) > 0.9 },
  { label: "euc-jp", fits: (text) => kana.test(text) && share(text, japanese) > 0.9 },
  { label: "euc-kr", fits: (text, bytes) => share(text, hangul) > 0.8 && !/[\xc9-\xfe][\xa1-\xfe]/.test(pairs(bytes)) },
  { label: "koi8-r", fits: (text) => share(text, cyrillic) > 0.9 && share(text, smallCyrillic) > 0.6 && runs(text) },
  {
    label: "windows-1251",
    fits: (text) => share(text, cyrillic) > 0.9 && share(text, smallCyrillic) > 0.6 && runs(text),
  },
  { label: "gb18030", fits: (text, bytes) => share(text, han) > 0.9 && isPaired(bytes) && standsAlone(text) },
  { label: "big5", fits: (text, bytes) => share(text, han) > 0.9 && /[\x80-\xff]{3}/.test(bytes) && standsAlone(text) },
];

/** Words of three letters and more, not single accented letters in Latin words. */
const runs = (text: string): boolean => /[А-Яа-яёЁ]{3}/.test(text) && !/[A-Za-z][а-яё]{1,2}[A-Za-z]/.test(text);

/** `Größe` has two high bytes that are one character elsewhere; within a Latin word there is none. */
const standsAlone = (text: string): boolean => !/[A-Za-z][\u4e00-\u9fff]{1,2}[a-z]/.test(text);

/** Two bytes a character: runs of high bytes are even, unlike the single ones in `Jürgen`. */
const isPaired = (bytes: string): boolean => (bytes.match(/[\x80-\xff]+/g) ?? []).every((run) => run.length % 2 === 0);

/** Two bytes a character, a space between characters, so that a pattern cannot match across two. */
const pairs = (bytes: string): string => bytes.replace(/[\x80-\xff]{2}/g, "$& ");

function guess(bytes: Uint8Array): string {
  const raw = Buffer.from(bytes).toString("latin1");
  for (const { label, fits } of guesses) {
    const text = strictly(label, bytes);
    if (text !== undefined && fits(text, raw)) return text;
  }
  return new TextDecoder("windows-1252").decode(bytes);
}
