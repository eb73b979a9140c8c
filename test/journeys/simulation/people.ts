import type { DecisionRequest } from "../../../functions/contracts/decision.ts";
import { TaskRow } from "../../../functions/contracts/rows.ts";
import { takeDecision } from "../../../functions/desk/take-decision.ts";
import { queryRows } from "../../../functions/platform/rows.ts";
import type { Draws } from "./random.ts";
import { workers } from "./wire.ts";

/** People at the desk look at what waits and decide some of it, now and then two of them the same thing at once (F17, F21). */
export async function peopleLook(draws: Draws): Promise<void> {
  const { rows } = await queryRows({ table: "tasks", index: "byStatus", pk: "open" }, TaskRow);
  const decisions = rows
    .filter(() => draws.chance(0.2))
    .flatMap((task) => {
      const request = decisionOn(task, draws);
      return request === undefined ? [] : [{ task, request, twice: draws.chance(0.25) }];
    });
  for (const { task, request, twice } of decisions) {
    await Promise.all([decide(task, request, "kim"), ...(twice ? [decide(task, request, "robin")] : [])]);
  }
}

function decisionOn({ version, seq, kind, draftId }: TaskRow, draws: Draws): DecisionRequest | undefined {
  const seen = { version, seq };
  if (kind === "repair") return { kind: "close", reason: "Looked into it", ...seen };
  const luck = draws.next();
  if (luck < 0.4) return draftId === undefined ? undefined : { kind: "approve", ...seen };
  if (luck < 0.7) return { kind: "rewrite", text: "Hello, we have looked into it and will help you.", ...seen };
  if (luck < 0.9) return { kind: "close", reason: "Solved by telephone", ...seen };
  if (luck < 0.95) return draftId === undefined ? undefined : { kind: "reject", reason: "Not ours", ...seen };
  return { kind: "hand-over", to: "robin", ...seen };
}

/** As the API's function does it: it may be killed at any request, and then the person simply sees no answer. */
async function decide(task: TaskRow, request: DecisionRequest, by: string): Promise<void> {
  const { promise: killed, resolve } = Promise.withResolvers<void>();
  const worker = { name: "desk", dead: false, die: () => {} };
  worker.die = () => {
    worker.dead = true;
    resolve();
  };
  const work = workers.run(worker, () => takeDecision(task.taskId, request, { id: by, name: by }));
  // An error is what the person would see as "try again".
  await Promise.race([killed, work.then(() => undefined).catch(() => undefined)]);
}
