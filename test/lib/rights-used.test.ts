// IAM says nothing on one machine, so a right that is missing would first be missed on AWS. Here each handler is bundled
// by itself; what is left after tree shaking are the SDK commands it can really send, and each needs its right.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { beforeAll, describe, expect, test } from "vitest";
import { env } from "../../functions/contracts/environment.ts";
import { tables } from "../../functions/contracts/tables.ts";
import { functionSpecs } from "../../lib/functions.ts";
import { assemblyOf, ofType } from "./assembly.ts";
import { type Grant, grantsOf } from "./grants-of.ts";
import { at } from "./readable.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** The right that each SDK command needs; one of them, where its parts may differ. */
const needs: Readonly<Record<string, readonly string[]>> = {
  ConverseCommand: ["bedrock:InvokeModel"],
  DeleteItemCommand: ["dynamodb:DeleteItem"],
  DescribeActiveReceiptRuleSetCommand: ["ses:DescribeActiveReceiptRuleSet"],
  DescribeStateMachineForExecutionCommand: ["states:DescribeStateMachineForExecution"],
  ListExecutionsCommand: ["states:ListExecutions"],
  DescribeExecutionCommand: ["states:DescribeExecution"],
  BatchGetItemCommand: ["dynamodb:BatchGetItem"],
  GetItemCommand: ["dynamodb:GetItem"],
  GetExecutionHistoryCommand: ["states:GetExecutionHistory"],
  GetObjectCommand: ["s3:GetObject"],
  GetSecretValueCommand: ["secretsmanager:GetSecretValue"],
  HeadObjectCommand: ["s3:GetObject"],
  InvokeModelCommand: ["bedrock:InvokeModel"],
  ListObjectsV2Command: ["s3:ListBucket"],
  PutEventsCommand: ["events:PutEvents"],
  PutObjectCommand: ["s3:PutObject"],
  DeleteObjectCommand: ["s3:DeleteObject"],
  QueryCommand: ["dynamodb:Query"],
  SendEmailCommand: ["ses:SendEmail", "ses:SendRawEmail"],
  SendMessageCommand: ["sqs:SendMessage"],
  SendTaskSuccessCommand: ["states:SendTaskSuccess"],
  SetActiveReceiptRuleSetCommand: ["ses:SetActiveReceiptRuleSet"],
  StartExecutionCommand: ["states:StartExecution"],
  UpdateItemCommand: ["dynamodb:UpdateItem"],
  TransactWriteItemsCommand: ["dynamodb:PutItem", "dynamodb:UpdateItem"],
};

// Rows asked for in one turn go out as one batch, whatever their tables.
const readsOne = ["dynamodb:GetItem", "dynamodb:BatchGetItem"];

/** The rights on a table that each of platform's ways to it needs (rows.ts, dynamo.ts). */
const rowNeeds: Readonly<Record<string, readonly string[]>> = {
  getRow: readsOne,
  readItem: readsOne,
  updateItem: ["dynamodb:UpdateItem"],
  put: ["dynamodb:PutItem"],
  putNew: ["dynamodb:PutItem"],
  update: ["dynamodb:UpdateItem"],
  removeIfSame: ["dynamodb:DeleteItem"],
  check: ["dynamodb:ConditionCheckItem"],
  table: ["dynamodb:Query"],
};

/** Rights that no line of our code uses, and who does. */
const usedByAws: Readonly<Record<string, readonly string[]>> = {
  // Without it S3 answers 403 where it should say 404.
  "intake/receive-email": ["s3:ListBucket"],
  "answer/find-what-we-know": ["s3:ListBucket"],
  "answer/try-question": ["s3:ListBucket"],
  // Lambda itself puts what could not be published into the stream's dead letters, in the function's name.
  "record/publish-log": ["sqs:SendMessage"],
  // Lambda puts what a rule's function could not do into the failed events; and one row gives both: looking at runs.
  "desk/sweep-tasks": ["states:GetExecutionHistory", "sqs:SendMessage"],
  "desk/rescue-run": ["states:GetExecutionHistory", "sqs:SendMessage"],
  "outbound/reconcile": ["sqs:SendMessage"],
  "models/drain-waiting": ["sqs:SendMessage"],
  "answer/index-knowledge": ["sqs:SendMessage"],
  "answer/fetch-pages": ["sqs:SendMessage"],
  "answer/embed-passages": ["s3:ListBucket", "sqs:SendMessage"],
};

