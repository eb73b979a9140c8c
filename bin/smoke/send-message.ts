import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { DescribeExecutionCommand, ListExecutionsCommand } from "@aws-sdk/client-sfn";
import { GetQueueUrlCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import type { Check } from "./checks.ts";
import type { Place } from "./place.ts";

/** Ten seconds for the queue and a cold start, a minute that policy may let a run wait, and as much again. */
const patienceMs = 120_000;

/** Puts one `message.received` into the event queue and sees a run through; a reply would go to `from`. */
export const sendMessage = (from: string): Check => ({
  name: "a message enters the support flow",
  look: async (place) => {
    const sentAt = Date.now();
    await put(place, from);
    const run = await begun(place, sentAt);
    const status = await settled(place, run, sentAt);
    if (status !== "SUCCEEDED" && status !== "RUNNING")
      throw new Error(`run ${run} is ${status}: docs/runbook.md#a-run-failed`);
    return `${run.split(":").at(-1)} ${status === "RUNNING" ? "waits for a person, or is under way" : "is done"}`;
  },
});

async function put({ sqs, stage }: Place, from: string): Promise<void> {
  const id = `smoke-${randomUUID()}`;
  const detail = { id, from, subject: "Smoke test", text: "How long does delivery take?" };
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: `switchboard-${stage.name}-events` }));
  const MessageBody = JSON.stringify({ id, type: "message.received", detail });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
}

/** The newest run that began after `sentAt`; two seconds forgive a clock that differs from AWS's. */
async function begun({ sfn, machineArn }: Place, sentAt: number): Promise<string> {
  for (;;) {
    const { executions = [] } = await sfn.send(
      new ListExecutionsCommand({ stateMachineArn: machineArn("support"), maxResults: 10 }),
    );
    const run = executions.find(({ startDate }) => startDate !== undefined && startDate.getTime() > sentAt - 2000);
    if (run?.executionArn !== undefined) return run.executionArn;
    if (Date.now() - sentAt > patienceMs)
      throw new Error("no run began within two minutes: see the log of intake/receive-event and its dead letters");
    await sleep(1000);
  }
}

/** How the run stands once it has ended, or after two minutes: one that waits for a person goes on running. */
async function settled({ sfn }: Place, executionArn: string, sentAt: number): Promise<string | undefined> {
  for (;;) {
    const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    if (status !== "RUNNING" || Date.now() - sentAt > patienceMs) return status;
    await sleep(1000);
  }
}
