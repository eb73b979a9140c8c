import type { Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { TableSpec } from "../../../local/services/dynamodb/table.ts";
import { openTestDynamo } from "./harness.ts";

/** What a command came to: its answer, or its error's name and message. */
export type Outcome = { readonly answer: unknown } | { readonly error: string; readonly message: string };
/** Any command; the SDK's own union of commands is not assignable from its members. */
export type Command = { readonly input: object };

/** Our DynamoDB and dynalite (which was written against the real one), given the same commands. */
export interface TwoWorlds {
  /** Makes the table in both. */
  create(spec: TableSpec): Promise<void>;
  drop(name: string): Promise<void>;
  send(command: () => Command): Promise<{ ours: Outcome; theirs: Outcome }>;
  close(): Promise<void>;
}

const dynalite = createRequire(import.meta.url)("dynalite") as (options: object) => Server;

export async function openTwoWorlds(): Promise<TwoWorlds> {
  const ours = openTestDynamo();
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const theirs = new DynamoDBClient({
    region: "us-east-1",
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  return {
    create: async (spec) => {
      await ours.dynamo.createTable(spec);
      await theirs.send(
        new CreateTableCommand({
          TableName: spec.name,
          KeySchema: spec.keySchema as never,
          AttributeDefinitions: spec.attributeDefinitions as never,
          GlobalSecondaryIndexes: spec.globalSecondaryIndexes as never,
          BillingMode: "PAY_PER_REQUEST",
        }),
      );
      await new Promise((resolve) => setTimeout(resolve, 5));
    },
    drop: async (name) => void (await theirs.send(new DeleteTableCommand({ TableName: name }))),
    send: async (command) => ({
      ours: await outcome(ours.client, command()),
      theirs: await outcome(theirs, command()),
    }),
    close: async () => {
      await ours.close();
      theirs.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function outcome(client: DynamoDBClient, command: Command): Promise<Outcome> {
  try {
    const { $metadata: _, ...answer } = (await client.send(command as never)) as { $metadata: unknown };
    return { answer: canonical(answer) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { error: error.name, message: worded(error.message) };
  }
}

/** dynalite words syntax errors after its parser generator, not after AWS. */
const worded = (message: string): string => message.replace(/Syntax error;.*/s, "Syntax error");

/** Sets in one order, binary as text, and nothing where there is nothing. */
function canonical(value: unknown): unknown {
  if (value instanceof Uint8Array) return `bytes:${Buffer.from(value).toString("hex")}`;
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]): [string, unknown] => [name, canonicalMember(name, canonical(member))])
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function canonicalMember(name: string, member: unknown): unknown {
  if (["SS", "NS", "BS"].includes(name) && Array.isArray(member))
    return [...member].sort((a, b) => (String(a) < String(b) ? -1 : 1));
  if (name === "Attributes" && JSON.stringify(member) === "{}") return undefined;
  return member;
}