interface Calls {
  readonly commands: readonly string[];
  /** `dynamodb:PutItem table/log`. */
  readonly rows: readonly string[];
  /** Names of environment variables without which the code throws. */
  readonly settings: readonly string[];
}
const made = new Map<string, Calls>();
const names = Object.keys(tables).join("|");
// esbuild adds digits to names that two files share.
const rowCall = new RegExp(
  `\\b(?<way>getRow|readItem|putNew|put|update|check|removeIfSame)\\d*\\(\\s*"(?<table>${names})"`,
  "g",
);
const tableCall = new RegExp(`\\b(?<way>updateItem)\\d*\\(\\{\\s*TableName: tableName\\d*\\("(?<table>${names})"`, "g");
const rowQuery = new RegExp(`\\b(?<way>table): "(?<table>${names})"`, "g");
const setting = /\b(?:setting|readSecret)\d*\(\s*"(?<name>\w+)"/g;
let grants: Map<string, Grant[]>;
const environments = new Map<string, string[]>();

beforeAll(async () => {
  const assembly = await assemblyOf("prod");
  grants = grantsOf(assembly);
  for (const [, { Properties }] of ofType(assembly, "AWS::Lambda::Function"))
    environments.set(
      String(Properties["Handler"]).replace(/\.handler$/, ""),
      Object.keys(at(Properties, "Environment", "Variables") ?? {}),
    );
  await Promise.all(Object.keys(functionSpecs).map(async (handler) => made.set(handler, await callsOf(handler))));
}, 120_000);

async function callsOf(handler: string): Promise<Calls> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [`functions/${handler}.lambda.ts`],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    packages: "external",
    treeShaking: true,
    logLevel: "silent",
  });
  const text = outputFiles.map((file) => file.text).join("\n");
  const commands = [...text.matchAll(/\bnew (?<name>[A-Z]\w*Command)\d*\(/g)].map(
    ({ groups }) => groups?.["name"] ?? "",
  );
  const rows = [...text.matchAll(rowCall), ...text.matchAll(tableCall), ...text.matchAll(rowQuery)].flatMap(
    ({ groups }) => (rowNeeds[groups?.["way"] ?? ""] ?? []).map((right) => `${right} table/${groups?.["table"]}`),
  );
  const settings = [
    ...[...text.matchAll(setting)].map(
      ({ groups }) => Object.entries(env).find(([name]) => name === groups?.["name"])?.[1],
    ),
    ...rows.map((right) => Object.entries(tables).find(([name]) => right.endsWith(`table/${name}`))?.[1].env),
  ];
  return {
    commands: [...new Set(commands)],
    rows: [...new Set(rows)].sort(),
    settings: [...new Set(settings)].map(String).sort(),
  };
}

describe.each(Object.keys(functionSpecs))("%s", (handler) => {
  test("may make every call that its code can make", () => {
    const allowed = new Set((grants.get(handler) ?? []).map(({ action }) => action));
    const missing = (made.get(handler)?.commands ?? []).filter(
      (command) => !needs[command]?.some((right) => allowed.has(right)),
    );
    expect(missing).toEqual([]);
  });

  test("may reach every table as its code does", () => {
    const allowed = new Set((grants.get(handler) ?? []).map(({ action, resource }) => `${action} ${resource}`));
    expect((made.get(handler)?.rows ?? []).filter((right) => !allowed.has(right))).toEqual([]);
  });

  test("is given every setting that its code asks for", () => {
    const given = environments.get(handler) ?? [];
    expect((made.get(handler)?.settings ?? []).filter((name) => !given.includes(name))).toEqual([]);
  });

  test("has no right that its code cannot use", () => {
    const usable = new Set((made.get(handler)?.commands ?? []).flatMap((command) => needs[command] ?? []));
    const known = new Set(Object.values(needs).flat());
    const unused = (grants.get(handler) ?? [])
      .map(({ action }) => action)
      .filter((action) => known.has(action) && !action.startsWith("dynamodb:") && !usable.has(action));
    expect([...new Set(unused)]).toEqual(usedByAws[handler] ?? []);
  });
});

test("the calls of every handler were found", () => {
  const sending = made.get("outbound/send-reply");
  expect(sending?.commands).toEqual(expect.arrayContaining(["SendEmailCommand", "TransactWriteItemsCommand"]));
  expect(sending?.rows).toEqual(
    expect.arrayContaining(["dynamodb:UpdateItem table/outbox", "dynamodb:PutItem table/log"]),
  );
  expect(sending?.settings).toEqual(expect.arrayContaining(["OUTBOX_TABLE", "SIGNING_SECRET"]));
  expect([...made.values()].flatMap(({ commands }) => commands).length).toBeGreaterThan(50);
});
