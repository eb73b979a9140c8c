import { expect, test } from "vitest";
import { OfficeHours } from "../../functions/contracts/desk-policy.ts";
import { TaskRow } from "../../functions/contracts/rows.ts";
import { chooseAssignee } from "../../functions/desk/choose-assignee.ts";
import { wakening } from "../../functions/desk/escalate.ts";
import { afterOfficeMinutes } from "../../functions/desk/office-hours.ts";
import type { PersonRow } from "../../functions/desk/people-store.ts";
import { needOf } from "../../functions/desk/tend-tasks.ts";

const nineToFive = [{ from: "09:00", to: "17:00" }];
const berlin = OfficeHours.parse({
  timeZone: "Europe/Berlin",
  week: { mon: nineToFive, tue: nineToFive, wed: nineToFive, thu: nineToFive, fri: nineToFive },
  holidays: ["2026-12-25"],
});
const due = (start: string, minutes: number, hours: OfficeHours | undefined = berlin) =>
  new Date(afterOfficeMinutes(Date.parse(start), minutes, hours)).toISOString();

const clocks: readonly (readonly [what: string, start: string, minutes: number, end: string])[] = [
  ["within a day", "2026-06-10T08:00:00Z", 60, "2026-06-10T09:00:00.000Z"],
  ["begun before the office opens", "2026-06-10T03:00:00Z", 60, "2026-06-10T08:00:00.000Z"],
  ["over the night", "2026-06-10T14:30:00Z", 60, "2026-06-11T07:30:00.000Z"],
  ["over a weekend", "2026-06-12T14:30:00Z", 60, "2026-06-15T07:30:00.000Z"],
  ["over a holiday and a weekend", "2026-12-24T15:00:00Z", 120, "2026-12-28T09:00:00.000Z"],
  ["over the clock being put forward", "2026-03-27T15:30:00Z", 60, "2026-03-30T07:30:00.000Z"],
  ["over the clock being put back", "2026-10-23T14:30:00Z", 60, "2026-10-26T08:30:00.000Z"],
  ["of three days", "2026-06-10T07:00:00Z", 3 * 480, "2026-06-12T15:00:00.000Z"],
];
test.each(clocks)("F18: a promise %s", (_what, start, minutes, end) => {
  expect(due(start, minutes)).toBe(end);
});

test("F18: on the days the clock changes, a night shift is as long as it really is", () => {
  const night = OfficeHours.parse({ timeZone: "Europe/Berlin", week: { sun: [{ from: "00:00", to: "24:00" }] } });
  // 29 March has 23 hours, 25 October 25.
  expect(due("2026-03-28T20:00:00Z", 23 * 60, night)).toBe("2026-03-29T22:00:00.000Z");
  expect(due("2026-10-24T20:00:00Z", 25 * 60, night)).toBe("2026-10-25T23:00:00.000Z");
  const gap = OfficeHours.parse({ timeZone: "Europe/Berlin", week: { sun: [{ from: "02:30", to: "04:00" }] } });
  expect(due("2026-03-28T20:00:00Z", 30, gap)).toBe("2026-03-29T02:00:00.000Z");
});

test("F18: without hours a promise counts around the clock, whatever the wall says", () => {
  const end = afterOfficeMinutes(Date.parse("2026-03-29T00:30:00Z"), 120, undefined);
  expect(new Date(end).toISOString()).toBe("2026-03-29T02:30:00.000Z");
});

test("F18: tiers count office hours one after the other; a clock set back by an hour only makes it wait longer", () => {
  const openedAt = "2026-06-12T14:30:00.000Z";
  const at = (iso: string) => Date.parse(iso);
  expect(wakening({ openedAt, tier: 0 }, [60, 60], at("2026-06-13T12:00:00Z"), berlin).kind).toBe("too-early");
  expect(wakening({ openedAt, tier: 0 }, [60, 60], at("2026-06-15T07:30:00Z"), berlin)).toEqual({
    kind: "next-tier",
    tier: 1,
    seconds: 3600,
  });
  expect(wakening({ openedAt, tier: 0 }, [60, 60], at("2026-06-12T13:30:00Z"), berlin).kind).toBe("too-early");
});

