import { effect, signal } from "@preact/signals";

export const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
export const languages = ["en", "de"] as const;
export type Language = (typeof languages)[number];

const isTheme = (value: string | null): value is Theme => themes.some((theme) => theme === value);
const isLanguage = (value: string | null): value is Language => languages.some((language) => language === value);

/** Storage may be forbidden (private windows); a preference is then kept until the tab is closed. */
const remembered = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};
const remember = (key: string, value: string): void => {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing to do: the preference lives as long as the tab.
  }
};

const spoken = navigator.language.slice(0, 2);
const storedTheme = remembered("switchboard-theme");
const storedLanguage = remembered("switchboard-language");

export const theme = signal<Theme>(isTheme(storedTheme) ? storedTheme : "auto");
export const language = signal<Language>(
  isLanguage(storedLanguage) ? storedLanguage : isLanguage(spoken) ? spoken : "en",
);
/** Whether times are shown as they are (`14:05`) rather than from now (`3 min ago`). */
export const exactTimes = signal(remembered("switchboard-times") === "exact");

/** Applies the preferences to the page, now and whenever they change. */
export function applyPreferences(): void {
  effect(() => {
    document.documentElement.dataset["theme"] = theme.value;
    remember("switchboard-theme", theme.value);
  });
  effect(() => {
    document.documentElement.lang = language.value;
    remember("switchboard-language", language.value);
  });
  effect(() => remember("switchboard-times", exactTimes.value ? "exact" : "relative"));
}
