import type { Lack } from "./password-rules.ts";

/** What the sign-in page says, in the languages of the desk. */
export interface SignInWords {
  readonly lang: string;
  readonly title: string;
  readonly email: string;
  readonly password: string;
  readonly signIn: string;
  readonly change: string;
  readonly changeTitle: string;
  readonly mustChange: string;
  readonly current: string;
  readonly wanted: string;
  readonly again: string;
  readonly save: string;
  readonly back: string;
  readonly forgotten: string;
  readonly wrong: string;
  readonly locked: (seconds: number) => string;
  readonly tooMany: string;
  readonly notSame: string;
  readonly noneNew: string;
  readonly foreign: string;
  readonly lacks: (lacks: readonly Lack[], least: number) => string;
}

const english: SignInWords = {
  ...{ lang: "en", title: "Sign in to the desk", email: "Email address", password: "Password", signIn: "Sign in" },
  ...{ change: "Change my password", changeTitle: "Choose a new password", current: "Password now" },
  ...{ wanted: "New password", again: "New password again", save: "Save and sign in", back: "Back to sign in" },
  mustChange: "Somebody else chose your password. Choose one that only you know.",
  forgotten: "Forgotten? Ask whoever runs this machine for a new one.",
  wrong: "This address and password do not belong together, or the account is disabled. Check both and try again.",
  locked: (seconds) => `Too many wrong passwords. Wait ${seconds} s, then try again.`,
  tooMany: "Too many attempts from here. Wait a minute, then try again.",
  notSame: "The two new passwords differ. Type both again.",
  noneNew: "The new password is the old one. Choose another.",
  foreign: "This came from another site, so it was not done. Open the desk and sign in there.",
  lacks: (lacks, least) => {
    const named = { short: `${least} characters`, long: "at most 256 characters", lowercase: "a small letter" };
    const all = { ...named, uppercase: "a capital letter", number: "a digit", symbol: "a sign such as ! or -" };
    return `The new password needs ${lacks.map((lack) => all[lack]).join(", ")}.`;
  },
};

const german: SignInWords = {
  ...{ lang: "de", title: "Am Schalter anmelden", email: "E-Mail-Adresse", password: "Passwort", signIn: "Anmelden" },
  ...{ change: "Passwort ändern", changeTitle: "Neues Passwort wählen", current: "Bisheriges Passwort" },
  ...{ wanted: "Neues Passwort", again: "Neues Passwort noch einmal", save: "Speichern und anmelden" },
  back: "Zurück zur Anmeldung",
  mustChange: "Dein Passwort hat jemand anderes gewählt. Wähle eines, das nur du kennst.",
  forgotten: "Vergessen? Wer diese Maschine betreibt, kann ein neues setzen.",
  wrong:
    "Adresse und Passwort gehören nicht zusammen, oder das Konto ist gesperrt. Prüfe beides und versuche es noch einmal.",
  locked: (seconds) => `Zu viele falsche Passwörter. Warte ${seconds} s und versuche es dann noch einmal.`,
  tooMany: "Zu viele Versuche von hier. Warte eine Minute und versuche es dann noch einmal.",
  notSame: "Die beiden neuen Passwörter sind verschieden. Tippe beide noch einmal.",
  noneNew: "Das neue Passwort ist das alte. Wähle ein anderes.",
  foreign: "Das kam von einer anderen Seite und wurde nicht getan. Öffne den Schalter und melde dich dort an.",
  lacks: (lacks, least) => {
    const named = { short: `${least} Zeichen`, long: "höchstens 256 Zeichen", lowercase: "einen Kleinbuchstaben" };
    const all = {
      ...named,
      uppercase: "einen Großbuchstaben",
      number: "eine Ziffer",
      symbol: "ein Zeichen wie ! oder -",
    };
    return `Das neue Passwort braucht ${lacks.map((lack) => all[lack]).join(", ")}.`;
  },
};

/** By the first language of Accept-Language that we speak. */
export const wordsFor = (acceptLanguage: string | undefined): SignInWords => {
  const wanted = (acceptLanguage ?? "").split(",").map((each) => each.trim().slice(0, 2).toLowerCase());
  return wanted.find((each) => each === "de" || each === "en") === "de" ? german : english;
};
