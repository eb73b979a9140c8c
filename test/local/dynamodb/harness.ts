import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import type { Clock } from "../../../local/clock.ts";
import { systemClock } from "../../../local/clock.ts";
import { AwsError } from "../../../local/services/aws-error.ts";
import { type Dynamo, openDynamo } from "../../../local/services/dynamodb/dynamo.ts";
import type { JsonObject, Operations } from "../../../local/services/service.ts";
import { openStore, type Store } from "../../../local/store.ts";

/** What the SDK hands to a request handler, as far as we look. */
interface SdkRequest {
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

/** Speaks awsJson1.0 in process: the SDK serialises, signs and parses as ever, only the socket is missing. */
function inProcess(services: Record<string, Operations>) {
  return {
    handle: async (request: SdkRequest) => {
      const [service = "", name = ""] = (request.headers["x-amz-target"] ?? "").split(".");
      const operation = services[service]?.[name];
      if (!operation) throw new Error(`no operation ${service}.${name}`);
      try {
        const input: JsonObject = JSON.parse(bodyText(request.body));
        return { response: answer(200, await operation(input)) };
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        const type = `com.amazonaws.dynamodb.v20120810#${error.name}`;
        return { response: answer(error.status, { __type: type, message: error.message, ...error.fields }) };
      }
    },
    destroy: () => {},
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
  };
}

const bodyText = (body: unknown): string =>
  body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body ?? "{}");

const answer = (statusCode: number, body: unknown) => ({
  statusCode,
  headers: { "content-type": "application/x-amz-json-1.0" },
  body: Buffer.from(JSON.stringify(body)),
});

const credentials = { accessKeyId: "local", secretAccessKey: "local" };

export interface TestDynamo {
  readonly dynamo: Dynamo;
  readonly store: Store;
  readonly client: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  /** Closes the store and opens it again, as a restart does. */
  reopen(): Promise<TestDynamo>;
  close(): Promise<void>;
}

export function openTestDynamo(
  clock: Clock = systemClock,
  folder = mkdtempSync(join(tmpdir(), "dynamo-")),
): TestDynamo {
  const store = openStore(join(folder, "store.sqlite"));
  const dynamo = openDynamo({ store, clock });
  const settings = {
    region: "us-east-1",
    credentials,
    maxAttempts: 1,
    requestHandler: inProcess({
      DynamoDB_20120810: dynamo.operations,
      DynamoDBStreams_20120810: dynamo.streamOperations,
    }),
  };
  const client = new DynamoDBClient(settings);
  const streams = new DynamoDBStreamsClient(settings);
  const shut = async (): Promise<void> => {
    dynamo.stop();
    await store.close();
  };
  return {
    dynamo,
    store,
    client,
    streams,
    reopen: async () => {
      await shut();
      return openTestDynamo(clock, folder);
    },
    close: async () => {
      await shut();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** An orders table as most tests want it: composite key, two indexes, a stream. */
export const orders = {
  name: "orders",
  keySchema: [
    { AttributeName: "pk", KeyType: "HASH" },
    { AttributeName: "sk", KeyType: "RANGE" },
  ],
  attributeDefinitions: [
    { AttributeName: "pk", AttributeType: "S" },
    { AttributeName: "sk", AttributeType: "S" },
    { AttributeName: "status", AttributeType: "S" },
    { AttributeName: "total", AttributeType: "N" },
  ],
  globalSecondaryIndexes: [
    {
      IndexName: "byStatus",
      KeySchema: [
        { AttributeName: "status", KeyType: "HASH" },
        { AttributeName: "total", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "ALL" },
    },
    {
      IndexName: "keysOnly",
      KeySchema: [{ AttributeName: "status", KeyType: "HASH" }],
      Projection: { ProjectionType: "KEYS_ONLY" },
    },
  ],
  streamViewType: "NEW_AND_OLD_IMAGES",
  ttlAttribute: "expires",
};
