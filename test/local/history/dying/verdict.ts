// Whether what a death left behind, and what the last life made of it, is what docs/engine.md promises.
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { HistoryEvent } from "../../../../local/asl/event.ts";
import type { Json } from "../../../../local/asl/json.ts";
import { readToken } from "../../../../local/asl/token.ts";
import { stepOf } from "../../../../local/history/execution-rows.ts";
import { openStore } from "../../../../local/store.ts";
import type { Journey } from "./journeys.ts";
import type { Note } from "./world.ts";

/** One execution as the database holds it. */
interface Kept {
  readonly status: string;
  readonly error: string | undefined;
  readonly events: readonly HistoryEvent[];
}
/** By execution name. */
export type Records = ReadonlyMap<string, Kept>;

/** Reads a copy of the database, so that the next life finds it as the death left it. */
export async function recordsIn(folder: string): Promise<Records> {
  const copy = mkdtempSync(path.join(tmpdir(), "verdict-"));
  try {
    for (const file of ["engine.db", "engine.db-wal"])
      if (existsSync(path.join(folder, file))) copyFileSync(path.join(folder, file), path.join(copy, file));
    const store = openStore(path.join(copy, "engine.db"));
    const records = await store.read((tx) => {
      const found = new Map<string, Kept>();
      if (tx.get("PRAGMA integrity_check")?.["integrity_check"] !== "ok") throw new Error("the database is damaged");
      if (!tx.get("SELECT 1 FROM sqlite_master WHERE name = 'sfn_history'")) return found;
      for (const row of tx.all("SELECT * FROM sfn_execution")) {
        const input: Json = JSON.parse(String(row["input"]));
        const steps = tx.all("SELECT * FROM sfn_history WHERE execution = ? ORDER BY first, id", Number(row["id"]));
        found.set(String(row["name"]), {
          status: String(row["status"]),
          error: row["error"] === null ? undefined : String(row["error"]),
          events: steps.flatMap((step) => stepOf(step, input).events),
        });
      }
      return found;
    });
    await store.close();
    return records;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

export function notesIn(folder: string): Note[] {
  const log = path.join(folder, "world.log");
  if (!existsSync(log)) return [];
  const lines = readFileSync(log, "utf8").split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}

const nameOf = (arn: string): string => arn.split(":").at(-1) ?? "";
const results = /^(Task|LambdaFunction|Activity)(Succeeded|Failed|TimedOut)$/;

/** What of the engine's promises is broken at this moment, whether just after a death or at the end. */
export function brokenPromises(records: Records, notes: readonly Note[]): string[] {
  const broken: string[] = [];
  const must = (held: boolean | undefined, what: string): void => void (held || broken.push(what));
  for (const { called, state = "", attempt = 0, sent } of notes) {
    if (called === undefined) continue;
    const event = records.get(nameOf(called))?.events[attempt - 1];
    must(event?.type === "TaskScheduled", `E1: ${state} was called as #${attempt}, which history does not know`);
    must(isDeepStrictEqual(event?.details?.parameters, sent), `E3: ${state} was called with other arguments`);
  }
  for (const { accepted, stopped, changed, status } of notes) {
    if (accepted !== undefined) must(records.has(nameOf(accepted)), `D1: ${accepted} was accepted and is gone`);
    if (stopped !== undefined) must(statusOf(records, stopped) === "ABORTED", `D1: ${stopped} was stopped and runs`);
    if (changed !== undefined && status !== "RUNNING")
      must(
        statusOf(records, changed) === status || redrivesIn(records, changed) > 0,
        `E6: ${changed} was told to be ${status} and is not`,
      );
  }
  for (const { answered } of notes) {
    const token = answered === undefined ? undefined : readToken(answered);
    const events = token && records.get(nameOf(token.executionArn))?.events;
    if (token)
      must(
        events?.some(({ type }) => results.test(type)),
        `D1: an answer was taken and is gone`,
      );
  }
  for (const [name, { events, status }] of records) {
    must(
      events.every(({ id }, at) => id === at + 1),
      `E2: ${name}'s events are not numbered one by one`,
    );
    must(
      events.every(({ previous, id }) => previous < id),
      `E2: ${name} links forward`,
    );
    must(events[0]?.type === "ExecutionStarted", `E2: ${name} does not begin with its start`);
    const ends = events.filter(({ type }) => /^Execution(Succeeded|Failed|TimedOut|Aborted)$/.test(type));
    const redrives = events.filter(({ type }) => type === "ExecutionRedriven").length;
    must(
      ends.length === redrives + (status === "RUNNING" ? 0 : 1),
      `E2: ${name} is ${status} and has ${ends.length} ends`,
    );
  }
  return broken;
}

const redrivesIn = (records: Records, arn: string): number =>
  records.get(nameOf(arn))?.events.filter(({ type }) => type === "ExecutionRedriven").length ?? 0;

const statusOf = (records: Records, arn: string): string | undefined => records.get(nameOf(arn))?.status;

/** What was recorded once must stand in every later history. */
export function rewritten(before: Records, after: Records): string[] {
  return [...before].flatMap(([name, { events }]) => {
    const later = after.get(name)?.events.slice(0, events.length);
    return isDeepStrictEqual(later, events) ? [] : [`E2: the history of ${name} was rewritten`];
  });
}

/** What the finished journey owes, beside what always holds. */
export function unfinished(journey: Journey, records: Records, notes: readonly Note[]): string[] {
  const broken: string[] = [];
  for (const { name, ends } of journey.executions) {
    const kept = records.get(name);
    const output = kept?.events.at(-1)?.details?.output;
    const asExpected =
      kept?.status === ends.status && isDeepStrictEqual(output, ends.output) && kept.error === ends.error;
    if (!asExpected) broken.push(`${name} ended ${kept?.status} ${kept?.error ?? ""} with ${JSON.stringify(output)}`);
    const told = notes.some(({ changed, status }) => changed?.endsWith(`:${name}`) && status === ends.status);
    if (!told) broken.push(`E6: nobody was told that ${name} is ${ends.status}`);
  }
  for (const [name, { status, events }] of records) {
    if (status === "RUNNING") broken.push(`${name} never ended`);
    const count = (pattern: RegExp): number => events.filter(({ type }) => pattern.test(type)).length;
    const [scheduled, answered] = [count(/^TaskScheduled$/), count(results)];
    // What was under way when an execution failed has no result.
    const fits = count(/^ExecutionRedriven$/) > 0 ? scheduled >= answered : scheduled === answered;
    if (status === "SUCCEEDED" && !fits) broken.push(`E3: ${name} has ${scheduled} attempts and ${answered} results`);
  }
  return broken;
}
