import { DeliveryRefused } from "../services/deliveries.ts";
import type { Json, JsonObject, Operations } from "../services/service.ts";

/** What may receive what other services hand on: a queue, function, state machine, topic or bus, by its ARN. */
export interface TargetRooms {
  readonly sendMessage: (queueArn: string, body: string, fifo?: { readonly groupId: string }) => Promise<void>;
  readonly invokeLater: (functionArn: string, payload: Json) => Promise<void>;
  readonly publish: (topicArn: string, message: string) => Promise<void>;
  readonly states: Operations;
  readonly events: Operations;
}

export interface Handover {
  readonly payload: Json;
  /** For FIFO queues. */
  readonly messageGroupId?: string;
}

type Take = (arn: string, handover: Handover, rooms: TargetRooms) => Promise<void>;

const text = (payload: Json): string => (typeof payload === "string" ? payload : JSON.stringify(payload));

const byService: Readonly<Record<string, Take>> = {
  sqs: (arn, { payload, messageGroupId }, rooms) =>
    rooms.sendMessage(arn, text(payload), messageGroupId === undefined ? undefined : { groupId: messageGroupId }),
  lambda: (arn, { payload }, rooms) => rooms.invokeLater(arn, payload),
  sns: (arn, { payload }, rooms) => rooms.publish(arn, text(payload)),
  states: async (arn, { payload }, rooms) => {
    await call(rooms.states, "StartExecution", { stateMachineArn: arn, input: text(payload) });
  },
  events: async (arn, { payload }, rooms) => {
    const event: JsonObject = typeof payload === "object" && payload !== null && !Array.isArray(payload) ? payload : {};
    const entry = {
      EventBusName: arn,
      Source: event["source"] ?? "",
      DetailType: event["detail-type"] ?? "",
      Detail: JSON.stringify(event["detail"] ?? {}),
      Resources: event["resources"] ?? [],
    };
    await call(rooms.events, "PutEvents", { Entries: [entry] });
  },
};

/** The service in an ARN. */
export const serviceOf = (arn: string): string => arn.split(":")[2] ?? "";

/** Throws for a target that nothing can be handed on to here: better at the start than at the first event. */
export function checkTarget(arn: string): void {
  if (!byService[serviceOf(arn)]) {
    throw new Error(
      `it hands on to ${arn}, but only queues, functions, topics, state machines and buses can receive here`,
    );
  }
}

/** Hands something on to a target; it has it durably when this resolves. DeliveryRefused: trying again would not help. */
export async function handOver(arn: string, handover: Handover, rooms: TargetRooms): Promise<void> {
  const take = byService[serviceOf(arn)];
  if (!take) throw new DeliveryRefused(`Nothing can be handed on to ${arn} here`);
  await take(arn, handover, rooms);
}

async function call(operations: Operations, name: string, input: JsonObject): Promise<JsonObject> {
  const operation = operations[name];
  if (!operation) throw new DeliveryRefused(`The operation ${name} is not known here`);
  return operation(input);
}
