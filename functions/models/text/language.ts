import { fold, wordsOf } from "./words.ts";

// Words that every sentence of a language needs and that few others have. Folded.
const marks: Readonly<Record<string, string>> = {
  en: "the and is are was my to of for you your have has i it this that with not do does can how what when where please would if in on be thank hello an or we from at",
  de: "der die das und ist ich nicht ein eine einen mit fur sie wie von zu auf den dem wir mein meine bitte haben bei es im kann wann wo was oder noch guten danke hallo ihr ihre bei uber mochte bestellung nach",
  fr: "le la les des et est je vous pour que une dans pas mon ma mes bonjour merci avec sur votre nous ai quel quelle comment ce cette du au chez quand",
  es: "el la los las es por que una para con mi su pedido no hola gracias como cuando del se lo donde tengo usted cuanto esta en y un",
  it: "il lo gli di che un una per con mio sono non ho ciao grazie come quando della del posso vorrei quanto questo e nel",
  nl: "de het een en van ik is niet dat met voor mijn op te hoe kan wat wanneer hallo bedankt u graag naar heb zijn",
  pt: "o os um uma para com meu minha nao que por ola obrigado quando como do da em voce gostaria quanto",
  pl: "nie jest sie na do czy mam prosze moje moj dzien dobry jak kiedy gdzie dziekuje zamowienie i w z",
};
const sets = Object.entries(marks).map(([language, words]) => ({ language, words: new Set(words.split(" ")) }));

/** The language whose small words stand in the text, when one clearly leads; enough for most emails, and free. */
export function detectByWords(text: string): { language: string; certain: boolean } | undefined {
  const words = wordsOf(text.slice(0, 3000));
  const ranked = sets
    .map(({ language, words: set }) => ({ language, hits: words.filter((word) => set.has(word)).length }))
    .sort((a, b) => b.hits - a.hits);
  const [best, next] = ranked;
  if (best === undefined || best.hits === 0) return undefined;
  const lead = best.hits - (next?.hits ?? 0);
  return { language: best.language, certain: best.hits >= 3 && lead >= Math.max(2, best.hits * 0.35) };
}

/**
 * ISO 639-1 code. Small words decide when they can; else eld (n-grams, loaded only then, since its tables are big); else
 * what the letters and the small words hint at.
 */
export async function detectLanguage(text: string): Promise<string> {
  const byWords = detectByWords(text);
  if (byWords?.certain === true) return byWords.language;
  const letters = text.replace(/[^\p{L}\s]/gu, " ").trim();
  if (letters.length >= 25) {
    const { eld } = await import("eld/extrasmall");
    const guess = eld.detect(letters.slice(0, 3000));
    if (guess.language !== "" && (guess.isReliable() || byWords === undefined)) return guess.language;
  }
  return byWords?.language ?? (/[äöüß]/i.test(text) && !/[éèçñ]/i.test(fold(text)) ? "de" : "en");
}
