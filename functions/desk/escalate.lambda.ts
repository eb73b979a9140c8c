import type { Subject } from "../contracts/ids.ts";
import type { TaskRow } from "../contracts/rows.ts";
import { Escalate } from "../contracts/steps.ts";
import { nowMs } from "../platform/clock.ts";
import { readInteraction } from "../platform/interactions.ts";
import { lambdaStep } from "../platform/lambda-step.ts";
import { logWrite } from "../platform/log.ts";
import { logger } from "../platform/logger.ts";
import { readPolicy } from "../platform/policy.ts";
import { ConditionFailed, transact } from "../platform/rows.ts";
import { wakening } from "./escalate.ts";
import { toNextTier } from "./next-tier.ts";
import { ringOf } from "./ring-of.ts";
import { changeOpenTask, readTask } from "./task-row.ts";

type Next = (typeof Escalate.output)["_output"];

/** After a wake-up the row says how things stand; the token that timed out says nothing. */
async function escalate(subject: Subject): Promise<Next> {
  const { taskId } = await readInteraction(subject.interactionId);
  const task = taskId === undefined ? undefined : await readTask(taskId);
  if (task === undefined) throw new Error(`${subject.interactionId} waits for a person but has no task`);
  if (task.interactionId !== subject.interactionId) {
    return { next: "decided", ring: { kind: "superseded", by: `#${task.seq} is handled instead` } };
  }
  if (task.decision !== undefined || task.redrafting !== undefined) return { next: "decided", ring: ringOf(task) };
  try {
    return await remind(task);
  } catch (error) {
    // It was decided, changed or taken over between reading and writing.
    if (error instanceof ConditionFailed) return escalate(subject);
    throw error;
  }
}

async function remind(task: TaskRow): Promise<Next> {
  const { tiersMinutes, retentionDays, desk } = await readPolicy();
  const next = wakening(task, tiersMinutes, nowMs(), desk?.hours);
  const entry = (summary: string, tier: number) =>
    logWrite(
      {
        interactionId: task.interactionId,
        conversationId: task.conversationId,
        kind: "task-escalated",
        by: "code",
        summary,
        details: { taskId: task.taskId, tier },
      },
      retentionDays,
    );
  switch (next.kind) {
    case "too-early":
      return { next: "wait", seconds: next.seconds };
    case "next-tier": {
      const { set, writes } = await toNextTier(task, next.tier);
      await transact(
        changeOpenTask(task, set),
        entry(`Nobody has decided in time: the task goes to tier ${next.tier + 1}.`, next.tier),
        ...writes,
      );
      return { next: "wait", seconds: next.seconds };
    }
    case "last-tier-over":
      // The run ends as waiting; without a token, a decision starts a new one.
      await transact(
        changeOpenTask(task, { token: undefined }),
        entry("Nobody has decided after the last tier: the task stays open until somebody does.", task.tier),
      );
      logger.error("A task waits beyond its last tier", { taskId: task.taskId, tier: task.tier });
      return { next: "leave-open" };
  }
}

export const handler = lambdaStep(Escalate, escalate);
