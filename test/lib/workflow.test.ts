import aslValidator from "asl-validator";
import { beforeAll, describe, expect, test } from "vitest";
import { negativeMoods } from "../../functions/contracts/understanding.ts";
import { type Assembly, assemblyOf, ofType } from "./assembly.ts";
import { type Machine, machineOf, reachable, type State } from "./machine.ts";

let assembly: Assembly;
let support: Machine;
let event: Machine;

beforeAll(async () => {
  assembly = await assemblyOf("prod");
  support = machineOf(assembly, "support");
  event = machineOf(assembly, "event");
}, 120_000);

const state = (name: string): State => {
  const found = support.states.get(name);
  if (found === undefined) throw new Error(`no state is called '${name}'`);
  return found;
};
const tasks = (machine: Machine) => [...machine.states.values()].filter(({ Type }) => Type === "Task");
const functionOf = ({ Arguments }: State) => Arguments?.FunctionName ?? "";
/** States that call the function which sends. */
const sending = () => tasks(support).filter((task) => functionOf(task).includes("outboundsendreply"));

test("state names are public history: a rename is a visible act", () => {
  expect({ support: [...support.states.keys()].sort(), event: [...event.states.keys()].sort() }).toMatchSnapshot();
});

test.each(["dev", "staging", "prod"])("in %s both definitions are valid Amazon States Language", async (stage) => {
  const one = await assemblyOf(stage);
  for (const workflow of ["support", "event"] as const) {
    const { errors } = aslValidator(JSON.parse(machineOf(one, workflow).text));
    expect(errors).toEqual([]);
  }
});

describe("every Task", () => {
  test("has a time limit; a person's is what policy says", () => {
    for (const task of [...tasks(support), ...tasks(event)]) {
      const waits = task.Resource?.endsWith(".waitForTaskToken") === true;
      expect.soft(task.TimeoutSeconds, task.name).toEqual(waits ? "{% $waitSeconds %}" : expect.any(Number));
    }
  });

  test("is tried again when calling its function fails, and a wait for a person is never repeated whole", () => {
    for (const task of [...tasks(support), ...tasks(event)]) {
      const errors = task.Retry.flatMap(({ ErrorEquals }) => ErrorEquals);
      expect.soft(errors, task.name).toEqual(expect.arrayContaining(["Lambda.ServiceException", "Busy"]));
      if (task.Resource?.endsWith(".waitForTaskToken")) {
        expect.soft(errors, task.name).not.toContain("States.ALL");
        expect.soft(errors, task.name).not.toContain("States.TaskFailed");
        expect.soft(errors, task.name).not.toContain("States.Timeout");
      }
    }
  });

  test("names each error in one retrier only, so that no failure is retried twice over", () => {
    for (const task of [...tasks(support), ...tasks(event)]) {
      const errors = task.Retry.flatMap(({ ErrorEquals }) => ErrorEquals);
      expect.soft(new Set(errors).size, task.name).toBe(errors.length);
    }
  });

  test("catches everything, or there is a reason why it cannot", () => {
    const cannot: Readonly<Record<string, string>> = {
      "Ask a person": "cannot ask a person about itself: desk/rescue-run opens the task from outside",
      "Ask a person to repair": "the same",
      "Write down the repair": "the task it would ask for is the one just decided: desk/rescue-run",
      "Record the event": "the event flow has no person in it: desk/rescue-run opens a task",
    };
    const catchesAll = (one: State | undefined) =>
      one?.Catch.some(({ ErrorEquals }) => ErrorEquals.includes("States.ALL")) === true;
    const without = [support, event].flatMap((machine) =>
      tasks(machine)
        .filter((task) => !catchesAll(task) && !catchesAll(machine.states.get(task.inside ?? "")))
        .map(({ name }) => name),
    );
    expect(without.sort()).toEqual(Object.keys(cannot).sort());
  });

  test("calls a published version, which a deploy does not change under a running execution", () => {
    const versions = new Set(ofType(assembly, "AWS::Lambda::Version").map(([id]) => `\${${id}}`));
    for (const task of [...tasks(support), ...tasks(event)]) {
      expect.soft(versions, task.name).toContain(functionOf(task));
    }
    expect(tasks(support).length).toBeGreaterThan(15);
  });
});

