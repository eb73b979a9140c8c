import { beforeAll, describe, expect, test } from "vitest";
import { deskApi } from "../../functions/contracts/desk-api.ts";
import { type TableName, tables } from "../../functions/contracts/tables.ts";
import { type FunctionSpec, functionSpecs } from "../../lib/functions.ts";
import { assemblyOf } from "./assembly.ts";
import { type Grant, grantsOf, managedPolicies } from "./grants-of.ts";

const stages = ["dev", "staging", "prod"];
const all = new Map<string, Map<string, Grant[]>>();
const managed = new Map<string, string[]>();

beforeAll(async () => {
  for (const stage of stages) {
    const assembly = await assemblyOf(stage);
    all.set(stage, grantsOf(assembly));
    managed.set(stage, managedPolicies(assembly));
  }
}, 120_000);

/** CDK's own function that copies the console, and in dev the sample articles. */
const copier = "index";
const grants = (stage: string): [string, Grant[]][] => [...(all.get(stage) ?? [])].filter(([who]) => who !== copier);
const grantsTo = (stage: string, who: string): Grant[] => all.get(stage)?.get(who) ?? [];
const may = (list: readonly Grant[], action: RegExp, resource: RegExp) =>
  list.some((one) => action.test(one.action) && resource.test(one.resource));

/** Every right whose call or resource is left open, and why it has to be. */
const wildcards = (stage: string): Readonly<Record<string, readonly string[]>> => ({
  // No resource level exists for these.
  "dynamodb:ListStreams on *": ["record/publish-log"],
  "logs:CreateLogDelivery on *": ["workflow"],
  "logs:DeleteLogDelivery on *": ["workflow"],
  "logs:DescribeLogGroups on *": ["workflow"],
  "logs:DescribeResourcePolicies on *": ["workflow"],
  "logs:GetLogDelivery on *": ["workflow"],
  "logs:ListLogDeliveries on *": ["workflow"],
  "logs:PutResourcePolicy on *": ["workflow"],
  "logs:UpdateLogDelivery on *": ["workflow"],
  "ses:DescribeActiveReceiptRuleSet on *": ["intake/activate-rule-set"],
  "ses:SetActiveReceiptRuleSet on *": ["intake/activate-rule-set"],
  "xray:GetSamplingRules on *": ["workflow"],
  "xray:GetSamplingTargets on *": ["workflow"],
  "xray:PutTelemetryRecords on *": ["workflow", ...Object.keys(functionSpecs)],
  "xray:PutTraceSegments on *": ["workflow", ...Object.keys(functionSpecs)],
  // Runs are named when they start.
  ...forEach(["states:DescribeExecution", "states:GetExecutionHistory"], (action) =>
    forEach(["support", "event"], (workflow) => ({
      [`${action} on arn:aws:states:here:execution:switchboard-${stage}-${workflow}:*`]: [
        "desk/api",
        "desk/rescue-run",
        "desk/sweep-tasks",
      ],
    })),
  ),
  [`states:DescribeStateMachineForExecution on arn:aws:states:here:execution:switchboard-${stage}-support:*`]: [
    "desk/api",
  ],
  // Objects under one prefix; their keys are made as they come.
  ...objectRights("Mail", "raw", "Get"),
  ...objectRights("Mail", "read", "Get"),
  ...objectRights("Mail", "read", "Put"),
  ...objectRights("Mail", "attachments", "Get"),
  ...objectRights("Mail", "attachments", "Put"),
  ...objectRights("Mail", "uploads", "Get"),
  ...objectRights("Mail", "uploads", "Put"),
  ...objectRights("Mail", "recordings", "Get"),
  ...objectRights("Mail", "recordings", "Put"),
  ...objectRights("Knowledge", "articles", "Get"),
  ...objectRights("Knowledge", "articles", "Put"),
  ...objectRights("Knowledge", "articles", "Delete"),
  ...objectRights("Knowledge", "index", "Get"),
  ...objectRights("Knowledge", "index", "Put"),
  ...(stage === "dev" ? {} : keyRights),
});

