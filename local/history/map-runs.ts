// The API of Map runs. A Map run has no rows of its own but the one that finds its execution: what became of its
// iterations is read from the execution's steps.
// https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html
import type { Step } from "../asl/step.ts";
import { AwsError } from "../services/aws-error.ts";
import type { Json, JsonObject, Operations } from "../services/service.ts";
import type { Row, Store, Transaction } from "../store.ts";
import { executionArnOf, machineArnOf } from "./arns.ts";
import type { ExecutionKey } from "./execution-rows.ts";
import { stepOf } from "./execution-rows.ts";
import type { LiveRuns } from "./live-runs.ts";
import { itemsIn, type MapRunStory, mapRunStories } from "./map-run-story.ts";
import { invalid, onlyMembers, pageOf, pageToken, text } from "./request.ts";

/** What a step that begins Map runs writes beside its row. */
export function mapRunWrites({ id }: ExecutionKey, { events }: Step): ((tx: Transaction) => void) | undefined {
  const arns = events.flatMap(({ type, details }) =>
    type === "MapRunStarted" && details?.mapRunArn !== undefined ? [details.mapRunArn] : [],
  );
  if (arns.length === 0) return undefined;
  return (tx) => {
    for (const arn of arns) tx.run("INSERT INTO sfn_map_run (arn, execution) VALUES (?, ?)", arn, id);
  };
}

interface Options {
  readonly store: Store;
  readonly runs: LiveRuns;
  /** The row of an execution. Throws InvalidArn, ExecutionDoesNotExist. */
  rowOf(arn: string): Promise<Row>;
}

export function mapRunOperations({ store, runs, rowOf }: Options): Operations {
  const storiesOf = (execution: Row): Promise<ReadonlyMap<string, MapRunStory>> =>
    store.read((tx) => {
      const input: Json = JSON.parse(String(execution["input"]));
      const rows = tx.all("SELECT * FROM sfn_history WHERE execution = ? ORDER BY first, id", Number(execution["id"]));
      return mapRunStories(
        rows.map((row) => stepOf(row, input)),
        String(execution["status"]),
      );
    });
  const storyOf = async (arn: string): Promise<{ execution: Row; story: MapRunStory }> => {
    const execution = await store.read((tx) => tx.get(byMapRun, arn));
    const story = execution && (await storiesOf(execution)).get(arn);
    if (!story) throw new AwsError("ResourceNotFound", `Resource Not Found: '${arn}'`);
    return { execution, story };
  };

  return {
    DescribeMapRun: async (input) => {
      onlyMembers(input, "mapRunArn");
      const { execution, story } = await storyOf(text(input, "mapRunArn"));
      return describe(story, executionArnFrom(execution));
    },
    ListMapRuns: async (input) => {
      onlyMembers(input, "executionArn", "maxResults", "nextToken");
      const { size, after } = pageOf(input);
      const execution = await rowOf(text(input, "executionArn"));
      const rows = await store.read((tx) =>
        tx.all(
          "SELECT id, arn FROM sfn_map_run WHERE execution = ? AND id > ? ORDER BY id LIMIT ?",
          Number(execution["id"]),
          after,
          size + 1,
        ),
      );
      const stories = await storiesOf(execution);
      const shown = rows.slice(0, size);
      const more = rows.length > size ? { nextToken: pageToken(Number(shown.at(-1)?.["id"])) } : {};
      const mapRuns = shown.flatMap(({ arn }): JsonObject[] => {
        const story = stories.get(String(arn));
        return story ? [summary(story, execution)] : [];
      });
      return { mapRuns, ...more };
    },
    UpdateMapRun: async (input) => {
      onlyMembers(input, "mapRunArn", "maxConcurrency", "toleratedFailureCount", "toleratedFailurePercentage");
      const arn = text(input, "mapRunArn");
      const limit = numberIn(input, "maxConcurrency");
      const count = numberIn(input, "toleratedFailureCount");
      const percentage = numberIn(input, "toleratedFailurePercentage", 100);
      const { execution } = await storyOf(arn);
      const changed = await runs.send(executionArnFrom(execution), { kind: "map-run", arn, limit, count, percentage });
      if (!changed) throw invalid(`The Map Run '${arn}' is not running`);
      return {};
    },
  };
}

const byMapRun = `SELECT e.*, m.name AS machine_name FROM sfn_map_run r JOIN sfn_execution e ON e.id = r.execution
  JOIN sfn_machine m ON m.id = e.machine WHERE r.arn = ?`;

const executionArnFrom = (row: Row): string => executionArnOf(String(row["machine_name"]), String(row["name"]));

function numberIn(input: JsonObject, member: string, most = Number.MAX_SAFE_INTEGER): number | undefined {
  const value = input[member];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number" && value >= 0 && value <= most) return value;
  throw invalid(`${member} must be a number from 0 to ${most}`);
}

const dates = ({ startMs, stopMs }: MapRunStory): JsonObject => ({
  startDate: startMs / 1000,
  ...(stopMs === undefined ? {} : { stopDate: stopMs / 1000 }),
});

const summary = (story: MapRunStory, execution: Row): JsonObject => ({
  executionArn: executionArnFrom(execution),
  mapRunArn: story.arn,
  stateMachineArn: machineArnOf(String(execution["machine_name"])),
  ...dates(story),
});

function describe(story: MapRunStory, executionArn: string): JsonObject {
  const { arn, status, limit, percentage, count, redrives, redrivenMs } = story;
  return {
    mapRunArn: arn,
    executionArn,
    status,
    ...dates(story),
    maxConcurrency: limit,
    toleratedFailurePercentage: percentage,
    toleratedFailureCount: count === Number.MAX_SAFE_INTEGER ? 0 : count,
    executionCounts: countsOf(story, () => 1),
    itemCounts: countsOf(story, itemsIn),
    redriveCount: redrives,
    ...(redrivenMs === undefined ? {} : { redriveDate: redrivenMs / 1000 }),
  };
}

function countsOf(
  { inputs, iterations, status, resultsWritten }: MapRunStory,
  weigh: (input: Json) => number,
): JsonObject {
  const counts = { pending: 0, running: 0, succeeded: 0, failed: 0, timedOut: 0, aborted: 0, total: 0 };
  for (const { input, became } of iterations.values())
    counts[became === "running" && status !== "RUNNING" ? "aborted" : became] += weigh(input);
  const begun = [...iterations.values()].reduce((sum, { input }) => sum + weigh(input), 0);
  counts.total = Math.max(
    begun,
    inputs.reduce<number>((sum, input) => sum + weigh(input), 0),
  );
  counts[status === "RUNNING" ? "pending" : "aborted"] += counts.total - begun;
  const written = resultsWritten ? counts.succeeded + counts.failed : 0;
  return { ...counts, resultsWritten: written, failuresNotRedrivable: 0, pendingRedrive: 0 };
}
