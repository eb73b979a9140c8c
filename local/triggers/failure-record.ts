import { randomUUID } from "node:crypto";
import type { Json } from "../services/service.ts";

/**
 * What an on-failure destination is told of an asynchronous event that failed for good.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function failureRecord(functionArn: string, requestPayload: Json, error: unknown, nowMs: number): Json {
  const text = error instanceof Error ? error.message : String(error);
  return {
    version: "1.0",
    timestamp: new Date(nowMs).toISOString(),
    requestContext: {
      requestId: randomUUID(),
      functionArn: `${functionArn}:$LATEST`,
      condition: "RetriesExhausted",
      approximateInvokeCount: 3,
    },
    requestPayload,
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    responsePayload: parsed(text),
  };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return { errorMessage: text };
  }
}
