/** Lower case, without diacritics; German umlauts as their plain vowel, so that `Österreich`, `Osterreich` and `Oesterreich` meet. */
export function fold(text: string, language = "en"): string {
  const lower = text.toLowerCase();
  const plain = (onlyAscii.test(lower) ? lower : withoutMarks(lower)).replace(/[’‘`´]/g, "'");
  return language === "de" ? plain.replace(/ae|oe|ue/g, (pair) => pair.slice(0, 1)) : plain;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII, in which nothing is to be folded.
const onlyAscii = /^[\x00-\x7f]*$/;
const withoutMarks = (text: string): string => text.replaceAll("ß", "ss").normalize("NFKD").replace(/\p{M}/gu, "");

/** Words and numbers of a text, folded; numbers keep inner separators (`4.90`, `fw-10223`). */
export function wordsOf(text: string, language = "en"): string[] {
  return fold(text, language).match(/[a-z\p{L}]+(?:'[a-z]+)?|\d+(?:[.,:]\d+)*/gu) ?? [];
}

const longestWord = 40;

/** A rough stem: enough for `returning`, `returned` and `returns` to meet, never a linguist's. */
export function stem(word: string, language: string): string {
  if (/^\d/.test(word)) return word.replace(",", ".");
  // No word is that long, and its endings would be looked for at every letter (P12).
  if (word.length > longestWord) return word;
  return language === "de" ? germanStem(word) : englishStem(word);
}

/** Forms that no ending tells. */
const irregular = new Map(
  `paid:pay sent:send bought:buy kept:keep lost:lose wore:wear worn:wear came:come got:get gave:give
  given:give slept:sleep made:make took:take taken:take found:find broke:break broken:break tore:tear torn:tear
  shown:show spent:spend stuck:stick held:hold left:leave feet:foot teeth:tooth children:child ran:run`
    .split(/\s+/)
    .map((pair): [string, string] => [pair.split(":")[0] ?? "", pair.split(":")[1] ?? ""]),
);

function englishStem(whole: string): string {
  const word = irregular.get(whole) ?? whole;
  let stemmed = word.replace(/'(?:s|re|ve|ll|d|m|t)$/, "").replace(/'/g, "");
  if (stemmed.length > 4 && stemmed.endsWith("ies")) stemmed = `${stemmed.slice(0, -3)}y`;
  else if (/(?:ss|x|z|ch|sh)es$/.test(stemmed)) stemmed = stemmed.slice(0, -2);
  else if (stemmed.length > 3 && /[^sui]s$/.test(stemmed)) stemmed = stemmed.slice(0, -1);
  const ending = /^(.*[aeiouy].*?)(?:ing|ed)$/.exec(stemmed)?.[1];
  if (ending !== undefined && ending.length >= 3) stemmed = ending.replace(/([bdfgklmnprt])\1$/, "$1");
  if (stemmed.length > 5 && stemmed.endsWith("ly")) stemmed = stemmed.slice(0, -2);
  return stemmed.length > 3 && stemmed.endsWith("e") ? stemmed.slice(0, -1) : stemmed;
}

function germanStem(word: string): string {
  let stemmed = word;
  for (const ending of ["est", "ern", "em", "en", "er", "es", "et", "e", "n", "s", "t"]) {
    if (stemmed.endsWith(ending) && stemmed.length - ending.length >= 4) {
      stemmed = stemmed.slice(0, -ending.length);
      break;
    }
  }
  return stemmed;
}
