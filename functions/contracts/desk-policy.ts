import * as z from "zod";

/** `09:00` to `24:00`. */
const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, "a time like 09:00");
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** When people work. Promises, reminders and tiers count these hours only. */
export const OfficeHours = z.strictObject({
  /** IANA name, `Europe/Berlin`. */
  timeZone: z.string().refine(isTimeZone, "is not a time zone: use a name like Europe/Berlin"),
  /** Spans of each day; a day without any is off. */
  week: z.partialRecord(z.enum(weekdays), z.array(z.strictObject({ from: TimeOfDay, to: TimeOfDay })).max(4)),
  /** ISO dates in that time zone on which nobody works. */
  holidays: z.array(z.iso.date()).max(400).default([]),
});
export type OfficeHours = z.infer<typeof OfficeHours>;

/** How the desk works; part of the policy. Every field has a default, so policies of earlier releases are whole. */
export const DeskPolicy = z.strictObject({
  /** Absent: around the clock. */
  hours: OfficeHours.optional(),
  /** Minutes before the promise breaks at which the one who has the task is reminded; 0: never. */
  remindMinutes: z.int().min(0).max(10_000).default(30),
  /** Seconds during which a decision to send can be taken back. */
  undoSeconds: z.int().min(0).max(600).default(0),
  /** Minutes a claim holds without renewal. */
  claimMinutes: z.int().min(1).max(120).default(10),
  /** Who gets new tasks: nobody (people take them), whoever's turn it is, or whoever has the fewest. */
  assign: z.enum(["nobody", "round-robin", "least-loaded"]).default("nobody"),
  /** Whether new, reminded and escalated tasks are told by email to those who want it. */
  notifyByEmail: z.boolean().default(true),
  /** How long a link in a notification can decide, in minutes. */
  linkMinutes: z.int().min(5).max(10_080).default(1440),
});
export type DeskPolicy = z.infer<typeof DeskPolicy>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
