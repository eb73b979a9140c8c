// What codes and times are called on the screen.

export const moods = {
  "very-negative": "Furious",
  negative: "Unhappy",
  neutral: "Neutral",
  positive: "Pleased",
  "very-positive": "Delighted",
};

export const outcomes = {
  open: "Being handled",
  answered: "Answered",
  waiting: "Waits for a person",
  closed: "Closed without a reply",
  quarantined: "Quarantined",
  superseded: "Handled with a newer email",
};

export const dangers = {
  executable: "a program",
  macro: "contains macros",
  encrypted: "encrypted",
  archive: "an archive",
  disguised: "not what its name says",
};

const risks = {
  legal: "Legal steps",
  payment: "Money",
  cancellation: "May leave",
  privacy: "Privacy",
  safety: "Safety",
};
export const riskWord = (risk) => risks[risk] ?? risk;

/** `order-status` → `Order status`. */
export const plain = (code) => (code === "" ? "" : code[0].toUpperCase() + code.slice(1).replaceAll("-", " "));

/** Who did it: `person:Anna` → `Anna`, `model:openai/gpt` → `AI (openai/gpt)`. */
export function who(by) {
  const [kind, ...rest] = by.split(":");
  const name = rest.join(":");
  if (kind === "person") return name;
  if (kind === "model") return `AI (${name})`;
  if (kind === "policy") return `Policy, version ${name}`;
  return "Switchboard";
}

const minuteMs = 60_000;

/** `3 min`, `2 h 10 min`, `2 days`: as exact as somebody who waits would say it. */
export function span(ms) {
  const minutes = Math.floor(ms / minuteMs);
  if (minutes < 1) return "a moment";
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 10) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  if (hours < 48) return `${hours} h`;
  return `${Math.floor(hours / 24)} days`;
}

export const ago = (iso, now = Date.now()) => {
  const ms = now - Date.parse(iso);
  return ms < minuteMs ? "just now" : `${span(ms)} ago`;
};

/** The promise: when it was or will be broken. */
export function promise(dueAt, now = Date.now()) {
  const left = Date.parse(dueAt) - now;
  return left >= 0 ? { late: false, text: `due in ${span(left)}` } : { late: true, text: `overdue by ${span(-left)}` };
}

const exactly = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
export const exact = (iso) => exactly.format(new Date(iso));

export function size(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Two-letter code → `German`. */
const languages = new Intl.DisplayNames("en", { type: "language" });
export const language = (code) => languages.of(code) ?? code;
