import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { createTransport } from "nodemailer";
import { afterEach, describe, expect, test } from "vitest";
import { synthesise } from "../../bin/local-synth.ts";
import { systemClock } from "../../local/clock.ts";
import { openRuntime, type Runtime } from "../../local/runtime.ts";
import { eventually } from "./harness/running-switchboard.ts";

interface Template {
  Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
}
interface Task {
  subject: string;
  reasons: string[];
  note?: string;
}

const folders: string[] = [];
let runtime: Runtime | undefined;
afterEach(async () => {
  await runtime?.stop();
  runtime = undefined;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** The real template with one thing broken in it. */
async function startBroken(breakIt: (template: Template) => void): Promise<Runtime> {
  const folder = mkdtempSync(path.join(tmpdir(), "switchboard-broken-"));
  folders.push(folder);
  const cdkOut = path.join(folder, "cdk.out");
  cpSync(await synthesise(path.join(folder, "data"), () => undefined), cdkOut, { recursive: true });
  const file = path.join(cdkOut, "switchboard-dev.template.json");
  const template: Template = JSON.parse(readFileSync(file, "utf8"));
  breakIt(template);
  writeFileSync(file, JSON.stringify(template));
  const ports = { http: 0, smtp: 0, aws: 0 };
  runtime = await openRuntime({
    cdkOut,
    data: path.join(folder, "data"),
    ports,
    clock: systemClock,
    random: Math.random,
    onFailure: (error) => expect.fail(error.message),
  });
  return runtime;
}

async function send(subject: string): Promise<void> {
  const port = Number(runtime?.addresses.smtp.split(":").at(-1));
  const mailer = createTransport({ host: "127.0.0.1", port, secure: false, ignoreTLS: true });
  await mailer.sendMail({
    from: "hal@failing.example",
    to: "support@fernwood.example",
    subject,
    text: "Hello, how long does standard delivery take?",
  });
  mailer.close();
}

const taskAbout = (subject: string): Promise<Task> =>
  eventually(
    `a task about ${subject}`,
    async () => {
      const response = await fetch(`${runtime?.addresses.desk}/api/tasks?status=open`, {
        headers: { authorization: `Bearer ${runtime?.deskToken}` },
      });
      return ((await response.json()) as { tasks: Task[] }).tasks.find((task) => task.subject === subject);
    },
    120_000,
  );

const functionNamed = (template: Template, name: string) => {
  const found = Object.values(template.Resources).find(
    ({ Type, Properties }) =>
      Type === "AWS::Lambda::Function" && Properties["FunctionName"] === `switchboard-dev-${name}`,
  );
  if (!found) throw new Error(`The template has no function ${name}`);
  return found.Properties;
};

describe("whatever breaks, the email is on the desk with the cause", { timeout: 180_000 }, () => {
  test("a function that always crashes: the mood is read by nobody, so a person answers (F24)", async () => {
    await startBroken((template) => {
      functionNamed(template, "understand-read-mood")["Handler"] = "understand/no-such-file.handler";
    });
    await send("Crash");
    const task = await taskAbout("Crash");
    expect(task.reasons).toEqual(["step-failed"]);
    expect(task.note).toMatch(/^Runtime\.ImportModuleError/);
  });

  test("a state that fails the run where nothing in it can catch", async () => {
    await startBroken((template) => {
      const machine = Object.values(template.Resources).find(
        ({ Type, Properties }) =>
          Type === "AWS::StepFunctions::StateMachine" && Properties["StateMachineName"] === "switchboard-dev-support",
      );
      const definition = machine?.Properties["DefinitionString"] as { "Fn::Join": [string, unknown[]] };
      const pieces = definition["Fn::Join"][1];
      // The Choice asks for a number that is none: States.QueryEvaluationError in a state that cannot catch.
      definition["Fn::Join"][1] = pieces.map((piece) =>
        typeof piece === "string" ? piece.replace(/\$mood\.mood in/g, "$number('no number') in") : piece,
      );
    });
    await send("No way on");
    const task = await taskAbout("No way on");
    expect(task.reasons).toEqual(["run-failed"]);
    expect(task.note).toMatch(/States\.|QueryEvaluation/);
  });

  test("every model down, and no room to wait for one", async () => {
    await startBroken(() => undefined);
    const tables = DynamoDBDocumentClient.from(
      new DynamoDBClient({
        region: "us-east-1",
        endpoint: runtime?.addresses.aws ?? "",
        credentials: { accessKeyId: "test", secretAccessKey: "test" },
      }),
    );
    const at = { TableName: "switchboard-dev-policy", Key: { pk: "policy", sk: "current" } };
    const { Item } = await tables.send(new GetCommand(at));
    const away = [{ provider: "bedrock", model: "amazon.nova-lite-v1:0", timeoutMs: 1000 }];
    const models = { "read-mood": away, sort: away, draft: away, check: away };
    await tables.send(
      new PutCommand({
        TableName: at.TableName,
        Item: { ...Item, policy: { ...Item?.["policy"], models, waiting: { most: 1 } } },
      }),
    );
    // One may wait until the promise time (test/journeys/models.test.ts); whoever finds the line full goes to a person.
    await send("Nobody thinks");
    await send("Nobody thinks");
    const task = await taskAbout("Nobody thinks");
    expect(task.reasons).toContain("no-model");
  });
});
