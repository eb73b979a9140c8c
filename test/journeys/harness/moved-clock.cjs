// Preloaded into a Switchboard under test (`--require DATA/moved-clock.cjs`): every thread of it tells a time that is as
// many milliseconds ahead as the file beside it says, and long timers are due by that time. The product has no seam for
// it: its functions tell the time by `Date`, as on AWS. CommonJS, so that it is done before anything else begins.
"use strict";
const { readFileSync } = require("node:fs");
const path = require("node:path");

const file = path.join(__dirname, "moved-clock");
const own = { Date, setTimeout, clearTimeout };
// A file of a few bytes is read in about 20 µs; at most fifty times a second nobody notices.
const freshForMs = 20;
// Shorter ones end by themselves before anybody could move the time. Whatever is under way while it moves runs out of its
// time, as on a machine that slept.
const longMs = 1_000;

let ahead = 0;
let readAt = Number.NEGATIVE_INFINITY;
function read() {
  if (performance.now() - readAt < freshForMs) return;
  readAt = performance.now();
  ahead = Number(readFileSync(file, "utf8"));
}
const now = () => {
  read();
  return own.Date.now() + ahead;
};
globalThis.Date = new Proxy(own.Date, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget === globalThis.Date ? target : newTarget),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});

/** @type {Map<ReturnType<typeof setTimeout>, { readonly atMs: number, readonly fire: () => void }>} */
const long = new Map();
/** @type {(callback: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) => NodeJS.Timeout} */
const set = (callback, ms = 0, ...given) => {
  if (ms < longMs) return own.setTimeout(callback, ms, ...given);
  const timer = own.setTimeout(() => {
    long.delete(timer);
    callback(...given);
  }, ms);
  long.set(timer, { atMs: now() + ms, fire: () => callback(...given) });
  return timer;
};
/** @type {typeof clearTimeout} */
const clear = (timer) => {
  if (typeof timer === "object") long.delete(timer);
  own.clearTimeout(timer);
};
globalThis.setTimeout = Object.assign(set, own.setTimeout);
globalThis.clearTimeout = clear;

let seen = 0;
setInterval(() => {
  read();
  if (ahead === seen) return;
  seen = ahead;
  for (const [timer, { atMs, fire }] of [...long].sort(([, a], [, b]) => a.atMs - b.atMs)) {
    if (atMs > now() || !long.delete(timer)) continue;
    own.clearTimeout(timer);
    fire();
  }
}, 50).unref();
