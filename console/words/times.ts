type Language = "en" | "de";

const minuteMs = 60_000;
const units = {
  en: { moment: "a moment", min: "min", h: "h", day: "day", days: "days" },
  de: { moment: "einen Moment", min: "Min.", h: "Std.", day: "Tag", days: "Tagen" },
} as const;

/** `3 min`, `2 h 10 min`, `2 days`: as exact as somebody who waits would say it. */
export function span(ms: number, language: Language): string {
  const unit = units[language];
  const minutes = Math.floor(ms / minuteMs);
  if (minutes < 1) return unit.moment;
  if (minutes < 60) return `${minutes} ${unit.min}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 10) return minutes % 60 === 0 ? `${hours} ${unit.h}` : `${hours} ${unit.h} ${minutes % 60} ${unit.min}`;
  if (hours < 48) return `${hours} ${unit.h}`;
  return `${Math.floor(hours / 24)} ${unit.days}`;
}

export function ago(iso: string, nowMs: number, language: Language): string {
  const ms = nowMs - Date.parse(iso);
  const isComing = ms < 0;
  if (Math.abs(ms) < minuteMs) return language === "de" ? "gerade eben" : "just now";
  const text = span(Math.abs(ms), language);
  if (language === "de") return isComing ? `in ${text}` : `vor ${text}`;
  return isComing ? `in ${text}` : `${text} ago`;
}

/** Milliseconds as a machine takes them: `38 ms`, `1.4 s`, `2 min 5 s`. */
export function duration(ms: number, language: Language): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toLocaleString(language, { maximumFractionDigits: 1 })} s`;
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} ${units[language].min} ${Math.round((ms % 60_000) / 1000)} s`;
  return span(ms, language);
}

const formats = new Map<string, Intl.DateTimeFormat>();
function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(language === "en" ? "en-GB" : "de-DE", options);
  formats.set(key, known);
  return known;
}

/** Date and time to the second. */
export const exact = (iso: string, language: Language): string =>
  format(language, { dateStyle: "medium", timeStyle: "medium" }).format(new Date(iso));

/** `14:05` today, `21 Nov, 14:05` before. */
export function clockTime(iso: string, nowMs: number, language: Language): string {
  const at = new Date(iso);
  const isToday = at.toDateString() === new Date(nowMs).toDateString();
  const time = { hour: "2-digit", minute: "2-digit" } as const;
  return format(language, isToday ? time : { day: "numeric", month: "short", ...time }).format(at);
}

export const dayOf = (iso: string, language: Language): string =>
  format(language, { day: "numeric", month: "short" }).format(new Date(iso));

/** Bytes as people say them. */
export function size(bytes: number, language: Language): string {
  const digits = { maximumFractionDigits: 1 };
  if (bytes < 1000) return `${bytes} ${language === "de" ? "Byte" : "bytes"}`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1_000_000).toLocaleString(language, digits)} MB`;
}
