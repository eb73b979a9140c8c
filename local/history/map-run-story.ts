// What became of each Map run of an execution, told by the execution's steps in order.
import type { HistoryEvent } from "../asl/event.ts";
import { isObject, type Json } from "../asl/json.ts";
import type { TimedStep } from "./restore-run.ts";
import type { FrameChange } from "./step-codec.ts";

interface Iteration {
  readonly input: Json;
  became: "running" | "succeeded" | "failed";
  /** The type of its last event. */
  last: string;
}

export interface MapRunStory {
  readonly arn: string;
  readonly frame: number;
  readonly startMs: number;
  stopMs: number | undefined;
  status: "RUNNING" | "SUCCEEDED" | "FAILED" | "ABORTED";
  limit: number;
  count: number;
  percentage: number;
  /** What each iteration got: an item, or a batch of them. */
  inputs: readonly Json[];
  /** Those that have begun, by their frames. */
  readonly iterations: Map<number, Iteration>;
  resultsWritten: boolean;
  redrives: number;
  redrivenMs: number | undefined;
}

/** How many items an iteration's input stands for. */
export const itemsIn = (input: Json): number =>
  isObject(input) && Array.isArray(input["Items"]) ? input["Items"].length : 1;

/** The Map runs by ARN, in the order of their start. `status` is the execution's. */
export function mapRunStories(steps: Iterable<TimedStep>, status: string): ReadonlyMap<string, MapRunStory> {
  const stories = new Map<string, MapRunStory>();
  /** By frame, the Map run that is under way there. */
  const open = new Map<number, MapRunStory>();
  for (const step of steps) {
    // The Map run begins before its iterations and ends after them.
    for (const event of step.events) tellStart(stories, open, event, step.atMs);
    for (const event of step.asides) tellAside(open, event);
    for (const change of step.changed) tellFrame(open, change);
    for (const event of step.events) tellEnd(open, event, step.atMs);
  }
  if (status !== "RUNNING")
    for (const story of open.values()) story.status = status === "FAILED" ? "FAILED" : "ABORTED";
  return stories;
}

const ends: Readonly<Record<string, MapRunStory["status"]>> = {
  MapRunSucceeded: "SUCCEEDED",
  MapRunFailed: "FAILED",
};

function tellStart(
  stories: Map<string, MapRunStory>,
  open: Map<number, MapRunStory>,
  { type, frame, details }: HistoryEvent,
  atMs: number,
): void {
  if (type === "MapRunStarted" && details?.mapRunArn !== undefined) {
    const story = newStory(details.mapRunArn, frame, atMs);
    stories.set(story.arn, story);
    open.set(frame, story);
  }
  if (type === "MapRunRedriven") {
    const story = stories.get(details?.mapRunArn ?? "");
    if (!story) return;
    Object.assign(story, { status: "RUNNING", stopMs: undefined, redrives: story.redrives + 1, redrivenMs: atMs });
    open.set(frame, story);
  }
}

function tellEnd(open: Map<number, MapRunStory>, { type, frame }: HistoryEvent, atMs: number): void {
  const ended = ends[type];
  const story = open.get(frame);
  if (ended === undefined || !story) return;
  story.status = ended;
  story.stopMs = atMs;
  settle(story);
  open.delete(frame);
}

// As of an execution, whose start would be 1: see `Aside`.
const firstOfIteration = 2;

function tellAside(open: ReadonlyMap<number, MapRunStory>, { id, type, frame, details }: HistoryEvent): void {
  for (const { iterations } of open.values()) {
    const known = iterations.get(frame);
    if (known) known.last = type;
    else if (id === firstOfIteration)
      iterations.set(frame, { input: details?.input ?? null, became: "running", last: type });
  }
}

/** What the iterations came to that were at work in the step that ended their Map run, and so left no frame behind. */
function settle({ iterations, status }: MapRunStory): void {
  for (const iteration of iterations.values()) {
    if (iteration.became !== "running") continue;
    if (iteration.last.endsWith("StateExited")) iteration.became = "succeeded";
    else if (status === "SUCCEEDED") iteration.became = "failed";
  }
}

const newStory = (arn: string, frame: number, startMs: number): MapRunStory => ({
  ...{ arn, frame, startMs, stopMs: undefined, status: "RUNNING", limit: 0, count: 0, percentage: 0, inputs: [] },
  ...{ iterations: new Map(), resultsWritten: false, redrives: 0, redrivenMs: undefined },
});

function tellFrame(open: Map<number, MapRunStory>, { id, parent, phase }: FrameChange): void {
  const own = open.get(id);
  if (own && phase.at === "children") {
    own.inputs = phase.items ?? [];
    if (phase.mapRun)
      Object.assign(own, { limit: phase.limit, count: phase.mapRun.count, percentage: phase.mapRun.percentage });
  }
  if (own && phase.at === "task" && phase.task.number < 0) own.resultsWritten = true;
  const iteration = parent === undefined ? undefined : open.get(parent)?.iterations.get(id);
  if (iteration) iteration.became = phase.at !== "done" ? "running" : phase.failed ? "failed" : "succeeded";
}
