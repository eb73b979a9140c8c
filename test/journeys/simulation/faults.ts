import type { Draws } from "./random.ts";

/** What may happen to one request that a function sends, by its number in the fault matrix. */
const requestFaults = {
  /** The worker dies before the service sees the request (F4). */
  killedBefore: 0.0012,
  /** The worker dies after the service did it (F4, F5). */
  killedAfter: 0.0012,
  /** Done, but the answer is lost: the connection breaks (F6, F16). */
  answerLost: 0.003,
  /** Done, but the answer says 500 (F6). */
  doneButFailed: 0.002,
  /** Not done, says so (F7). */
  throttled: 0.006,
  /** Not done, the connection breaks (F34). */
  cut: 0.002,
  /** Done late. */
  slow: 0.006,
} as const;
export type RequestFault = keyof typeof requestFaults;

/** What may happen to one invocation of a function. */
const invocationFaults = {
  /** Lambda has no room. */
  refused: 0.004,
  /** It ran to its end, and nobody heard of it: it is invoked again (F1). */
  unheard: 0.006,
  /** It runs twice at the same time (F1). */
  twice: 0.01,
} as const;
type InvocationFault = keyof typeof invocationFaults;

/** Sending an email meets them more often: here a mistake reaches a customer (F5, F26). */
const sendingFaults: Readonly<Partial<Record<RequestFault, number>>> = {
  killedBefore: 0.02,
  killedAfter: 0.05,
  answerLost: 0.05,
  doneButFailed: 0.03,
  throttled: 0.06,
  cut: 0.02,
  slow: 0.02,
};

export interface Faults {
  /** Nothing goes wrong while false: at the start, and when the rest is to settle. */
  on: boolean;
  readonly counts: Map<string, number>;
  request(service: string, operation: string, atMs: number): RequestFault | undefined;
  invocation(): InvocationFault | undefined;
  count(what: string): void;
  readonly draws: Draws;
}

/** `outages`: times at which tables are away for a minute (F7), or objects refused (F13), in epoch ms. */
export function openFaults(
  draws: Draws,
  outages: { readonly tables: readonly number[]; readonly objects: readonly number[] },
): Faults {
  const counts = new Map<string, number>();
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
  const away = (starts: readonly number[], atMs: number): boolean =>
    starts.some((start) => atMs >= start && atMs < start + 60_000);
  const drawn = <Name extends string>(shares: Readonly<Partial<Record<Name, number>>>): Name | undefined => {
    let left = draws.next();
    for (const name in shares) {
      left -= shares[name] ?? 0;
      if (left < 0) return name;
    }
    return undefined;
  };
  const faults: Faults = {
    on: false,
    counts,
    draws,
    count,
    request: (service, operation, atMs) => {
      if (!faults.on) return undefined;
      if (service === "dynamodb" && away(outages.tables, atMs)) {
        count("tables away");
        return "throttled";
      }
      if (service === "s3" && away(outages.objects, atMs)) {
        count("objects refused");
        return "throttled";
      }
      const fault = drawn(operation === "SendEmail" ? sendingFaults : requestFaults);
      if (fault !== undefined) count(`${operation === "SendEmail" ? "SendEmail" : "request"} ${fault}`);
      return fault;
    },
    invocation: () => {
      if (!faults.on) return undefined;
      const fault = drawn(invocationFaults);
      if (fault !== undefined) count(`invocation ${fault}`);
      return fault;
    },
  };
  return faults;
}
