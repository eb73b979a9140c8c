// Bus: EventBridge buses, rules and schedules.
//
//   X1. An accepted event is durable for every target of every matching rule before PutEvents answers.
//   X2. Each target is its own delivery: retried by its own policy, then sent to its own dead letters.
//   X3. A schedule's firing is durable with the note of its next time; a restart makes up for one missed firing.
import * as z from "zod";
import type { Clock } from "../../clock.ts";
import type { Store, Transaction } from "../../store.ts";
import { AwsError } from "../aws-error.ts";
import { type Deliveries, DeliveryRefused, type GivenUp, openDeliveries } from "../deliveries.ts";
import { arnOf, type Json, type JsonObject, type Operations } from "../service.ts";
import type { MessageAttributes } from "../sqs/message.ts";
import { eventOf, type ServiceEvent } from "./event.ts";
import { putEventsOperation } from "./put-events.ts";
import { busName, type Rule, type RuleSpec, readyRule } from "./rules.ts";
import { openTimetable } from "./timetable.ts";

export interface BusOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Hands a payload to a target; it has it when this resolves. DeliveryRefused: no later attempt can succeed. */
  readonly deliver: (targetArn: string, payload: Json, how: { messageGroupId?: string }) => Promise<void>;
  readonly deadLetter: (queueArn: string, body: string, attributes: MessageAttributes) => Promise<void>;
}

export interface Bus {
  readonly operations: Operations;
  /** Buses and rules are the template's: told anew at each start, before `start`. */
  createBus(spec: { name: string }): Promise<{ arn: string }>;
  createRule(spec: RuleSpec): Promise<{ arn: string }>;
  /** Puts a service's own event on the default bus; durable when it resolves. */
  putServiceEvent(event: ServiceEvent): Promise<void>;
  start(): Promise<void>;
  stop(): void;
}

const steps = [
  `CREATE TABLE events_schedule (
     rule TEXT PRIMARY KEY,
     expression TEXT NOT NULL,
     anchor_ms INTEGER NOT NULL,
     next_ms INTEGER
   ) STRICT;`,
] as const;

const Owed = z.object({
  ruleArn: z.string(),
  targetArn: z.string(),
  payload: z.json(),
  messageGroupId: z.string().nullable(),
  retries: z.number(),
  longestMs: z.number(),
  deadLetterArn: z.string().nullable(),
});

export function openBus(options: BusOptions): Bus {
  const { store, clock } = options;
  store.migrate("events", steps);
  const buses = new Map<string, Rule[]>([["default", []]]);
  const deliveries: Deliveries = openDeliveries({
    store,
    clock,
    room: "events",
    deliver: async (item) => {
      const { targetArn, payload, messageGroupId } = Owed.parse(item);
      try {
        await options.deliver(targetArn, payload, messageGroupId === null ? {} : { messageGroupId });
      } catch (error) {
        throw isGone(error) ? new DeliveryRefused(error.message, { cause: error }) : error;
      }
    },
    policy: (item) => Owed.parse(item),
    giveUp: async (item, why) => {
      const owed = Owed.parse(item);
      if (owed.deadLetterArn === null) return;
      const body = typeof owed.payload === "string" ? owed.payload : JSON.stringify(owed.payload);
      await options.deadLetter(owed.deadLetterArn, body, deadLetterAttributes(owed, why));
    },
  });

  const rulesOf = (bus: string): Rule[] => {
    const rules = buses.get(busName(bus));
    if (rules) return rules;
    throw new AwsError("ResourceNotFoundException", `Event bus ${busName(bus)} does not exist.`);
  };
  const owe = (tx: Transaction, rule: Rule, event: JsonObject): void => {
    for (const target of rule.targets) deliveries.enqueue(tx, target(event));
  };
  const put = (tx: Transaction, bus: string, event: JsonObject): void => {
    for (const rule of rulesOf(bus)) if (rule.enabled && rule.matches(event)) owe(tx, rule, event);
  };
  const timetable = openTimetable({
    store,
    clock,
    fire: (tx, rule, atMs) => owe(tx, rule, scheduledEvent(rule, atMs)),
  });

  return {
    operations: {
      PutEvents: putEventsOperation({ store, clock, put, needBus: (name) => void rulesOf(name) }),
    },
    createBus: async ({ name }) => {
      if (!buses.has(name)) buses.set(name, []);
      return { arn: arnOf("events", `event-bus/${name}`) };
    },
    createRule: async (spec) => {
      const rule = readyRule(spec);
      const rules = rulesOf(rule.bus);
      const earlier = rules.findIndex(({ name }) => name === rule.name);
      rules.splice(earlier === -1 ? rules.length : earlier, earlier === -1 ? 0 : 1, rule);
      await timetable.add(rule);
      return { arn: rule.arn };
    },
    putServiceEvent: async ({ source, detailType, detail, resources }) => {
      const event = eventOf({ source, detailType, detail, resources, timeMs: clock.now() });
      await store.transact((tx) => put(tx, "default", event));
    },
    start: async () => {
      await deliveries.start();
      await timetable.start();
    },
    stop: () => {
      deliveries.stop();
      timetable.stop();
    },
  };
}

const scheduledEvent = (rule: Rule, atMs: number): JsonObject =>
  eventOf({ source: "aws.events", detailType: "Scheduled Event", detail: {}, resources: [rule.arn], timeMs: atMs });

// What these services answer when the target is not there; trying for a day would not bring it back.
const gone = new Set([
  "NoSuchTarget",
  "NotFound",
  "QueueDoesNotExist",
  "ResourceNotFoundException",
  "StateMachineDoesNotExist",
]);
const isGone = (error: unknown): error is Error => error instanceof Error && gone.has(error.name);

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
function deadLetterAttributes(owed: z.output<typeof Owed>, why: GivenUp): MessageAttributes {
  const error = why.error instanceof DeliveryRefused ? (why.error.cause ?? why.error) : why.error;
  const text = (StringValue: string) => ({ DataType: "String", StringValue: StringValue === "" ? "-" : StringValue });
  return {
    RULE_ARN: text(owed.ruleArn),
    TARGET_ARN: text(owed.targetArn),
    ERROR_CODE: text(error instanceof Error ? error.name : "Error"),
    ERROR_MESSAGE: text(error instanceof Error ? error.message : String(error)),
    RETRY_ATTEMPTS: { DataType: "Number", StringValue: String(why.attempts - 1) },
    ...(why.condition !== "NotRetryable" && { EXHAUSTED_RETRY_CONDITION: text(why.condition) }),
  };
}