describe("the way to a reply", () => {
  test("begins with three readings side by side and an explicit choice by mood", () => {
    const readings = [...support.states.values()].filter(({ inside }) => inside === "Understand the email");
    expect(readings.map(({ name }) => name).sort()).toEqual([
      "Are there attachments?",
      "No attachments",
      "Read the attachments",
      "Read the mood",
      "Sort by topic",
    ]);
    expect(state("How does the customer feel?").Choices).toMatchObject([
      { Condition: `{% $mood.mood in ${JSON.stringify(negativeMoods)} %}`, Next: "Find what may help" },
    ]);
  });

  test("from an unhappy customer leads to a reply only through a person", () => {
    const unhappy = "Find what may help";
    expect(reachable(support, unhappy)).toContain("Send the reply");
    const alone = reachable(support, unhappy, ["Ask a person"]);
    for (const { name } of sending()) expect(alone).not.toContain(name);
  });

  test("leads to a reply only through the gate or a decision", () => {
    const alone = reachable(support, support.startAt, ["Gate", "What did they decide?", "May it be acknowledged?"]);
    for (const { name } of sending()) expect(alone).not.toContain(name);
    // Without a budget for models a customer may be told that the email arrived, and nothing more.
    const overBudget = reachable(support, "May it be acknowledged?", ["What did they decide?"]);
    expect(overBudget).toContain("Acknowledge");
    expect(overBudget).not.toContain("Send the reply");
  });

  test("is closed once a repair has begun: nothing reachable from there sends", () => {
    const names = sending().map(({ name }) => name);
    expect(names.sort()).toEqual(["Acknowledge", "Send the reply"]);
    for (const name of reachable(support, "Ask a person to repair")) expect(names).not.toContain(name);
  });

  test.each([
    "Send the reply",
    "Write it down",
    "Write down that it is closed",
    "Write down that a newer email took over",
    "Write down that a person is waited for",
  ])("'%s' that fails ends in a repair, which cannot send", (name) => {
    expect(state(name).Catch).toMatchObject([{ ErrorEquals: ["States.ALL"], Next: "Ask a person to repair" }]);
  });

  test("tells a person what failed, in the failure's own words", () => {
    const caught = [...support.states.values()].flatMap((from) =>
      from.Catch.filter(({ Next, ErrorEquals }) => /^Ask a person/.test(Next) && ErrorEquals.includes("States.ALL")),
    );
    expect(caught.length).toBeGreaterThan(10);
    for (const { Assign } of caught)
      expect(Assign).toMatchObject({ reasons: ["step-failed"], note: expect.stringContaining("$states.errorOutput") });
  });

  test("can end from every state", () => {
    for (const { name, inside } of support.states.values()) {
      if (inside !== undefined) continue;
      expect.soft(reachable(support, name), name).toContain("Done");
    }
  });

  test("visits every state there is", () => {
    expect([...reachable(support, support.startAt)].sort()).toEqual([...support.states.keys()].sort());
  });
});

describe("a released workflow", () => {
  test("is a Standard one whose log holds no execution data", () => {
    const machines = ofType(assembly, "AWS::StepFunctions::StateMachine");
    expect(machines).toHaveLength(2);
    for (const [id, { Properties }] of machines) {
      expect.soft(Properties["StateMachineType"], id).toBe("STANDARD");
      expect.soft(Properties["LoggingConfiguration"], id).toMatchObject({ IncludeExecutionData: false, Level: "ALL" });
    }
  });

  test("is started through the alias `live`, which points at a published version", () => {
    const aliases = ofType(assembly, "AWS::StepFunctions::StateMachineAlias");
    expect(aliases.map(([, { Properties }]) => Properties["Name"])).toEqual(["live", "live"]);
    for (const [id, { Properties }] of aliases)
      expect.soft(JSON.stringify(Properties["DeploymentPreference"]), id).toContain("Version");
    for (const [id, { DeletionPolicy }] of ofType(assembly, "AWS::StepFunctions::StateMachineVersion"))
      expect.soft(DeletionPolicy, id).toBe("Retain");
    for (const [id, { DeletionPolicy }] of ofType(assembly, "AWS::Lambda::Version"))
      expect.soft(DeletionPolicy, id).toBe("Retain");
  });

  test("is watched from outside: a run that failed, timed out or was aborted calls desk/rescue-run", () => {
    const rule = ofType(assembly, "AWS::Events::Rule").find(([id]) => id.includes("RescueRun"))?.[1];
    expect(rule?.Properties["EventPattern"]).toMatchObject({
      "detail-type": ["Step Functions Execution Status Change"],
      detail: { status: ["FAILED", "TIMED_OUT", "ABORTED"] },
    });
    const targets = JSON.stringify(rule?.Properties["Targets"]);
    expect(targets).toContain("deskrescuerun");
    const machineNames = ["support", "event"].map((name) => `stateMachine:switchboard-prod-${name}`);
    for (const name of machineNames) expect(JSON.stringify(rule?.Properties["EventPattern"])).toContain(name);
  });
});
