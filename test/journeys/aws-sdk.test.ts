import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { GetExecutionHistoryCommand, ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually, type RunningSwitchboard, startSwitchboard, stopAll } from "./harness/running-switchboard.ts";

const machine = "arn:aws:states:us-east-1:000000000000:stateMachine:switchboard-dev-support";
const credentials = { accessKeyId: "anybody", secretAccessKey: "anything" };
let shop: RunningSwitchboard;
const client = <T>(
  make: new (options: { region: string; endpoint: string; credentials: typeof credentials }) => T,
): T => new make({ region: "us-east-1", endpoint: shop.awsUrl, credentials });
const queueUrl = (name: string): string => `${shop.awsUrl}/000000000000/switchboard-dev-${name}`;

beforeAll(async () => {
  shop = await startSwitchboard();
  await shop.changePolicy({ debounceSeconds: 0 });
  await shop.send({
    from: "sdk@angry.example",
    to: "support@fernwood.example",
    subject: "Looked at",
    text: "I am furious. This is the worst service ever.",
  });
});
afterAll(async () => {
  await shop?.stop();
  stopAll();
});

interface Interaction {
  interactionId: string;
  subject: string;
  outcome: string;
}
const interactionAbout = (subject: string, outcome: string) =>
  eventually(`${subject} ${outcome}`, async () =>
    (await shop.api<{ interactions: Interaction[] }>("/api/interactions?limit=100")).body.interactions.find(
      (each) => each.subject === subject && each.outcome === outcome,
    ),
  );

test("the SDK lists executions and shows a history; the desk's history hides task tokens", async () => {
  const { interactionId } = await interactionAbout("Looked at", "waiting");
  const states = client(SFNClient);
  const { executions } = await states.send(new ListExecutionsCommand({ stateMachineArn: machine }));
  const execution = executions?.find(({ name }) => name === interactionId);
  expect(execution?.status).toBe("RUNNING");
  const { events } = await states.send(
    new GetExecutionHistoryCommand({ executionArn: execution?.executionArn, maxResults: 1000 }),
  );
  expect(events?.[0]?.type).toBe("ExecutionStarted");
  expect(
    events?.some(
      ({ type, stateEnteredEventDetails }) =>
        type === "TaskStateEntered" && stateEnteredEventDetails?.name === "Ask a person",
    ),
  ).toBe(true);
  const parameters =
    events?.find(({ taskScheduledEventDetails }) => taskScheduledEventDetails?.resource === "invoke.waitForTaskToken")
      ?.taskScheduledEventDetails?.parameters ?? "";
  const token: string = JSON.parse(parameters).Payload.token;
  expect(token.length).toBeGreaterThan(20);
  const seen = await shop.api(`/api/executions/${interactionId}/history`);
  expect(seen.status).toBe(200);
  expect(JSON.stringify(seen.body)).toContain("Ask a person");
  expect(JSON.stringify(seen.body)).not.toContain(token);
});

test("the SDK scans the log and reads the queues' attributes", async () => {
  const { Items } = await client(DynamoDBClient).send(new ScanCommand({ TableName: "switchboard-dev-log" }));
  expect(Items?.map((item) => item["kind"]?.S)).toContain("email-received");
  const { Attributes } = await client(SQSClient).send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl("mail"), AttributeNames: ["All"] }),
  );
  expect(Attributes).toMatchObject({ ApproximateNumberOfMessages: "0", VisibilityTimeout: "360" });
  expect(JSON.parse(Attributes?.["RedrivePolicy"] ?? "{}")).toMatchObject({ maxReceiveCount: 5 });
});

const event = (body: unknown) =>
  client(SQSClient).send(
    new SendMessageCommand({
      QueueUrl: queueUrl("events"),
      MessageBody: typeof body === "string" ? body : JSON.stringify(body),
    }),
  );

test("message.received enters the support flow, once for its id", async () => {
  const detail = {
    id: "form-1",
    from: "fay@form.example",
    subject: "From the form",
    text: "Hello, how long does standard delivery take?",
  };
  await Promise.all([1, 2, 3].map(() => event({ id: "evt-1", type: "message.received", detail })));
  await interactionAbout("From the form", "answered");
  const replies = (await shop.replies()).filter(({ email }) => email.to?.[0]?.address === "fay@form.example");
  expect(replies).toHaveLength(1);
});

test("another registered event runs its own flow and is in the log", async () => {
  await event({ id: "evt-2", type: "order.shipped", detail: { orderId: "FW-10234", customer: "gil@shipped.example" } });
  await eventually("event-handled in the log", async () => {
    const { Items } = await client(DynamoDBClient).send(new ScanCommand({ TableName: "switchboard-dev-log" }));
    return Items?.some((item) => item["kind"]?.S === "event-handled");
  });
});

test("an event that nobody knows, or that is no event, lands in the dead letters with the reason", async () => {
  await event({ id: "evt-3", type: "moon.landed", detail: {} });
  await event({ type: "message.received", detail: {} });
  await event("no JSON at all");
  const sqs = client(SQSClient);
  const reasons = new Set<string>();
  await eventually(
    "three dead letters",
    async () => {
      const { Messages } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl("events-dead-letters"),
          MaxNumberOfMessages: 10,
          MessageAttributeNames: ["All"],
          VisibilityTimeout: 60,
        }),
      );
      for (const message of Messages ?? [])
        reasons.add(`${message.Body} ${message.MessageAttributes?.["reason"]?.StringValue}`);
      return reasons.size >= 3;
    },
    20_000,
  );
  expect([...reasons].find((reason) => reason.includes("moon.landed"))).toMatch(/order\.shipped/);
  expect([...reasons].find((reason) => reason.startsWith("no JSON"))).toContain("This is not JSON");
  expect([...reasons].find((reason) => reason.startsWith('{"type":"message.received'))).toContain("at id");
});
