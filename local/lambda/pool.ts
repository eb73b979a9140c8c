// Pool: the environments of one function version.
//
//   P1. One event at a time per environment; events wait in order of arrival.
//   P2. The first event starts an environment; another is started only when events have waited a while, because on a
//       small machine a second cold start delays the work it was meant to help.
//   P3. An environment that is unused for `idleMs` is stopped and its memory given back.
//   P4. Stopping the pool looks like a power cut to its callers: no outcome, so nobody records a failure that the
//       handler did not have; the work is done again after the next start.
import type { Clock } from "../clock.ts";
import type { Environment } from "./environment.ts";
import type { Outcome } from "./function-configuration.ts";

export interface Pool {
  serve(event: string, requestId: string, signal?: AbortSignal): Promise<Outcome>;
  stop(): Promise<void>;
}

interface Waiting {
  readonly event: string;
  readonly requestId: string;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (outcome: Outcome) => void;
}

interface Member {
  readonly environment: Environment;
  busy: boolean;
  forget: () => void;
}

/** How long events wait before another environment is started: a thread is quickly there, a process takes a core for a while. */
export const scaleAfterMs = { thread: 100, process: 1_000 };
const canceled = { errorType: "Runtime.Canceled", errorMessage: "The caller went away before the event was served" };

export function openPool(options: {
  readonly limit: number;
  readonly idleMs: number;
  readonly scaleAfterMs: number;
  readonly clock: Clock;
  readonly start: () => Environment;
  /** Asked before every environment but the first: may the machine carry one more? */
  readonly mayGrow: () => boolean;
  readonly onStop: () => void;
}): Pool {
  const { clock } = options;
  const members = new Set<Member>();
  /** Of environments that are no members any more: what they still print has a log until the pool has stopped. */
  const endings = new Set<Promise<void>>();
  const queue: Waiting[] = [];
  let scaling: (() => void) | undefined;
  let stopped = false;

  const leave = (member: Member): void => {
    if (members.delete(member)) options.onStop();
  };
  /** One that can serve no more is ended too: a process or thread whose code could not be loaded lives on by itself. */
  const retire = (member: Member): void => {
    member.forget();
    leave(member);
    const ending: Promise<void> = member.environment.stop().finally(() => endings.delete(ending));
    endings.add(ending);
  };
  const add = (): Member => {
    const member: Member = { environment: options.start(), busy: false, forget: () => undefined };
    members.add(member);
    return member;
  };
  const rest = (member: Member): void => {
    member.busy = false;
    member.forget = clock.at(clock.now() + options.idleMs, () => retire(member)); // P3
  };
  const work = async (member: Member, waiting: Waiting): Promise<void> => {
    member.busy = true;
    member.forget();
    const outcome = await member.environment.serve(waiting.event, waiting.requestId);
    if (stopped) return; // P4
    waiting.resolve(outcome);
    if (member.environment.alive()) rest(member);
    else retire(member);
    next();
  };
  const grow = (): void => {
    scaling = undefined;
    dropAborted();
    if (queue.length > 0 && members.size < options.limit && options.mayGrow()) hand(add());
    next();
  };
  const hand = (member: Member): void => {
    const waiting = queue.shift();
    if (waiting) void work(member, waiting);
    else rest(member);
  };
  const dropAborted = (): void => {
    while (queue[0]?.signal?.aborted) queue.shift()?.resolve({ error: canceled });
  };
  const findIdle = (): Member | undefined => {
    const idle = [...members].filter((member) => !member.busy);
    // What died while it was idle (out of memory, a failure nobody awaited) must not cost the next event an attempt.
    for (const member of idle) if (!member.environment.alive()) retire(member);
    return idle.find((member) => members.has(member));
  };
  const next = (): void => {
    dropAborted();
    if (queue.length === 0 || stopped) return;
    const idle = findIdle();
    if (idle) hand(idle);
    else if (members.size === 0) hand(add());
    if (queue.length > 0 && members.size < options.limit)
      scaling ??= clock.at(clock.now() + options.scaleAfterMs, grow); // P2
  };

  return {
    serve: (event, requestId, signal) =>
      new Promise((resolve) => {
        queue.push({ event, requestId, signal, resolve });
        next();
      }),
    stop: async () => {
      stopped = true;
      scaling?.();
      const stopping = [...members];
      for (const member of stopping) {
        member.forget();
        leave(member);
      }
      await Promise.all([...endings, ...stopping.map(({ environment }) => environment.stop())]);
    },
  };
}
