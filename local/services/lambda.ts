import * as z from "zod";
import type { Clock } from "../clock.ts";
import type { Store } from "../store.ts";
import { AwsError } from "./aws-error.ts";
import { type Deliveries, DeliveryRefused, openDeliveries } from "./deliveries.ts";
import { operation } from "./operation.ts";
import type { Json, Operations } from "./service.ts";

export type InvocationResult =
  | { readonly payload: Json; readonly functionError?: undefined }
  | { readonly payload: Json; readonly functionError: string };

export interface InvocationsOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Runs a function. `name` may be a name, an ARN, either with a qualifier. Rejects for one that is not there. */
  readonly invoke: (name: string, payload: Json) => Promise<InvocationResult>;
  /** The qualified function's existence, checked before an asynchronous call is accepted. */
  readonly exists: (name: string) => boolean;
  /** Takes an asynchronous call that failed three times, as a dead-letter queue or on-failure destination would. */
  readonly giveUp?: (name: string, payload: Json, error: unknown) => Promise<void>;
}

export interface Invocations {
  readonly operations: Operations;
  /** Accepts an asynchronous call (`Event`): durable when it resolves, tried up to three times. */
  invokeLater(name: string, payload: Json): Promise<void>;
  start(): Promise<void>;
  stop(): void;
}

const lambda = { service: "lambda", invalid: "InvalidParameterValueException" } as const;
// https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
const policy = { retries: 2, longestMs: 6 * 3_600_000 };
const Item = z.object({ name: z.string(), payload: z.json() });

/** Lambda's Invoke: waits for the answer, or accepts the call and runs it when it can. */
export function openInvocations(options: InvocationsOptions): Invocations {
  const { store, clock } = options;
  const deliveries: Deliveries = openDeliveries({
    store,
    clock,
    room: "lambda",
    deliver: async (item) => {
      const { name, payload } = Item.parse(item);
      if (!options.exists(name)) throw new DeliveryRefused(`There is no function ${name} any more`);
      const result = await options.invoke(name, payload);
      if (result.functionError !== undefined) throw new Error(JSON.stringify(result.payload));
    },
    policy: () => policy,
    giveUp: async (item, why) => {
      const { name, payload } = Item.parse(item);
      await options.giveUp?.(name, payload, why.error);
    },
  });

  const need = (name: string): void => {
    if (options.exists(name)) return;
    throw new AwsError("ResourceNotFoundException", `Function not found: ${name}`, { status: 404 });
  };
  const invokeLater: Invocations["invokeLater"] = async (name, payload) => {
    need(name);
    await store.transact((tx) => deliveries.enqueue(tx, { name, payload }));
  };

  return {
    operations: {
      Invoke: operation(
        lambda,
        "Invoke",
        {
          FunctionName: z.string(),
          Qualifier: z.string().optional(),
          InvocationType: z.enum(["RequestResponse", "Event", "DryRun"]),
          LogType: z.literal("None").optional(),
          Payload: z.string(),
        },
        async (input) => {
          const name = input.Qualifier === undefined ? input.FunctionName : `${input.FunctionName}:${input.Qualifier}`;
          need(name);
          const payload = readPayload(input.Payload);
          if (input.InvocationType === "DryRun") return { StatusCode: 204 };
          if (input.InvocationType === "Event") {
            await invokeLater(name, payload);
            return { StatusCode: 202 };
          }
          const result = await options.invoke(name, payload);
          return {
            StatusCode: 200,
            ExecutedVersion: input.Qualifier ?? "$LATEST",
            Payload: JSON.stringify(result.payload),
            ...(result.functionError !== undefined && { FunctionError: result.functionError }),
          };
        },
      ),
    },
    invokeLater,
    start: () => deliveries.start(),
    stop: () => deliveries.stop(),
  };
}

function readPayload(text: string): Json {
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch (cause) {
    throw new AwsError("InvalidRequestContentException", "Could not parse request body into json", { cause });
  }
}
