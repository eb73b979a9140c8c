import { createHash } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { ListExecutionsCommand, ListStateMachinesCommand, SFNClient } from "@aws-sdk/client-sfn";
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { Email, emailKey } from "../../../functions/contracts/email.ts";
import { indexKey, KnowledgeIndex } from "../../../functions/contracts/knowledge.ts";
import { LogEntry } from "../../../functions/contracts/log-entry.ts";
import { Policy } from "../../../functions/contracts/policy.ts";
import { ConversationRow, InteractionRow } from "../../../functions/contracts/rows.ts";
import type { TableName } from "../../../functions/contracts/tables.ts";

/** What a running Switchboard has written down, read through its AWS endpoint as anybody with the account could. */
export type Records = ReturnType<typeof openRecords>;

const most = 1_000_000_000;
const policyKey = { pk: "policy", sk: "current" };
const PolicyRow = z.looseObject({ policy: Policy });

export function openRecords(endpoint: string) {
  const aws = { endpoint, region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  const tables = DynamoDBDocumentClient.from(new DynamoDBClient(aws));
  const s3 = new S3Client({ ...aws, forcePathStyle: true });
  const sfn = new SFNClient(aws);
  const row = async <T extends z.ZodType>(
    table: TableName,
    key: object,
    schema: T,
  ): Promise<z.infer<T> | undefined> => {
    const { Item } = await tables.send(
      new GetCommand({ TableName: `switchboard-dev-${table}`, Key: { ...key }, ConsistentRead: true }),
    );
    return Item === undefined ? undefined : schema.parse(Item);
  };
  const rowsOf = async <T extends z.ZodType>(table: TableName, pk: string, schema: T): Promise<z.infer<T>[]> => {
    const { Items = [] } = await tables.send(
      new QueryCommand({
        TableName: `switchboard-dev-${table}`,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": pk },
        ConsistentRead: true,
      }),
    );
    return Items.map((item) => schema.parse(item));
  };
  const bucketNamed = async (part: string): Promise<string> => {
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    const found = Buckets.find(({ Name }) => Name?.includes(part))?.Name;
    if (found === undefined) throw new Error(`There is no bucket of ${part} among ${JSON.stringify(Buckets)}`);
    return found;
  };
  const object = async (part: string, key: string): Promise<unknown> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: await bucketNamed(part), Key: key }));
    return JSON.parse((await Body?.transformToString()) ?? "null");
  };
  const listing = async (part: string): Promise<string> => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: await bucketNamed(part) }));
    return JSON.stringify(Contents.map(({ Key, ETag }) => [Key, ETag]));
  };
  const policy = async (): Promise<z.infer<typeof PolicyRow>> => {
    const found = await row("policy", policyKey, PolicyRow);
    if (found === undefined) throw new Error("There is no policy");
    return found;
  };

  const putPolicy = async (Item: z.infer<typeof PolicyRow>): Promise<void> => {
    await tables.send(new PutCommand({ TableName: "switchboard-dev-policy", Item }));
  };

  return {
    policy: async (): Promise<Policy> => (await policy()).policy,
    /** Lifts debounce and caps. Functions keep a policy for five seconds: to be done before any runs. */
    liftCaps: async (): Promise<void> => {
      const now = await policy();
      const caps = {
        ...{ perHour: most, perDay: most, sameSubjectPerHour: most, totalPerMinute: most, startsPerMinute: most },
      };
      await putPolicy({ ...now, policy: { ...now.policy, debounceSeconds: 0, caps } });
    },
    /** Lifts only the pace of one sender's runs (F28), with the same warning. */
    liftPace: async (): Promise<void> => {
      const now = await policy();
      await putPolicy({ ...now, policy: { ...now.policy, caps: { ...now.policy.caps, startsPerMinute: most } } });
    },
    /** The index is written anew with each article that arrives: it stands once it has not changed for two seconds. */
    waitForKnowledge: async (): Promise<void> => {
      const until = Date.now() + 60_000;
      let seen = "";
      for (let same = 0; same < 8; ) {
        if (Date.now() > until) throw new Error("The articles were not indexed within a minute");
        await new Promise((resolve) => setTimeout(resolve, 250));
        const now = await listing("knowledge");
        same = now === seen && now.includes(indexKey) ? same + 1 : 0;
        seen = now;
      }
    },
    knowledge: async () => KnowledgeIndex.parse(await object("knowledge", indexKey)),
    /** What must stand as it stood: policy in all versions, articles and index. */
    standing: async (): Promise<Readonly<Record<string, string>>> => ({
      policy: JSON.stringify(await policy()),
      "policy versions": JSON.stringify(
        (await rowsOf("policy", "policy", z.looseObject({ sk: z.string() }))).map(({ sk }) => sk),
      ),
      knowledge: await listing("knowledge"),
      "runs of other workflows": JSON.stringify(await otherRuns(sfn)),
    }),
    /** The email as intake read it; undefined until it has. */
    emailOf: async (messageId: string): Promise<Email | undefined> => {
      const pk = `message#${createHash("sha256").update(messageId.replace(/^<|>$/g, "")).digest("hex").slice(0, 40)}`;
      const [known] = await rowsOf("conversations", pk, z.object({ emailId: z.string() }));
      return known === undefined ? undefined : Email.parse(await object("mail", emailKey(known.emailId)));
    },
    interaction: (id: string) => row("interactions", { pk: id, sk: "interaction" }, InteractionRow),
    conversation: (id: string) => row("conversations", { pk: id, sk: "conversation" }, ConversationRow),
    log: (interactionId: string) => rowsOf("log", interactionId, LogEntry),
  };
}

async function otherRuns(sfn: SFNClient): Promise<string[]> {
  const { stateMachines = [] } = await sfn.send(new ListStateMachinesCommand({}));
  const others = stateMachines.filter(({ name }) => name?.endsWith("-support") === false);
  const runs = await Promise.all(
    others.map(
      async ({ stateMachineArn }) => (await sfn.send(new ListExecutionsCommand({ stateMachineArn }))).executions ?? [],
    ),
  );
  return runs.flat().map(({ name }) => name ?? "");
}
