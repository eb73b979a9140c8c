// Activities: tasks that wait until a worker asks for them. What waits is a row, so it survives a restart; who asks,
// waits without polling.
// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-activities.html
import type { Json } from "../asl/json.ts";
import type { Step } from "../asl/step.ts";
import { publicToken } from "../asl/token.ts";
import type { Clock } from "../clock.ts";
import { AwsError } from "../services/aws-error.ts";
import { arnOf, type JsonObject, type Operations } from "../services/service.ts";
import type { Row, Store, Transaction } from "../store.ts";
import { executionArnOf } from "./arns.ts";
import type { ExecutionKey } from "./execution-rows.ts";
import type { LiveRuns } from "./live-runs.ts";
import { checkName, onlyMembers, optionalText, pageOf, pageToken, text } from "./request.ts";

export interface Activities {
  readonly operations: Operations;
  /** The writes of a step that put tasks before workers. */
  of(key: ExecutionKey, step: Step): ((tx: Transaction) => void) | undefined;
}

// https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html
const longestPollMs = 60_000;

interface ActivitiesOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly runs: () => LiveRuns;
}

export function openActivities({ store, clock, runs }: ActivitiesOptions): Activities {
  /** Workers that wait, by activity; the first came first. */
  const waiting = new Map<string, (() => void)[]>();

  const rowOf = async (arn: string): Promise<Row> => {
    const row = await store.read((tx) => tx.get("SELECT * FROM sfn_activity WHERE arn = ?", arn));
    if (!row) throw new AwsError("ActivityDoesNotExist", `Activity Does Not Exist: '${arn}'`);
    return row;
  };

  /** Hands the oldest task to the worker; tasks that are over meanwhile are forgotten. */
  const take = async (activityArn: string, workerName: string | undefined): Promise<JsonObject | undefined> => {
    for (;;) {
      const row = await store.transact((tx) => {
        const first = tx.get(oldest, activityArn);
        if (first) tx.run("DELETE FROM sfn_activity_task WHERE id = ?", Number(first["id"]));
        return first;
      });
      if (!row) return undefined;
      const executionArn = executionArnOf(String(row["machine_name"]), String(row["execution_name"]));
      const [frame, attempt] = [Number(row["frame"]), Number(row["attempt"])];
      const applied = await runs().send(executionArn, { kind: "worker", frame, attempt, workerName });
      if (!applied) continue;
      return { taskToken: publicToken(executionArn, frame, String(row["secret"])), input: String(row["input"]) };
    }
  };

  /** A worker's bell: it settles when a task came, or at `untilMs`. */
  const hang = (activityArn: string, untilMs: number): { rung: Promise<void>; takeDown(): void } => {
    const others = waiting.get(activityArn) ?? [];
    waiting.set(activityArn, others);
    let ring = (): void => {};
    const rung = new Promise<void>((resolve) => {
      ring = resolve;
    });
    const cancel = clock.at(untilMs, ring);
    others.push(ring);
    return {
      rung,
      takeDown: () => {
        cancel();
        const at = others.indexOf(ring);
        if (at >= 0) others.splice(at, 1);
        else others.shift()?.(); // It rang for a task that another worker may have.
      },
    };
  };

  return {
    of: (key, step) => {
      const tasks = [...step.changed].flatMap(({ id, state, phase }) =>
        state.resource?.kind === "activity" && phase.at === "task" && phase.task.jobStarted !== true
          ? [{ arn: state.resource.arn, id, task: phase.task }]
          : [],
      );
      if (tasks.length === 0) return undefined;
      return (tx) => {
        for (const { arn, id, task } of tasks) {
          const values = [arn, key.id, id, task.number, task.token ?? "", JSON.stringify(task.arguments)];
          tx.run(insert, ...values);
          tx.afterCommit(() => waiting.get(arn)?.shift()?.());
        }
      };
    },
    operations: {
      CreateActivity: async (input) => {
        onlyMembers(input, "name", "tags");
        const name = text(input, "name");
        checkName(name);
        const activityArn = arnOf("states", `activity:${name}`);
        await store.transact((tx) =>
          tx.run("INSERT OR IGNORE INTO sfn_activity VALUES (?, ?, ?)", activityArn, name, clock.now()),
        );
        return { activityArn, creationDate: Number((await rowOf(activityArn))["created_ms"]) / 1000 };
      },
      DeleteActivity: async (input) => {
        onlyMembers(input, "activityArn");
        const arn = text(input, "activityArn");
        await store.transact((tx) => void tx.run("DELETE FROM sfn_activity WHERE arn = ?", arn));
        return {};
      },
      DescribeActivity: async (input) => {
        onlyMembers(input, "activityArn");
        return described(await rowOf(text(input, "activityArn")));
      },
      ListActivities: async (input) => {
        onlyMembers(input, "maxResults", "nextToken");
        const { size, after } = pageOf(input);
        const rows = await store.read((tx) =>
          tx.all("SELECT * FROM sfn_activity ORDER BY arn LIMIT ? OFFSET ?", size + 1, after),
        );
        const more: JsonObject = rows.length > size ? { nextToken: pageToken(after + size) } : {};
        const activities: Json[] = rows.slice(0, size).map(described);
        return { activities, ...more };
      },
      GetActivityTask: async (input) => {
        onlyMembers(input, "activityArn", "workerName");
        const arn = text(input, "activityArn");
        await rowOf(arn);
        const workerName = optionalText(input, "workerName");
        const untilMs = clock.now() + longestPollMs;
        for (;;) {
          // Hung before the look: a task may come in between.
          const bell = hang(arn, untilMs);
          const task = await take(arn, workerName);
          if (!task && clock.now() < untilMs) await bell.rung;
          bell.takeDown();
          if (task || clock.now() >= untilMs) return task ?? {};
        }
      },
    },
  };
}

const described = (row: Row): JsonObject => ({
  activityArn: String(row["arn"]),
  name: String(row["name"]),
  creationDate: Number(row["created_ms"]) / 1000,
});

const oldest = `SELECT t.*, e.name AS execution_name, m.name AS machine_name FROM sfn_activity_task t
  JOIN sfn_execution e ON e.id = t.execution JOIN sfn_machine m ON m.id = e.machine
  WHERE t.activity = ? ORDER BY t.id LIMIT 1`;
const insert = `INSERT INTO sfn_activity_task (activity, execution, frame, attempt, secret, input)
  SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE NOT EXISTS
    (SELECT 1 FROM sfn_activity_task WHERE execution = ?2 AND frame = ?3 AND attempt = ?4)`;