function objectRights(
  bucket: string,
  area: "raw" | "read" | "attachments" | "uploads" | "recordings" | "articles" | "index",
  verb: "Get" | "Put" | "Delete",
) {
  const who = Object.entries(functionSpecs).filter(([, { objects }]) => objects?.[area]?.includes(verb) === true);
  return { [`s3:${verb}Object on stateful/${bucket}/${area}/*`]: who.map(([handler]) => handler) };
}

function forEach<T, R extends object>(list: readonly T[], make: (one: T) => R): Record<string, R[keyof R]> {
  return Object.assign({}, ...list.map(make));
}

/** CDK's grants to send into an encrypted queue and read an encrypted stream; the key itself is named. */
const withKey = [
  "answer/embed-passages",
  "answer/fetch-pages",
  "answer/index-knowledge",
  "desk/rescue-run",
  "desk/sweep-tasks",
  "intake/receive-event",
  "intake/sweep-mail",
  "models/drain-waiting",
  "outbound/reconcile",
  "record/publish-log",
];
const keyRights: Readonly<Record<string, readonly string[]>> = {
  "kms:GenerateDataKey* on stateful/Key": withKey,
  "kms:ReEncrypt* on stateful/Key": withKey,
};

describe.each(stages)("rights in %s", (stage) => {
  test("are left open only where this list says so", () => {
    const open: Record<string, string[]> = {};
    for (const [who, list] of grants(stage))
      for (const { action, resource } of list)
        if (`${action}${resource}`.includes("*")) {
          const name = /^(Support|Event)MachineRole/.test(who) ? "workflow" : who;
          open[`${action} on ${resource}`] = [...new Set([...(open[`${action} on ${resource}`] ?? []), name])];
        }
    const sorted = (record: Readonly<Record<string, readonly string[]>>) =>
      Object.fromEntries(Object.entries(record).map(([right, who]) => [right, [...who].sort()]));
    expect(sorted(open)).toEqual(sorted(wildcards(stage)));
  });

  test("never allow every call of a service", () => {
    for (const [who, list] of grants(stage))
      for (const { action } of list) expect.soft(action, who).not.toMatch(/^\*$|:\*$/);
  });

  test("come from our own statements, not from AWS's managed policies, but for CDK's own copier", () => {
    expect(managed.get(stage)).toEqual([expect.stringContaining("AWSLambdaBasicExecutionRole")]);
  });

  test.each(Object.entries(functionSpecs))("of %s on tables are its row's in lib/functions.ts", (handler, spec) => {
    const actual = grantsTo(stage, handler)
      .filter(({ resource }) => resource.startsWith("table/"))
      .map(({ action, resource }) => `${action} ${resource}`);
    expect([...new Set(actual)].sort()).toEqual(tableRights(spec).sort());
  });

  test("to change or delete a log entry are nobody's, and only the API and the CRM's way out read it", () => {
    for (const [who, list] of grants(stage)) {
      expect.soft(may(list, /^dynamodb:(Update|Delete|BatchWrite)/, /^table\/log/), who).toBe(false);
      if (who !== "desk/api") expect.soft(may(list, /^dynamodb:(GetItem|Query|Scan)/, /^table\/log/), who).toBe(false);
    }
    expect(may(grantsTo(stage, "desk/api"), /^dynamodb:Query$/, /^table\/log$/)).toBe(true);
  });

  test("to read raw email and to send email never meet in one function (S15)", () => {
    const readers = grants(stage).filter(([, list]) => may(list, /^s3:GetObject/, /\/raw\//));
    const senders = grants(stage).filter(([, list]) => may(list, /^ses:Send/, /./));
    expect(readers.map(([who]) => who).sort()).toEqual(["intake/receive-email", "intake/sweep-mail"]);
    expect(senders.map(([who]) => who).sort()).toEqual([
      "desk/tell-people",
      "outbound/reconcile",
      "outbound/send-reply",
    ]);
  });

  test("to write articles are the desk's, for leads, and theirs who fetch the pages that policy lists: no email becomes one (P10)", () => {
    const writers = grants(stage).filter(([, list]) => may(list, /^s3:PutObject/, /\/articles\//));
    expect(writers.map(([who]) => who).sort()).toEqual(["answer/fetch-pages", "desk/api"]);
    const fetches = grantsTo(stage, "answer/fetch-pages");
    expect(may(fetches, /^s3:|^dynamodb:/, /Mail\/|table\/(?!policy)/)).toBe(false);
    expect(deskApi.writeArticle.roles).toEqual(["lead", "admin"]);
  });

  test("to send hold only for our own addresses", () => {
    for (const [who, list] of grants(stage))
      for (const { action, condition } of list)
        if (action.startsWith("ses:Send"))
          expect.soft(JSON.stringify(condition ?? {}), who).toContain("ses:FromAddress");
  });

  test("to ring a waiting run are the desk's, and theirs who learn that a reply went out, and for the support workflow alone", () => {
    const ringers = grants(stage).filter(([, list]) => may(list, /^states:SendTask/, /./));
    expect(ringers.map(([who]) => who).sort()).toEqual([
      "desk/api",
      "desk/ask-a-person",
      "desk/rescue-run",
      "desk/sweep-tasks",
      "models/drain-waiting",
      "models/wait-for-model",
      "outbound/reconcile",
      "outbound/sending-events",
    ]);
    for (const [who, list] of ringers)
      for (const { action, resource } of list)
        if (action.startsWith("states:SendTask"))
          expect.soft(resource, who).toBe(`arn:aws:states:here:stateMachine:switchboard-${stage}-support`);
  });

  test("to start a run are for the alias, never for a definition that is not released", () => {
    for (const [who, list] of grants(stage))
      for (const { action, resource } of list)
        if (action === "states:StartExecution") expect.soft(resource, who).toMatch(/:live$/);
  });

  test("to ask a model are for the stage's chosen models", () => {
    const askers = grants(stage).filter(([, list]) => may(list, /^bedrock:/, /./));
    const specs = Object.entries(functionSpecs).filter(([, { models }]) => models === true);
    expect(askers.map(([who]) => who).sort()).toEqual(specs.map(([who]) => who).sort());
    for (const [, list] of askers)
      for (const { action, resource } of list)
        if (action.startsWith("bedrock:"))
          expect.soft(resource).toMatch(/(?:foundation-model|inference-profile)\/[a-z0-9.:-]+$/);
  });
});

/** What each access stands for; written out here so that a change in lib/grants.ts is seen. */
const actionsOf = {
  read: ["GetItem", "BatchGetItem", "Query", "ConditionCheckItem"],
  write: ["GetItem", "BatchGetItem", "Query", "ConditionCheckItem", "PutItem", "UpdateItem"],
  "write-and-remove": ["GetItem", "BatchGetItem", "Query", "ConditionCheckItem", "PutItem", "UpdateItem", "DeleteItem"],
  append: ["PutItem"],
  "read-and-append": ["GetItem", "BatchGetItem", "Query", "ConditionCheckItem", "PutItem"],
} as const;

function tableRights(spec: FunctionSpec): string[] {
  const names: readonly TableName[] = [
    "conversations",
    "interactions",
    "tasks",
    "outbox",
    "log",
    "policy",
    "desk",
    "counters",
  ];
  return names.flatMap((name) => {
    const access = spec.tables[name];
    if (access === undefined) return [];
    const indexes = access === "append" ? [] : tables[name].indexes.map((index) => `table/${name}/index/${index}`);
    return [`table/${name}`, ...indexes].flatMap((resource) =>
      actionsOf[access].map((action) => `dynamodb:${action} ${resource}`),
    );
  });
}
