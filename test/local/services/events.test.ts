import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type VirtualClock, virtualClock } from "../../../local/clock.ts";
import { type Endpoint, openEndpoint } from "../../../local/services/endpoint.ts";
import { type Bus, openBus } from "../../../local/services/events/bus.ts";
import type { Json } from "../../../local/services/service.ts";
import { openStore, type Store } from "../../../local/store.ts";

let folder: string;
let store: Store;
let clock: VirtualClock;
let bus: Bus;
let endpoint: Endpoint;
let client: EventBridgeClient;
let got: [string, Json][];
let buried: [string, string, object][];
let away: (target: string) => Error | undefined;

const start = Date.UTC(2026, 10, 22, 7, 30);
const open = async (): Promise<void> => {
  store = openStore(join(folder, "store.db"));
  bus = openBus({
    store,
    clock,
    deliver: async (target, payload) => {
      const error = away(target);
      if (error) throw error;
      got.push([target, payload]);
    },
    deadLetter: async (queue, body, attributes) => void buried.push([queue, body, attributes]),
  });
  await bus.createBus({ name: "desk" });
  endpoint = await openEndpoint({ port: 0, services: { operations: { events: bus.operations } } });
  client = new EventBridgeClient({
    region: "us-east-1",
    endpoint: endpoint.url,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
};
const close = async (): Promise<void> => {
  client.destroy();
  bus.stop();
  await endpoint.close();
  await store.close();
};
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "events-"));
  clock = virtualClock(start);
  [got, buried, away] = [[], [], () => undefined];
  await open();
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

const put = (detail: object, more: object = {}) =>
  client.send(
    new PutEventsCommand({
      Entries: [{ Source: "shop", DetailType: "Sent", Detail: JSON.stringify(detail), ...more }],
    }),
  );

test("an event reaches the targets of the rules of its bus that it fits, shaped as each target wants", async () => {
  const pattern = { source: ["shop"], detail: { amount: [{ numeric: [">", 10] }] } };
  await bus.createRule({
    name: "big",
    bus: "desk",
    state: "ENABLED",
    pattern,
    targets: [
      { Id: "1", Arn: "whole" },
      { Id: "2", Arn: "part", InputPath: "$.detail.who" },
      { Id: "3", Arn: "fixed", Input: '{"a":1}' },
      {
        Id: "4",
        Arn: "shaped",
        InputTransformer: {
          InputPathsMap: { who: "$.detail.who", sum: "$.detail.amount" },
          InputTemplate: '{"text": "<who> paid <sum>", "sum": <sum>, "rule": <aws.events.rule-name>}',
        },
      },
      {
        Id: "5",
        Arn: "said",
        InputTransformer: { InputPathsMap: { who: "$.detail.who" }, InputTemplate: '"Hi <who>"' },
      },
    ],
  });
  await bus.createRule({ name: "off", bus: "desk", state: "DISABLED", pattern, targets: [{ Id: "1", Arn: "off" }] });
  const sent = await put({ amount: 12, who: 'Kay "K"' }, { EventBusName: "desk" });
  await put({ amount: 9, who: "x" }, { EventBusName: "desk" });
  await put({ amount: 12, who: "x" });
  await expect.poll(() => got).toHaveLength(5);
  expect(Object.fromEntries(got)).toMatchObject({
    whole: {
      id: sent.Entries?.[0]?.EventId,
      "detail-type": "Sent",
      time: "2026-11-22T07:30:00Z",
      detail: { amount: 12 },
    },
    part: 'Kay "K"',
    fixed: { a: 1 },
    shaped: { text: 'Kay "K" paid 12', sum: 12, rule: "big" },
    said: 'Hi Kay "K"',
  });
});

