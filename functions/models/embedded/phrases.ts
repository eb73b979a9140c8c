import type { MoodLevel } from "../../contracts/understanding.ts";

/** The words of a reply that state no fact. What is fact is quoted from an article. */
export interface Phrases {
  readonly greeting: (name: string | undefined) => string;
  readonly opening: (mood: MoodLevel, questions: number) => string;
  /** Before the second and later answers. */
  readonly next: readonly string[];
  readonly closing: (mood: MoodLevel, answered: boolean) => string;
}

const unhappy = (mood: MoodLevel): boolean => mood === "negative" || mood === "very-negative";
const happy = (mood: MoodLevel): boolean => mood === "positive" || mood === "very-positive";

const en: Phrases = {
  greeting: (name) => (name === undefined ? "Hello," : `Hello ${name},`),
  opening: (mood, questions) => {
    if (mood === "very-negative") return "I am very sorry for what has happened, and I understand that you are upset.";
    if (mood === "negative") return "I am sorry for the trouble you have had.";
    if (happy(mood)) return "Thank you for your kind words, we are glad to hear that.";
    return questions > 1 ? "Thank you for your questions." : "Thank you for your question.";
  },
  next: ["As to your other question:", "And as to your third question:", "Finally:"],
  closing: (mood, answered) => {
    if (!answered) return "Thank you for your patience.";
    return unhappy(mood)
      ? "If this does not settle it, just reply to this email."
      : "If anything is still unclear, just reply to this email.";
  },
};

const de: Phrases = {
  greeting: (name) => (name === undefined ? "Guten Tag," : `Guten Tag ${name},`),
  opening: (mood, questions) => {
    if (mood === "very-negative") return "es tut mir sehr leid, was geschehen ist, und ich verstehe Ihren Ärger.";
    if (mood === "negative") return "es tut mir leid, dass Sie diese Unannehmlichkeiten hatten.";
    if (happy(mood)) return "vielen Dank für Ihre freundlichen Worte, das freut uns sehr.";
    return questions > 1 ? "vielen Dank für Ihre Fragen." : "vielen Dank für Ihre Frage.";
  },
  next: ["Zu Ihrer zweiten Frage:", "Zu Ihrer dritten Frage:", "Und schließlich:"],
  closing: (mood, answered) => {
    if (!answered) return "Vielen Dank für Ihre Geduld.";
    return unhappy(mood)
      ? "Wenn das nicht weiterhilft, antworten Sie bitte einfach auf diese E-Mail."
      : "Wenn noch etwas unklar ist, antworten Sie einfach auf diese E-Mail.";
  },
};

const byLanguage: Readonly<Record<string, Phrases>> = { en, de };

/** English where we have no phrases of our own; such a reply goes to a person anyway. */
export const phrasesIn = (language: string): Phrases => byLanguage[language] ?? en;
