// RedriveExecution: an execution that failed, was stopped or ran out of time goes on from the states that did not succeed,
// with the inputs they had. What had succeeded is kept; retries count from the start again.
// https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
import type { Frame } from "../run.ts";
import { emit, type Step } from "../step.ts";

/** Lets every frame that the end of the run left behind go on. */
export function redriveRun(step: Step, clientToken: string | undefined): boolean {
  const { run, nowMs } = step;
  const root = run.frames.get(0);
  if (!root) return false;
  run.redrives = { count: run.redrives.count + 1, atMs: nowMs, clientToken };
  const redriven = emit(step, root, "ExecutionRedriven", { redriveCount: run.redrives.count }, run.nextEvent - 1);
  for (const frame of [...run.frames.values()]) goOn(step, frame, redriven);
  return true;
}

function goOn(step: Step, frame: Frame, redriven: number): void {
  const { phase, parent } = frame;
  if (phase.at === "done" && !phase.failed) return;
  step.changed.add(frame);
  frame.retries = [];
  if (!frame.aside) frame.lastEvent = redriven;
  if (phase.at === "children") {
    const { mapRun } = phase;
    if (mapRun) emit(step, frame, "MapRunRedriven", { mapRunArn: mapRun.arn, redriveCount: step.run.redrives.count });
    step.moves.push({ frame, go: "resume" });
  } else if (phase.at === "wait") {
    if (phase.untilMs <= step.nowMs) step.moves.push({ frame, go: "exit", result: frame.input });
  } else if (phase.at === "task" && phase.task.mapRun && phase.task.number < 0) {
    // Only the results of a distributed Map could not be written: they are at hand.
    frame.phase = { at: "task", task: { ...phase.task, number: -redriven } };
    step.invoke.add(frame);
  } else {
    if (phase.at === "done" && parent) {
      parent.doneChildren -= 1;
      parent.failedChildren -= 1;
    }
    frame.phase = { at: "moving" };
    step.moves.push({ frame, go: "work" });
  }
}