test("wrong entries fail alone; aws sources and unknown buses are refused", async () => {
  const Entries = [
    { Source: "shop", DetailType: "d", Detail: "{}" },
    { Source: "shop", DetailType: "d", Detail: "no" },
    { Source: "aws.s3", DetailType: "d", Detail: "{}" },
    { Source: "shop", Detail: "{}" },
  ];
  const result = await client.send(new PutEventsCommand({ Entries }));
  expect(result.FailedEntryCount).toBe(3);
  expect(result.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
    undefined,
    "MalformedDetail",
    "NotAuthorizedForSourceException",
    "InvalidArgument",
  ]);
  await expect(put({}, { EventBusName: "none" })).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

test("a target that is away gets its event later, across a restart; in the end it goes to the dead letters", async () => {
  const rule = (retries: number) => ({
    name: "r",
    bus: "default",
    state: "ENABLED" as const,
    pattern: { source: ["shop"] },
    targets: [{ Id: "1", Arn: "t", RetryPolicy: { MaximumRetryAttempts: retries }, DeadLetterConfig: { Arn: "dead" } }],
  });
  away = () => new Error("down");
  await bus.createRule(rule(3));
  await bus.start();
  await put({ n: 1 });
  await clock.advance(500);
  await close();
  away = () => undefined;
  await open();
  await bus.createRule(rule(1));
  await bus.start();
  await clock.advance(2_000);
  await expect.poll(() => got).toMatchObject([["t", { detail: { n: 1 } }]]);
  away = () => new Error("down");
  await put({ n: 2 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await clock.advance(2_000);
  await expect
    .poll(() => buried)
    .toMatchObject([
      [
        "dead",
        expect.stringContaining('"n":2'),
        { EXHAUSTED_RETRY_CONDITION: { StringValue: "MaximumRetryAttempts" } },
      ],
    ]);
  away = () => Object.assign(new Error("no queue"), { name: "QueueDoesNotExist" });
  await put({ n: 3 });
  await expect.poll(() => buried).toHaveLength(2);
  expect(buried[1]?.[2]).toMatchObject({ ERROR_CODE: { StringValue: "QueueDoesNotExist" } });
});

test("schedules fire on time, keep their phase over a restart and make up for one missed firing", async () => {
  const rules = async () => {
    const state = "ENABLED" as const;
    await bus.createRule({
      name: "five",
      bus: "default",
      state,
      schedule: "rate(5 minutes)",
      targets: [{ Id: "1", Arn: "five" }],
    });
    await bus.createRule({
      name: "eight",
      bus: "default",
      state,
      schedule: "cron(0 8 ? * * *)",
      targets: [{ Id: "1", Arn: "eight" }],
    });
    await bus.start();
  };
  const count = (target: string) => got.filter(([arn]) => arn === target).length;
  await rules();
  await clock.advance(11 * 60_000);
  await expect.poll(() => count("five")).toBe(2);
  await close();
  await clock.advance(30 * 60_000);
  await open();
  await rules();
  await clock.advance(1);
  await expect.poll(() => [count("five"), count("eight")]).toEqual([3, 1]);
  await clock.advance(4 * 60_000);
  await expect.poll(() => count("five")).toBe(4);
  expect(got.at(-1)?.[1]).toMatchObject({ "detail-type": "Scheduled Event", time: "2026-11-22T08:15:00Z" });
});

test("events of services reach the default bus", async () => {
  const pattern = { source: ["aws.ses"], "detail-type": ["Email Sent"] };
  await bus.createRule({ name: "ses", bus: "default", state: "ENABLED", pattern, targets: [{ Id: "1", Arn: "t" }] });
  await bus.putServiceEvent({ source: "aws.ses", detailType: "Email Sent", detail: { a: 1 }, resources: [] });
  await expect.poll(() => got).toMatchObject([["t", { detail: { a: 1 } }]]);
});

test("a rule with what is not known is refused when it is made", async () => {
  const base = { name: "r", bus: "default", state: "ENABLED" as const, targets: [] };
  await expect(bus.createRule({ ...base, pattern: { a: [{ soundsLike: "x" }] } })).rejects.toThrow(/soundsLike/);
  await expect(bus.createRule({ ...base, schedule: "cron(0 8 * * * *)" })).rejects.toThrow(/cron/);
  await expect(bus.createRule({ ...base, schedule: "rate(1 minutes)" })).rejects.toThrow(/rate/);
});
