import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Assembly, assemblyOf, ofType, type Resource } from "./assembly.ts";
import { at, listed, readable } from "./readable.ts";

const stages = ["dev", "staging", "prod"];
const protectedStages = ["staging", "prod"];
const all = new Map<string, Assembly>();

beforeAll(async () => {
  for (const stage of stages) all.set(stage, await assemblyOf(stage));
}, 120_000);

const assembly = (stage: string): Assembly => {
  const found = all.get(stage);
  if (found === undefined) throw new Error(`no stage ${stage}`);
  return found;
};
const number = (value: unknown): number => (typeof value === "number" ? value : Number.NaN);
const idOf = (reference: unknown): string => readable(reference).replace(/^\$\{(\w+)(\.Arn)?\}$/, "$1");

describe.each(stages)("the template of %s", (stage) => {
  test("needs no account, no region and no look-ups, and passes every check", () => {
    // assemblyOf throws when cdk-nag or CloudFormation's own rules object.
    const { folder } = assembly(stage);
    const manifest: unknown = JSON.parse(readFileSync(path.join(folder, "manifest.json"), "utf8"));
    expect(at(manifest, "missing")).toBeUndefined();
    for (const name of [`switchboard-${stage}-stateful`, `switchboard-${stage}`])
      expect(at(manifest, "artifacts", name, "environment")).toBe("aws://unknown-account/unknown-region");
    expect(existsSync(path.join(folder, "validation-report.json"))).toBe(true);
    expect(JSON.parse(readFileSync(path.join(folder, "validation-report.json"), "utf8"))).toMatchObject({
      pluginReports: [],
    });
  });

  test("has these resources", () => {
    const { stateful, support } = assembly(stage);
    const counts: Record<string, number> = {};
    for (const { Type } of Object.values({ ...stateful, ...support })) counts[Type] = (counts[Type] ?? 0) + 1;
    expect(Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)))).toMatchSnapshot();
  });

  test("stays below CloudFormation's 500 resources and 1 MB a stack", () => {
    const { folder, stateful, support } = assembly(stage);
    for (const resources of [stateful, support]) expect(Object.keys(resources).length).toBeLessThan(500);
    const bytes = readFileSync(path.join(folder, `switchboard-${stage}.template.json`)).length;
    expect(bytes).toBeLessThan(1_000_000);
  });
});

