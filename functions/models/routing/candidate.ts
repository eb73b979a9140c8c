import type { ModelCandidate, ModelTask } from "../../contracts/policy.ts";
import type { Breaker } from "../breaker.ts";
import type { FailureKind, Provider } from "../providers/provider.ts";
import type { TaskAnswers } from "../tasks.ts";
import { type Asking, type Tried, tryOnce } from "./attempt.ts";
import { breakerName, type LeftOut, nameOf, type Route } from "./route.ts";
import { waitBeforeAgain } from "./waits.ts";

// What speaks against the service; a refusal or a badly formed answer speaks only against the one question.
const ailing = new Set<FailureKind>(["error", "timeout", "throttled"]);
// With several places each is tried once; two tries where there is only one.
const mostTries = 4;

/** Asks one candidate, at each of its places if need be; undefined when it gave no answer. Says in `after` why. */
export async function askCandidate<Task extends ModelTask>(
  route: Route,
  asking: Asking<Task>,
  candidate: ModelCandidate,
): Promise<TaskAnswers[Task] | undefined> {
  const provider = route.providers[candidate.provider];
  const leave = (why: LeftOut | FailureKind): undefined => {
    asking.after.push(`${nameOf(candidate)}: ${why}`);
  };
  if (provider === undefined) return leave("no-key");
  if (candidate.provider === "embedded") {
    const tried = await tryOnce(route, asking, candidate, provider, { place: "", timeoutMs: candidate.timeoutMs });
    return "answer" in tried ? tried.answer : leave("failure" in tried ? tried.failure : tried.leftOut);
  }
  const places = allowedPlaces(route, candidate);
  if (places.length === 0) return leave("not-allowed");
  const untilMs = Math.min(route.nowMs() + candidate.timeoutMs, asking.untilMs);
  return askPlaces(route, asking, { candidate, provider, places, untilMs, leave });
}

function allowedPlaces(route: Route, candidate: ModelCandidate): readonly string[] {
  const region = (place: string) => (candidate.provider === "bedrock" && place !== "" ? place : undefined);
  const places = (route.places?.(candidate) ?? [""]).filter((place) => route.allowed(candidate, region(place)));
  if (places.length === 0)
    route.warn("The policy names a model that the stage does not allow", { model: nameOf(candidate) });
  // Spreads the load: each question begins at another place.
  const first = Math.floor(route.random() * places.length);
  return [...places.slice(first), ...places.slice(0, first)];
}

interface Places {
  readonly candidate: ModelCandidate;
  readonly provider: Provider;
  readonly places: readonly string[];
  readonly untilMs: number;
  readonly leave: (why: LeftOut | FailureKind) => undefined;
}

/** R1: goes on to another place at once, waits before the same one is asked again, and ends with the time limit. */
async function askPlaces<Task extends ModelTask>(
  route: Route,
  asking: Asking<Task>,
  { candidate, provider, places, untilMs, leave }: Places,
): Promise<TaskAnswers[Task] | undefined> {
  let usable = places;
  let why: LeftOut | FailureKind = "resting";
  for (let tries = 1; tries <= Math.min(mostTries, Math.max(2, places.length)); tries++) {
    const place = await firstAwake(route.breaker, candidate, usable);
    if (place === undefined) return leave(why);
    const timeoutMs = untilMs - route.nowMs();
    if (timeoutMs <= 0) return leave(why === "resting" ? "no-time" : why);
    const tried = await tryOnce(route, asking, candidate, provider, { place, timeoutMs });
    if ("leftOut" in tried) return leave(tried.leftOut);
    await report(route.breaker, breakerName(candidate, place), tried);
    if ("answer" in tried) return tried.answer;
    why = tried.failure;
    const left = await nextPlaces(route, tried, { usable, place, again: tries === 1, untilMs });
    if (left === undefined) return leave(why);
    usable = left;
  }
  return leave(why);
}

/** Where to ask next, after the wait that it takes; undefined when the next candidate is the better way. */
async function nextPlaces(
  { random, nowMs, sleep }: Route,
  { failure, retryAfterMs }: { readonly failure: FailureKind; readonly retryAfterMs: number | undefined },
  at: {
    readonly usable: readonly string[];
    readonly place: string;
    /** Whether the same place may be asked again. */
    readonly again: boolean;
    readonly untilMs: number;
  },
): Promise<readonly string[] | undefined> {
  const waitMs = waitBeforeAgain(failure, retryAfterMs, random);
  if (waitMs === undefined) return undefined;
  const others = at.usable.filter((one) => one !== at.place);
  if (others.length > 0 && ailing.has(failure)) return others;
  // A wait that would eat up the time limit is better spent on the next candidate.
  if (!at.again || nowMs() + waitMs >= at.untilMs) return undefined;
  if (waitMs > 0) await sleep(waitMs);
  return at.usable;
}

async function firstAwake(
  breaker: Breaker,
  candidate: ModelCandidate,
  places: readonly string[],
): Promise<string | undefined> {
  for (const place of places) if (await breaker.allows(breakerName(candidate, place))) return place;
  return undefined;
}

/** Tells the breaker how it went. */
async function report(breaker: Breaker, model: string, tried: Tried<unknown>): Promise<void> {
  if (!("failure" in tried)) return breaker.report(model, true);
  if (tried.failure === "denied") return breaker.reportDenied(model);
  return breaker.report(model, !ailing.has(tried.failure), tried.retryAfterMs);
}
