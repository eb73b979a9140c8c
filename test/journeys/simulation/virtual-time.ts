import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import type { Clock } from "../../../local/clock.ts";

// Virtual time: hours pass as fast as the work in them can be done.
//
//   V1. Time stands still while anything is under way, and then jumps to the next timer.
//   V2. `Date`, `setTimeout` and random numbers of the whole process are these, so that product code needs no seam.
//   V3. One seed draws the same mail, people and faults, and timers that are due together fire in the order in which they
//       were set. The course is the same but for what lies outside: files and log syncs that are under way together end in
//       the order that the disk likes, and what a warm function remembers follows from the seeds that ran before.

export interface VirtualTime {
  readonly clock: Clock;
  readonly random: () => number;
  /** Counts work that time must wait for; call the answer at its end. */
  begin(): () => void;
  /** Lets time pass until `atMs` (epoch milliseconds). */
  runUntil(atMs: number): Promise<void>;
  sleep(ms: number): Promise<void>;
  /** Gives the process its own time back. */
  restore(): void;
}

interface Timer {
  readonly atMs: number;
  readonly order: number;
  readonly fire: () => void;
  cancelled: boolean;
}

const own = { Date, setTimeout, clearTimeout, random: Math.random };
const { randomBytes, randomUUID } = crypto;
// A chain of this many turns without a store call, a request or a timer does not occur.
const quietTurns = 4;

export function openVirtualTime(startMs: number, random: () => number): VirtualTime {
  let nowMs = startMs;
  let order = 0;
  let underWay = 0;
  let stirred = 0;
  const timers = heap();

  const set = (atMs: number, fire: () => void): Timer => {
    const timer = { atMs: Math.max(atMs, nowMs), order: order++, fire, cancelled: false };
    timers.push(timer);
    stirred++;
    return timer;
  };
  const settle = async (): Promise<void> => {
    for (let quiet = 0, seen = stirred; quiet < quietTurns; ) {
      await new Promise((resolve) => setImmediate(resolve));
      quiet = underWay === 0 && seen === stirred && !readsFiles() ? quiet + 1 : 0;
      seen = stirred;
    }
  };
  takeOver(() => nowMs, set, random);
  return {
    clock: {
      now: () => nowMs,
      at: (atMs, wake) => {
        const timer = set(atMs, wake);
        return () => {
          timer.cancelled = true;
        };
      },
    },
    random,
    begin: () => {
      underWay++;
      stirred++;
      return () => {
        underWay--;
        stirred++;
      };
    },
    runUntil: async (untilMs) => {
      for (;;) {
        await settle();
        const next = timers.first();
        if (next === undefined || next.atMs > untilMs) break;
        timers.pop();
        if (next.cancelled) continue;
        nowMs = next.atMs;
        next.fire();
      }
      nowMs = Math.max(nowMs, untilMs);
    },
    sleep: (ms) => new Promise((resolve) => void set(nowMs + ms, resolve)),
    restore: () => {
      Object.assign(globalThis, { Date: own.Date, setTimeout: own.setTimeout, clearTimeout: own.clearTimeout });
      Math.random = own.random;
      Object.assign(crypto, { randomBytes, randomUUID });
      syncBuiltinESMExports();
    },
  };
}

/** V2. */
function takeOver(now: () => number, set: (atMs: number, fire: () => void) => Timer, random: () => number): void {
  const VirtualDate: DateConstructor = new Proxy(own.Date, {
    construct: (target, given, newTarget): object =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget === VirtualDate ? target : newTarget),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
  const held = new WeakMap<object, Timer>();
  const setTimeout = (callback: (...given: unknown[]) => void, ms = 0, ...given: unknown[]): object => {
    const timer = set(now() + Math.max(0, Math.ceil(ms)), () => callback(...given));
    const handle = { unref: () => handle, ref: () => handle, hasRef: () => true, refresh: () => handle };
    held.set(handle, timer);
    return handle;
  };
  const clearTimeout = (handle: NodeJS.Timeout | undefined): void => {
    const timer = handle && held.get(handle);
    if (timer) timer.cancelled = true;
    else own.clearTimeout(handle);
  };
  Object.assign(globalThis, { Date: VirtualDate, setTimeout, clearTimeout });
  Math.random = random;
  const bytes = (size: number): Buffer => Buffer.from(Array.from({ length: size }, () => Math.floor(random() * 256)));
  const uuid = (): string =>
    bytes(16)
      .toString("hex")
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  Object.assign(crypto, { randomBytes: bytes, randomUUID: uuid });
  syncBuiltinESMExports();
}

const readsFiles = (): boolean => process.getActiveResourcesInfo().some((name) => name.startsWith("FSReq"));

function heap() {
  const items: Timer[] = [];
  const before = (one: Timer, other: Timer): boolean =>
    one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
  const swap = (one: number, other: number): void => {
    const [first, second] = [items[one], items[other]];
    if (first && second) [items[one], items[other]] = [second, first];
  };
  const isBefore = (one: number, other: number): boolean => {
    const [first, second] = [items[one], items[other]];
    return first !== undefined && second !== undefined && before(first, second);
  };
  return {
    first: (): Timer | undefined => items[0],
    push: (timer: Timer): void => {
      items.push(timer);
      for (let at = items.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1;
        if (!isBefore(at, parent)) break;
        swap(at, parent);
        at = parent;
      }
    },
    pop: (): void => {
      const last = items.pop();
      if (last === undefined || items.length === 0) return;
      items[0] = last;
      for (let at = 0; ; ) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        const least = isBefore(right, left) ? right : left;
        if (!isBefore(least, at)) break;
        swap(at, least);
        at = least;
      }
    },
  };
}
