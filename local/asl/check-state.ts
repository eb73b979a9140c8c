// Rules of the language that concern more than one field of a state: AWS refuses a machine that breaks them.
// https://states-language.net/spec.html
import { isObject, type Json, type JsonObject } from "./json.ts";

type Report = (what: string) => void;

/** Reports what is wrong between a state's fields. */
export function checkState(definition: JsonObject, report: Report): void {
  for (const field of ["TimeoutSeconds", "HeartbeatSeconds", "Error", "Cause", "MaxConcurrency"])
    if (definition[field] !== undefined && definition[`${field}Path`] !== undefined)
      report(`${field} and ${field}Path cannot both be there`);
  const { Type: type, HeartbeatSeconds: heartbeat, TimeoutSeconds: timeout } = definition;
  if (typeof heartbeat === "number" && typeof timeout === "number" && heartbeat >= timeout)
    report("HeartbeatSeconds must be smaller than TimeoutSeconds");
  if (type === "Wait") checkWait(definition, report);
  if (type === "Choice") checkChoices(definition["Choices"], report);
  checkWildcard(definition["Retry"], "Retry", report);
  checkWildcard(definition["Catch"], "Catch", report);
}

const waits = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];

function checkWait(definition: JsonObject, report: Report): void {
  if (waits.filter((field) => definition[field] !== undefined).length !== 1)
    report(`a Wait has exactly one of ${waits.join(", ")}`);
}

function checkChoices(choices: Json | undefined, report: Report): void {
  if (!Array.isArray(choices)) return;
  if (choices.length === 0) report("Choices must not be empty");
  for (const rule of choices) if (isObject(rule)) checkWithin(rule, report);
}

/** Only a rule of the list itself leads somewhere. */
function checkWithin({ And: and, Or: or, Not: not }: JsonObject, report: Report): void {
  for (const part of [and, or, not].flat()) {
    if (!isObject(part)) continue;
    if (part["Next"] !== undefined) report("a rule inside And, Or or Not has no Next");
    checkWithin(part, report);
  }
}

/** States.ALL stands alone, and in the last place. */
function checkWildcard(list: Json | undefined, field: string, report: Report): void {
  if (!Array.isArray(list)) return;
  for (const [at, each] of list.entries()) {
    const errors = isObject(each) ? each["ErrorEquals"] : undefined;
    if (!Array.isArray(errors) || !errors.includes("States.ALL")) continue;
    if (errors.length > 1) report(`${field}[${at}].ErrorEquals: States.ALL must be alone`);
    if (at < list.length - 1) report(`${field}[${at}].ErrorEquals: States.ALL must come last`);
  }
}
