import * as z from "zod";
import { describeExecution } from "../platform/executions.ts";
import { logger } from "../platform/logger.ts";
import { rescue } from "./rescue.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html */
const StatusChange = z.object({
  detail: z.object({
    executionArn: z.string(),
    name: z.string(),
    status: z.string(),
    input: z.string().nullish(),
    error: z.string().nullish(),
    cause: z.string().nullish(),
  }),
});
type Detail = z.infer<typeof StatusChange>["detail"];

/** A run failed, timed out or was aborted: its interaction goes to a person. */
export const handler = async (event: unknown): Promise<void> => {
  const { detail } = StatusChange.parse(event);
  const interactionId = interactionOf(detail);
  if (interactionId === undefined) {
    logger.error("A run failed that names no interaction", { executionArn: detail.executionArn });
    return;
  }
  // Large causes are left out of the event.
  const told = detail.error ?? detail.cause;
  const execution = told ? undefined : await describeExecution(detail.executionArn);
  await rescue({
    interactionId,
    executionArn: detail.executionArn,
    execution: execution ?? {
      status: detail.status,
      ...(detail.error && { error: detail.error }),
      ...(detail.cause && { cause: detail.cause }),
    },
  });
};

/** The interaction's id from the run's input or, when that was too large for the event, from its name. */
function interactionOf({ input, name }: Detail): string | undefined {
  const given = typeof input === "string" ? WithInteraction.safeParse(parseJson(input)) : undefined;
  return given?.success ? given.data.interactionId : /^int_[0-9a-f]{32,64}/.exec(name)?.[0];
}

const WithInteraction = z.object({ interactionId: z.string() });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