describe.each(stages)("the queues of %s", (stage) => {
  const queues = () => ofType(assembly(stage), "AWS::SQS::Queue");
  const isDeadLetters = (id: string) => /DeadLetters|Unpublished|FailedEvents/.test(id);

  test("have dead letters, kept 14 days, after 5 tries", () => {
    const working = queues().filter(([id]) => !isDeadLetters(id));
    expect(working.length).toBeGreaterThanOrEqual(4);
    for (const [id, { Properties }] of working) {
      expect.soft(at(Properties, "RedrivePolicy", "maxReceiveCount"), id).toBe(5);
      expect.soft(isDeadLetters(idOf(at(Properties, "RedrivePolicy", "deadLetterTargetArn"))), id).toBe(true);
    }
    for (const [id, { Properties }] of queues())
      expect.soft(Properties["MessageRetentionPeriod"], id).toBe(14 * 24 * 3600);
  });

  test("hide a message for six times the timeout of the function that works on it, or longer", () => {
    const { support } = assembly(stage);
    const mappings = ofType(assembly(stage), "AWS::Lambda::EventSourceMapping").filter(
      ([, { Properties }]) => "ScalingConfig" in Properties,
    );
    expect(mappings.length).toBeGreaterThanOrEqual(4);
    for (const [id, { Properties }] of mappings) {
      const queue = support[idOf(Properties["EventSourceArn"])];
      const worker = support[idOf(Properties["FunctionName"])];
      const needed = 6 * number(worker?.Properties["Timeout"]);
      expect.soft(number(queue?.Properties["VisibilityTimeout"]), id).toBeGreaterThanOrEqual(needed);
      expect.soft(Properties["FunctionResponseTypes"], id).toEqual(["ReportBatchItemFailures"]);
      expect.soft(number(at(Properties, "ScalingConfig", "MaximumConcurrency")), id).toBeGreaterThanOrEqual(2);
    }
  });

  test("are never filled by a stream or rule that forgets what it cannot deliver", () => {
    for (const [id, { Properties }] of ofType(assembly(stage), "AWS::Lambda::EventSourceMapping"))
      if (!("ScalingConfig" in Properties))
        expect.soft(at(Properties, "DestinationConfig", "OnFailure", "Destination"), id).toBeDefined();
    for (const [id, { Properties }] of ofType(assembly(stage), "AWS::Events::Rule"))
      for (const target of listed(Properties["Targets"]))
        expect.soft(at(target, "DeadLetterConfig", "Arn"), id).toBeDefined();
    // A function that throws is not the rule's matter: Lambda itself drops the event unless it has somewhere to put it.
    const called = ofType(assembly(stage), "AWS::Events::Rule").flatMap(([, { Properties }]) =>
      listed(Properties["Targets"]).map((target) => idOf(at(target, "Arn"))),
    );
    const guarded = ofType(assembly(stage), "AWS::Lambda::EventInvokeConfig").map(([, { Properties }]) =>
      at(Properties, "DestinationConfig", "OnFailure", "Destination") === undefined
        ? ""
        : idOf(Properties["FunctionName"]),
    );
    const functions = called.filter((id) => assembly(stage).support[id]?.Type === "AWS::Lambda::Function");
    expect(functions.length).toBeGreaterThanOrEqual(5);
    for (const id of functions) expect.soft(guarded, id).toContain(id);
  });

  test("raise an alarm when a message is dead, and every alarm names its heading in the runbook", () => {
    const alarms = ofType(assembly(stage), "AWS::CloudWatch::Alarm").map(([, { Properties }]) => Properties);
    const watched = alarms.flatMap(({ MetricName, Dimensions }) =>
      MetricName === "ApproximateNumberOfMessagesVisible"
        ? listed(Dimensions).map((one) => readable(at(one, "Value")).replace(/^\$\{(\w+)\.QueueName\}$/, "$1"))
        : [],
    );
    expect(watched.sort()).toEqual(
      queues()
        .map(([id]) => id)
        .filter(isDeadLetters)
        .sort(),
    );
    for (const { AlarmDescription, AlarmActions } of alarms) {
      expect.soft(readable(AlarmDescription)).toMatch(/See docs\/runbook\.md#[a-z0-9-]+$/);
      expect.soft(listed(AlarmActions)).toHaveLength(1);
    }
  });
});

test.each(stages)("in %s every log is kept for a stated time, and every function has a log of its own", (stage) => {
  for (const [id, { Properties }] of ofType(assembly(stage), "AWS::Logs::LogGroup"))
    expect.soft(Properties["RetentionInDays"], id).toEqual(expect.any(Number));
  for (const [id, { Properties }] of ofType(assembly(stage), "AWS::Lambda::Function").filter(isOurs))
    expect.soft(at(Properties, "LoggingConfig", "LogGroup"), id).toBeDefined();
});

test.each(stages)("in %s every function runs on Node 24 and is given its time", (stage) => {
  const functions = ofType(assembly(stage), "AWS::Lambda::Function").filter(isOurs);
  expect(functions.length).toBeGreaterThanOrEqual(20);
  for (const [id, { Properties }] of functions) {
    expect.soft(Properties["Runtime"], id).toBe("nodejs24.x");
    expect.soft(number(Properties["Timeout"]), id).toBeGreaterThan(0);
  }
});

/** CDK's own function that copies the sample articles (dev) is not ours to shape. */
function isOurs([id]: [string, Resource]): boolean {
  return !id.startsWith("CustomCDKBucketDeployment");
}

describe.each(protectedStages)("what %s must not lose", (stage) => {
  const kept = [
    "AWS::DynamoDB::Table",
    "AWS::S3::Bucket",
    "AWS::SecretsManager::Secret",
    "AWS::Cognito::UserPool",
    "AWS::KMS::Key",
    "AWS::StepFunctions::StateMachine",
    "AWS::Logs::LogGroup",
  ];
  test.each(kept)("%s outlives its stack", (type) => {
    const resources = ofType(assembly(stage), type);
    expect(resources.length).toBeGreaterThan(0);
    for (const [id, { DeletionPolicy, UpdateReplacePolicy }] of resources) {
      expect.soft(DeletionPolicy, id).toBe("Retain");
      expect.soft(UpdateReplacePolicy, id).toBe("Retain");
    }
  });

  test("tables and people refuse deletion, and tables can be restored to any minute", () => {
    for (const [id, { Properties }] of ofType(assembly(stage), "AWS::DynamoDB::Table")) {
      expect.soft(Properties["DeletionProtectionEnabled"], id).toBe(true);
      const backup = at(Properties, "PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled");
      expect.soft(backup, id).toBe(true);
    }
    for (const [, { Properties }] of ofType(assembly(stage), "AWS::Cognito::UserPool"))
      expect(Properties["DeletionProtection"]).toBe("ACTIVE");
  });

  test("the stack with the data refuses deletion", () => {
    const manifest: unknown = JSON.parse(readFileSync(path.join(assembly(stage).folder, "manifest.json"), "utf8"));
    const properties = at(manifest, "artifacts", `switchboard-${stage}-stateful`, "properties");
    expect(at(properties, "terminationProtection")).toBe(true);
  });
});

test.each(stages)("in %s personal data expires: every table has a TTL and the mail bucket a lifecycle", (stage) => {
  for (const [id, { Properties }] of ofType(assembly(stage), "AWS::DynamoDB::Table"))
    expect.soft(Properties["TimeToLiveSpecification"], id).toEqual({ AttributeName: "expiresAt", Enabled: true });
  const mail = ofType(assembly(stage), "AWS::S3::Bucket").find(([id]) => id.startsWith("Mail"))?.[1];
  expect(at(mail?.Properties, "LifecycleConfiguration", "Rules")).toEqual(
    expect.arrayContaining([expect.objectContaining({ ExpirationInDays: 365, Status: "Enabled" })]),
  );
});

test.each(stages)("in %s nothing in a bucket is public and nothing travels unencrypted", (stage) => {
  const buckets = ofType(assembly(stage), "AWS::S3::Bucket");
  for (const [id, { Properties }] of buckets)
    expect.soft(Object.values(at(Properties, "PublicAccessBlockConfiguration") ?? {}), id).toEqual(Array(4).fill(true));
  for (const kind of ["AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy"])
    for (const [id, { Properties }] of ofType(assembly(stage), kind))
      expect.soft(JSON.stringify(Properties["PolicyDocument"]), id).toContain('"aws:SecureTransport":"false"');
});

describe.each(stages)("services may publish to the topics of %s", (stage) => {
  const publishers = (topic: RegExp) =>
    ofType(assembly(stage), "AWS::SNS::TopicPolicy")
      .filter(([id]) => topic.test(id))
      .flatMap(([, { Properties }]) => listed(at(Properties, "PolicyDocument", "Statement")))
      .filter((statement) => at(statement, "Effect") === "Allow")
      .map((statement) => at(statement, "Principal", "Service"));

  // A policy that enforces TLS replaces the default one, which lets the account's own services publish.
  test.each([
    ["alarms", /^Alarms/, "cloudwatch.amazonaws.com"],
    ["receipts", /^MailIn/, "ses.amazonaws.com"],
    ["sending events", /^MailOut/, "ses.amazonaws.com"],
  ])("%s", (_, topic, service) => {
    expect(publishers(topic)).toEqual([service]);
  });

  test("SES may before the receipt rule is made, which tries it", () => {
    const [[, rule] = []] = ofType(assembly(stage), "AWS::SES::ReceiptRule");
    expect(listed(rule?.DependsOn).some((id) => String(id).startsWith("MailInReceivedPolicy"))).toBe(true);
  });
});
