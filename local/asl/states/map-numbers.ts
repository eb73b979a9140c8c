// The numbers of a distributed Map: how many items, in what batches, how many failures.
import type { Distributed } from "../distributed.ts";
import { StateFailure, whileExecuting } from "../failure.ts";
import type { Json, JsonObject } from "../json.ts";
import type { ScalarField, Scope } from "../queries.ts";
import type { MapRun } from "../run.ts";

/** The number of a field; undefined when it is not given. Throws States.Runtime when it is none or below 0. */
export async function numberOf(
  { numbers, pathOf }: Distributed,
  scope: Scope,
  input: Json,
  field: ScalarField,
): Promise<number | undefined> {
  const value = await numbers.scalar(scope, input, field);
  if (value === undefined) return undefined;
  const path = pathOf(field);
  if (typeof value !== "number" || !(Number.isInteger(value) || field === "ToleratedFailurePercentage")) {
    const shown = typeof value === "string" ? value : JSON.stringify(value);
    throw runtime(
      scope,
      path === undefined
        ? `The ${field} field is not a valid integer: ${shown}`
        : `The ${field}Path field refers to value "${shown}" which is not a valid integer: ${path}`,
    );
  }
  if (value < 0) throw runtime(scope, `${field} cannot be negative.`);
  return value;
}

/** How many iterations may fail: of two given limits, neither may be passed; without any, none may fail. */
export async function toleranceOf(
  distributed: Distributed,
  scope: Scope,
  input: Json,
): Promise<Pick<MapRun, "count" | "percentage">> {
  const count = await numberOf(distributed, scope, input, "ToleratedFailureCount");
  const percentage = await numberOf(distributed, scope, input, "ToleratedFailurePercentage");
  if (percentage !== undefined && percentage > 100)
    throw runtime(scope, "ToleratedFailurePercentage must be between 0 and 100.");
  if (count === undefined && percentage === undefined) return { count: 0, percentage: 0 };
  return { count: count ?? Number.MAX_SAFE_INTEGER, percentage: percentage ?? 100 };
}

/** The iterations' inputs: the items, or batches of them. */
export async function batched(
  distributed: Distributed,
  scope: Scope,
  input: Json,
  items: readonly Json[],
): Promise<Json[]> {
  const { batch, hasBatchInput } = distributed;
  if (!batch) return [...items];
  const most = (await numberOf(distributed, scope, input, "MaxItemsPerBatch")) ?? 0;
  const mostBytes = (await numberOf(distributed, scope, input, "MaxInputBytesPerBatch")) ?? 0;
  const around: JsonObject = hasBatchInput ? { BatchInput: await batch.work(scope, input) } : {};
  const batches: Json[][] = [];
  const aroundBytes = sizeOf({ ...around, Items: [] });
  let bytes = aroundBytes;
  for (const item of items) {
    const current = batches.at(-1);
    const more = mostBytes > 0 ? sizeOf(item) + 1 : 0;
    const full = !current || (most > 0 && current.length >= most) || (mostBytes > 0 && bytes + more > mostBytes);
    if (full) {
      batches.push([item]);
      bytes = aroundBytes + more;
    } else {
      current.push(item);
      bytes += more;
    }
  }
  return batches.map((Items) => ({ ...around, Items }));
}

const sizeOf = (value: Json): number => Buffer.byteLength(JSON.stringify(value));

const runtime = ({ stateName, enteredEvent }: Scope, text: string): StateFailure =>
  new StateFailure("States.Runtime", whileExecuting({ name: stateName, enteredEvent }, text), { catchable: false });
