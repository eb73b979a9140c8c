import type { Context } from "hono";
import type { Endpoint } from "../contracts/desk/endpoint.ts";
import type { Caller } from "../platform/caller.ts";
import { nowMs } from "../platform/clock.ts";
import { problem } from "./problem.ts";

// API Gateway's throttle guards the desk as a whole; this one keeps one person's runaway script from taking the others'
// share. It counts in each function environment for itself, so the true limit is this times the environments at work.
const perMinute = { GET: 1200, others: 600 } as const;
const mostPeople = 10_000;

interface Window {
  minute: number;
  count: number;
}
const windows = new Map<string, Window>();

/** The refusal of a person who asks too often, or undefined. */
export function tooFast(c: Context, caller: Caller, { method }: Endpoint): Response | undefined {
  const kind = method === "GET" ? "GET" : "others";
  if (countOf(`${kind} ${caller.id}`) <= perMinute[kind]) return undefined;
  c.header("Retry-After", String(60 - (Math.floor(nowMs() / 1000) % 60)));
  return problem(c, 429, "too-fast", "You are asking too often. Wait a minute, then go on.");
}

/** Counts one more of this name in this clock minute. */
export function countOf(name: string): number {
  const minute = Math.floor(nowMs() / 60_000);
  const window = windows.get(name);
  if (window?.minute === minute) return ++window.count;
  if (windows.size >= mostPeople) windows.clear();
  windows.set(name, { minute, count: 1 });
  return 1;
}
