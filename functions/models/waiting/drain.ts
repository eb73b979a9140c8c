import type { Line, Waiter } from "./line.ts";

/** What the waiting run is told: go on, since a model may answer again, or ask a person. */
type Call = "on" | "person";

export interface Draining {
  readonly line: Line;
  /** Whether any model that the policy names may be asked again. */
  readonly modelsAwake: () => Promise<boolean>;
  /** Rings the doorbell; what nobody waits on any more is no error. */
  readonly ring: (waiter: Waiter, call: Call) => Promise<void>;
  readonly nowMs: () => number;
  /** Ms from receipt to the promise time. */
  readonly promiseMs: number;
  /** The most that are sent on in one round. */
  readonly mostPerRound: number;
}

export interface Drained {
  readonly on: number;
  readonly toPeople: number;
  /** Whether another round is worth while soon. */
  readonly more: boolean;
}

/** One round: those whose promise time has come go to people (W3), and the oldest of the others go on (W4). */
export async function drain(draining: Draining): Promise<Drained> {
  const { line, nowMs, promiseMs, mostPerRound, modelsAwake } = draining;
  const waiting = await line.oldest(mostPerRound);
  const due = waiting.filter(({ receivedAt }) => Date.parse(receivedAt) + promiseMs <= nowMs());
  await sendAway(draining, due, "person");
  const others = waiting.slice(due.length);
  const toPeople = due.length;
  if (others.length === 0) {
    // The next outage begins with one again.
    if (toPeople === 0) await line.setPace({ size: 0, cameBack: false });
    return { on: 0, toPeople, more: toPeople > 0 };
  }
  if (!(await modelsAwake())) return { on: 0, toPeople, more: toPeople === mostPerRound };
  const pace = await line.pace();
  const size = pace.cameBack ? 1 : Math.min(mostPerRound, Math.max(1, pace.size * 2));
  // Written before anybody goes: one who comes back at once is not overlooked.
  await line.setPace({ size, cameBack: false });
  const going = others.slice(0, size);
  await sendAway(draining, going, "on");
  return { on: going.length, toPeople, more: !pace.cameBack };
}

/** Rings first and takes out of the line then: who dies in between rings again, at a door where nobody waits any more. */
async function sendAway({ line, ring }: Draining, waiters: readonly Waiter[], call: Call): Promise<void> {
  for (const waiter of waiters) {
    await ring(waiter, call);
    await line.leave(waiter);
  }
}

/** A run that waits; `again`: it was sent on before, met no model, and takes its old place. False: the line is full. */
export async function join(line: Line, waiter: Waiter, { most, again }: { most: number; again: boolean }) {
  if (again) {
    const { size } = await line.pace();
    await line.setPace({ size, cameBack: true });
  }
  return line.join(waiter, most);
}
