// What a ResultWriter puts into S3: the iterations by how they ended, and a manifest that names the files.
// https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
import { isObject, type Json, type JsonObject } from "../json.ts";
import type { Frame, MapRun } from "../run.ts";
import type { Step } from "../step.ts";

/** How results are put into words: `WriterConfig` of the definition. */
export interface WriterConfig {
  /** NONE: each with all that is known of its iteration. FLATTEN: lists become part of the one list. */
  readonly transformation: "NONE" | "COMPACT" | "FLATTEN";
  readonly lines: boolean;
}

/** What the iterations gave, as the configuration wants it; one that failed keeps what is known of it. */
export function mapResults(step: Step, frame: Frame, { arn }: MapRun, { transformation }: WriterConfig): Json[] {
  if (transformation === "NONE") return iterationsOf(step, frame, arn);
  const inputs = frame.phase.at === "children" ? (frame.phase.items ?? []) : [];
  const outputs = frame.children.map((child): Json => {
    const { phase, index } = child;
    if (phase.at !== "done") return null;
    return phase.failed ? iterationOf(step, child, arn, inputs[index] ?? null) : phase.output;
  });
  return transformation === "FLATTEN" ? outputs.flat() : outputs;
}

function iterationsOf(step: Step, frame: Frame, arn: string): JsonObject[] {
  const inputs = frame.phase.at === "children" ? (frame.phase.items ?? []) : [];
  return frame.children.map((child) => iterationOf(step, child, arn, inputs[child.index] ?? null));
}

/** The writer's call: the bucket, and each object with its text; `Manifest` is the key that names the others. */
export function resultFiles(step: Step, frame: Frame, { arn }: MapRun, sent: Json, config: WriterConfig): JsonObject {
  const { Bucket = null, Prefix } = isObject(sent) ? sent : {};
  const id = arn.split(":").at(-1) ?? "";
  const folder = typeof Prefix === "string" && Prefix !== "" ? `${Prefix.replace(/\/$/, "")}/${id}` : id;
  const iterations = iterationsOf(step, frame, arn);
  const succeeded = frame.children.flatMap(({ phase }) => (phase.at === "done" && !phase.failed ? [phase.output] : []));
  const done: Readonly<Record<string, Json[]>> = {
    SUCCEEDED:
      config.transformation === "FLATTEN"
        ? succeeded.flat()
        : config.transformation === "COMPACT"
          ? succeeded
          : iterations.filter(({ Status }) => Status === "SUCCEEDED"),
    FAILED: iterations.filter(({ Status }) => Status === "FAILED"),
  };
  const files = Object.entries(done).flatMap(([status, list]) =>
    list.length === 0
      ? []
      : [{ status, Key: `${folder}/${status}_0.${config.lines ? "jsonl" : "json"}`, Body: bodyOf(list, config) }],
  );
  const named = (wanted: string): Json =>
    files.filter(({ status }) => status === wanted).map(({ Key, Body }) => ({ Key, Size: Buffer.byteLength(Body) }));
  const manifest = {
    DestinationBucket: Bucket,
    MapRunArn: arn,
    ResultFiles: { FAILED: named("FAILED"), PENDING: [], SUCCEEDED: named("SUCCEEDED") },
  };
  const Manifest = `${folder}/manifest.json`;
  const objects: Json = [
    ...files.map(({ Key, Body }) => ({ Key, Body })),
    { Key: Manifest, Body: JSON.stringify(manifest) },
  ];
  return { Bucket, Manifest, Objects: objects };
}

const bodyOf = (list: Json[], { lines }: WriterConfig): string =>
  lines ? list.map((each) => `${JSON.stringify(each)}\n`).join("") : JSON.stringify(list);

/** One iteration as AWS lists it: an execution of its own. */
function iterationOf(step: Step, { index, phase }: Frame, mapRunArn: string, input: Json): JsonObject {
  const Name = `${mapRunArn.split(":").at(-1)}-${index}`;
  const machine = mapRunArn.replace(":mapRun:", ":execution:").replace(/:[^:]*$/, "");
  const output = phase.at === "done" ? phase.output : null;
  const failed = phase.at === "done" && phase.failed === true;
  const ended: JsonObject = { Output: JSON.stringify(output), OutputDetails: { Included: true }, Status: "SUCCEEDED" };
  return {
    ExecutionArn: `${machine}:${Name}`,
    Input: JSON.stringify(input),
    InputDetails: { Included: true },
    Name,
    StateMachineArn: step.run.machineArn,
    StopDate: new Date(step.nowMs).toISOString(),
    ...(failed ? { ...(isObject(output) ? output : {}), Status: "FAILED" } : ended),
  };
}
