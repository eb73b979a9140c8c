// What must be true when a simulation is over.
import * as z from "zod";
import type { Json } from "../../../../local/asl/json.ts";
import { stepOf } from "../../../../local/history/execution-rows.ts";
import type { TimedStep } from "../../../../local/history/restore-run.ts";
import type { FaultyStore } from "./faulty-store.ts";
import type { Wanted, World } from "./world.ts";

const Execution = z.object({
  id: z.number(),
  name: z.string(),
  status: z.string(),
  input: z.string(),
  cause: z.unknown(),
});
const StepRow = z.object({ first: z.number(), at_ms: z.number(), step: z.string() });
const ends = /^Execution(Succeeded|Failed|TimedOut|Aborted)$/;

/** Every broken promise, as a sentence. */
export function brokenAtTheEnd(
  store: FaultyStore,
  expected: readonly (Wanted & { readonly output: number | undefined })[],
  { heard }: Pick<World, "heard">,
): string[] {
  const broken: string[] = [];
  const rows = store.all("SELECT * FROM sfn_execution ORDER BY id").map((row) => Execution.parse(row));
  if (rows.length !== expected.length) broken.push(`D1: ${expected.length} were started and ${rows.length} exist`);
  for (const { name, output } of expected) {
    const row = rows.find((each) => each.name === name);
    if (!row) {
      broken.push(`D1: ${name} was accepted and is gone`);
      continue;
    }
    const input = z.json().parse(JSON.parse(row.input));
    const steps = store
      .all("SELECT * FROM sfn_history WHERE execution = ? ORDER BY first, id", row.id)
      .map((step) => ({ ...StepRow.parse(step), ...eventsOf(StepRow.parse(step), input) }));
    const events = steps.flatMap((step) => step.events);
    const types = [...steps.flatMap((step) => step.asides), ...events].map(({ type }) => type);
    const count = (pattern: RegExp): number => types.filter((type) => pattern.test(type)).length;
    if (row.status !== "SUCCEEDED") broken.push(`${name} is ${row.status}: ${row.cause}`);
    if (events.at(-1)?.details?.output !== output)
      broken.push(`${name} answered ${JSON.stringify(events.at(-1)?.details?.output)}, not ${output}`);
    if (events.some(({ id }, at) => id !== at + 1)) broken.push(`E2: ${name}'s events are not numbered one by one`);
    if (events.some(({ id, previous }) => previous >= id)) broken.push(`E2: ${name} links forward`);
    if (count(ends) !== 1 + count(/^ExecutionRedriven$/) || !ends.test(types.at(-1) ?? ""))
      broken.push(`E2: ${name} has ${count(ends)} ends`);
    const results = count(/^Task(Succeeded|Failed|TimedOut)$/);
    // What was under way when an execution was stopped has no result.
    const stopped = count(/^ExecutionAborted$/) > 0;
    if (stopped ? count(/^TaskScheduled$/) < results : count(/^TaskScheduled$/) !== results)
      broken.push(`E3: ${name} has ${count(/^TaskScheduled$/)} attempts and other many results`);
    const times = steps.map(({ at_ms: atMs }) => atMs);
    if (times.some((atMs, at) => atMs < (times[at - 1] ?? 0))) broken.push(`E4: time ran backwards in ${name}`);
    const told = heard.get(name) ?? [];
    if (!told.includes("RUNNING") || !told.includes("SUCCEEDED")) broken.push(`E6: of ${name} was told ${told}`);
  }
  const left = Number(store.all("SELECT count(*) AS n FROM sfn_status_change")[0]?.["n"]);
  if (left > 0) broken.push(`E6: ${left} changes of status were not taken`);
  return broken;
}

function eventsOf(row: z.infer<typeof StepRow>, input: Json): Pick<TimedStep, "events" | "asides"> {
  const { events, asides } = stepOf(row, input);
  return { events, asides };
}