const task = (more: Partial<TaskRow>) =>
  TaskRow.parse({
    ...{ taskId: `tsk_${"0".repeat(32)}`, kind: "reply", conversationId: `con_${"0".repeat(32)}`, seq: 1, version: 1 },
    ...{ interactionId: `int_${"0".repeat(32)}`, mailbox: "m", customer: { address: "a", name: "n" }, subject: "s" },
    ...{ status: "open", reasons: ["no-knowledge"], tier: 0, rung: false, token: "t" },
    ...{ openedAt: "2026-06-10T08:00:00.000Z", dueAt: "2026-06-10T09:00:00.000Z" },
    ...more,
  });
const desk = {
  remindMinutes: 30,
  undoSeconds: 0,
  claimMinutes: 10,
  assign: "nobody",
  notifyByEmail: true,
  linkMinutes: 60,
} as const;
const need = (more: Partial<TaskRow>, time: string) =>
  needOf(task(more), { tiersMinutes: [60, 60], desk }, Date.parse(`2026-06-10T${time}:00Z`));
const told = { tier: 0, at: "2026-06-10T08:00:00.000Z" };

test("F18: a task is reminded of once before its promise breaks, and goes to the next tier when nobody decides", () => {
  expect(need({ notified: told }, "08:20")).toBeUndefined();
  expect(need({ notified: told }, "08:31")).toEqual({ kind: "remind", because: "due-soon" });
  expect(need({ notified: { ...told, reminder: true } }, "08:40")).toBeUndefined();
  expect(need({ notified: told, snoozedUntil: "2026-06-10T12:00:00.000Z" }, "08:31")).toBeUndefined();
  // Its run's own wake-up escalates a task that a run waits on; the sweep those that none waits on.
  expect(need({ notified: { ...told, reminder: true } }, "09:01")).toBeUndefined();
  expect(need({ notified: told, token: undefined }, "09:01")).toEqual({ kind: "escalate", tier: 1 });
  expect(need({ notified: { ...told, tier: 1 }, tier: 1, token: undefined }, "10:30")).toBeUndefined();
});

test("F19: a task whose notice was lost is told of again, once the notice is certainly lost", () => {
  expect(need({}, "08:05")).toBeUndefined();
  expect(need({}, "08:15")).toEqual({ kind: "remind", because: "notice-lost" });
  expect(need({ tier: 1, notified: told }, "09:15")).toEqual({ kind: "remind", because: "notice-lost" });
});

const person = (id: string, more: Partial<PersonRow> = {}): PersonRow => ({
  ...{ id, name: id, roles: ["agent"], languages: [], capacity: 2, tiers: [0], away: false, notify: true, left: false },
  seenAt: "2026-06-10T08:00:00.000Z",
  ...more,
});

test("tasks go round by turn, to who speaks the language, is there, answers for the tier and has room", () => {
  const people = [
    person("anna", { lastGivenAt: "2026-06-10T08:02:00.000Z" }),
    person("ben", { lastGivenAt: "2026-06-10T08:01:00.000Z", languages: ["de"] }),
    person("cleo", { away: true }),
    person("dora", { roles: ["auditor"] }),
    person("eve", { left: true }),
    person("finn", { tiers: [1] }),
  ];
  const choose = (
    open: [string, number][],
    wanted: object,
    how: "round-robin" | "least-loaded" | "nobody" = "round-robin",
  ) => chooseAssignee(people, new Map(open), { tier: 0, ...wanted }, how)?.id;
  expect(choose([], { language: "de" })).toBe("ben");
  expect(choose([], { language: "en" })).toBe("anna");
  expect(choose([["ben", 2]], { language: "de" })).toBe("anna");
  expect(
    choose(
      [
        ["anna", 2],
        ["ben", 2],
      ],
      {},
    ),
  ).toBeUndefined();
  expect(choose([["ben", 1]], {}, "least-loaded")).toBe("anna");
  expect(choose([], { tier: 1 })).toBe("finn");
  expect(choose([], {}, "nobody")).toBeUndefined();
});
