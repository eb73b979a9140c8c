import * as z from "zod";
import { InteractionRow } from "../contracts/rows.ts";
import type { SupportInput } from "../contracts/steps.ts";
import { interactionKey } from "../platform/interactions.ts";
import { logWrite } from "../platform/log.ts";
import { readPolicy } from "../platform/policy.ts";
import { ConditionFailed, getRow, transact, update } from "../platform/rows.ts";
import { setting } from "../platform/settings.ts";
import { startRun } from "../platform/workflow.ts";

/** Intake's own addition: how long this run was told to wait, since a repeated start must send byte-identical input (F16). */
const StartableRow = InteractionRow.extend({ debounceSeconds: z.int().nonnegative() });

type Startable = Pick<
  z.infer<typeof StartableRow>,
  "interactionId" | "conversationId" | "seq" | "mailbox" | "debounceSeconds" | "outcome" | "executionArn"
>;

/**
 * Starts the run of an accepted email, if it has none: repeats are harmless. An execution that exists already under this
 * name is ours, since the name is the email's identity; then only the answer to an earlier start was lost.
 * `fresh`: the row as the caller has just written it.
 */
export async function startSupport(interactionId: string, fresh?: Startable): Promise<void> {
  const row = fresh ?? (await getRow("interactions", interactionKey(interactionId), StartableRow));
  if (row === undefined || row.outcome !== "open" || row.executionArn !== undefined) return;
  const { conversationId, seq, mailbox, debounceSeconds } = row;
  if (seq === 0) return;
  const input: SupportInput = { interactionId, conversationId, seq, mailbox, debounceSeconds };
  const started = await startRun("supportWorkflow", interactionId, input);
  const executionArn = started === "exists" ? executionArnOf("supportWorkflow", interactionId) : started.executionArn;
  await recordStart(row, executionArn);
}

/** Writes down which run handles an interaction. Somebody else having done so is as good. */
export async function recordStart(
  row: Pick<InteractionRow, "interactionId" | "conversationId">,
  executionArn: string,
): Promise<void> {
  const { interactionId, conversationId } = row;
  const { retentionDays } = await readPolicy();
  try {
    await transact(
      update("interactions", interactionKey(interactionId), {
        set: { executionArn },
        condition: "attribute_exists(pk) AND attribute_not_exists(#executionArn)",
      }),
      logWrite(
        {
          ...{ interactionId, conversationId, kind: "run-started", by: "code" },
          summary: "Its run was started",
          details: { executionArn },
        },
        retentionDays,
        interactionId,
      ),
    );
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
}

/** `…:stateMachine:name[:alias]` → `…:execution:name:run`: executions started through an alias carry the machine's name alone. */
export function executionArnOf(workflow: "supportWorkflow" | "eventWorkflow", name: string): string {
  const [arn, partition, service, region, account, , machine] = setting(workflow).split(":");
  return [arn, partition, service, region, account, "execution", machine, name].join(":");
}
