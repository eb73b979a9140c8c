import { createServer, type Server } from "node:http";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  batchGetItems,
  cancellationReasons,
  getItem,
  queryItems,
  transactWriteItems,
  updateItem,
} from "../../functions/platform/dynamo.ts";

interface Heard {
  readonly target: string;
  readonly type: string;
  readonly body: unknown;
}
let server: Server;
let url: string;
let heard: Heard[] = [];
let answer: { status: number; body: string } = { status: 200, body: "{}" };

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { "x-amz-target": target = "", "content-type": type = "" } = request.headers;
      heard.push({ target: String(target), type, body: JSON.parse(Buffer.concat(chunks).toString()) });
      response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.0" }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  vi.stubEnv("AWS_ENDPOINT_URL", url);
  vi.stubEnv("AWS_REGION", "us-east-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "x");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "x");
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.close();
});
beforeEach(() => {
  heard = [];
  answer = { status: 200, body: "{}" };
});

/** What the SDK's own document client says for a command, and what we said for the same. */
async function both(theirs: (client: DynamoDBDocumentClient) => Promise<unknown>, ours: () => Promise<unknown>) {
  const plain = new DynamoDBClient({
    ...{ endpoint: url, region: "us-east-1", credentials: { accessKeyId: "x", secretAccessKey: "x" } },
  });
  await theirs(DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } }));
  await ours();
  plain.destroy();
  return heard.map(({ body, ...rest }) => ({ ...rest, body: withoutToken(body) }));
}
const withoutToken = (body: unknown) =>
  typeof body === "object"
    ? { ...body, ...(body !== null && "ClientRequestToken" in body && { ClientRequestToken: "" }) }
    : body;

const row = {
  ...{
    pk: "a",
    sk: "b",
    text: 'ü\u2028"\n',
    none: undefined,
    empty: "",
    nothing: null,
    yes: true,
    many: [1, "2", [], {}],
  },
  ...{ tiny: 1e-7, big: 123_456_789_012, within: { more: undefined, left: { deep: -0.5 } } },
};

describe("what goes over the wire is what the SDK's document client says", () => {
  test.each<{
    what: string;
    theirs: (client: DynamoDBDocumentClient) => Promise<unknown>;
    ours: () => Promise<unknown>;
  }>([
    {
      what: "one item",
      theirs: (client) =>
        client.send(new GetCommand({ TableName: "t", Key: { pk: "a", sk: "b" }, ConsistentRead: true })),
      ours: () => getItem({ TableName: "t", Key: { pk: "a", sk: "b" }, ConsistentRead: true }),
    },
    {
      what: "several",
      theirs: (client) =>
        client.send(
          new BatchGetCommand({ RequestItems: { t: { ConsistentRead: true, Keys: [{ pk: "a", sk: "b" }] } } }),
        ),
      ours: () => batchGetItems({ t: { ConsistentRead: true, Keys: [{ pk: "a", sk: "b" }] } }),
    },
    {
      what: "a transaction of every kind of write",
      theirs: (client) => client.send(new TransactWriteCommand({ TransactItems: writes })),
      ours: () => transactWriteItems(writes),
    },
    {
      what: "an update",
      theirs: (client) => client.send(new UpdateCommand(update)),
      ours: () => updateItem(update),
    },
  ])("$what", async ({ theirs, ours }) => {
    const [first, second] = await both(theirs, ours);
    expect(second).toEqual(first);
    expect("ClientRequestToken" in bodyOf(1)).toBe("ClientRequestToken" in bodyOf(0));
    expect(first?.target).toMatch(/^DynamoDB_20120810\./);
  });
});

const bodyOf = (at: number): object => ({ ...Object(heard[at]?.body) });

const update = {
  ...{
    TableName: "t",
    Key: { pk: "a", sk: "b" },
    UpdateExpression: "SET #n = :n",
    ReturnValues: "UPDATED_NEW" as const,
  },
  ...{ ExpressionAttributeNames: { "#n": "n" }, ExpressionAttributeValues: { ":n": { list: [row] } } },
};
const writes: NonNullable<TransactWriteCommandInput["TransactItems"]> = [
  { Put: { TableName: "t", Item: row, ConditionExpression: "attribute_not_exists(pk)" } },
  {
    Update: {
      TableName: "t",
      Key: { pk: "a", sk: "c" },
      UpdateExpression: "REMOVE #n",
      ExpressionAttributeNames: { "#n": "n" },
    },
  },
  {
    ConditionCheck: {
      ...{ TableName: "t", Key: { pk: "a", sk: "d" }, ConditionExpression: "#n = :n" },
      ...{ ExpressionAttributeNames: { "#n": "n" }, ExpressionAttributeValues: { ":n": 7 } },
    },
  },
  { Delete: { TableName: "t", Key: { pk: "a", sk: "e" } } },
];

describe("what comes back", () => {
  test("is plain objects, and what is to be asked for again", async () => {
    answer.body = JSON.stringify({
      Responses: { t: [{ pk: { S: "a" }, n: { N: "4" }, list: { L: [{ BOOL: true }, { NULL: true }] } }] },
      UnprocessedKeys: { u: { Keys: [{ pk: { S: "z" }, sk: { S: "y" } }], ConsistentRead: true } },
    });
    expect(await batchGetItems({ t: { Keys: [{ pk: "a", sk: "b" }] } })).toEqual({
      found: [["t", { pk: "a", n: 4, list: [true, null] }]],
      rest: { u: { Keys: [{ pk: "z", sk: "y" }], ConsistentRead: true } },
    });
  });

  test("a page of a query, and where the next one starts", async () => {
    answer.body = JSON.stringify({ Items: [{ pk: { S: "ü" } }], LastEvaluatedKey: { pk: { S: "l" } } });
    const asked = { TableName: "t", KeyConditionExpression: "#pk = :pk", ExclusiveStartKey: { pk: "k" } };
    expect(await queryItems({ ...asked, ExpressionAttributeValues: { ":pk": "ü" } })).toEqual({
      ...{ items: [{ pk: "ü" }], next: { pk: "l" } },
    });
    expect(heard[0]?.body).toMatchObject({ ExclusiveStartKey: { pk: { S: "k" } } });
  });

  test("why a transaction did not happen, with what stood there", async () => {
    answer = {
      status: 400,
      body: JSON.stringify({
        __type: "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        Message: "Transaction cancelled",
        CancellationReasons: [{ Code: "None" }, { Code: "ConditionalCheckFailed", Item: { lastSeq: { N: "2" } } }],
      }),
    };
    const error: unknown = await transactWriteItems(writes).catch((thrown: unknown) => thrown);
    expect(cancellationReasons(error)).toEqual([
      { Code: "None", Item: undefined },
      { Code: "ConditionalCheckFailed", Item: { lastSeq: 2 } },
    ]);
    expect(cancellationReasons(new Error("another"))).toEqual([]);
  });
});
