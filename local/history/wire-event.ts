// History events as GetExecutionHistory gives them: payloads as text, details under the member of their type.
import type { EventDetails, HistoryEvent } from "../asl/event.ts";
import type { Json, JsonObject } from "../services/service.ts";

const untruncated = { truncated: false };

/** The member that holds an event's details: `TaskStateEntered` → `stateEnteredEventDetails`. */
function detailsMember(type: string): string {
  if (type.endsWith("StateEntered")) return "stateEnteredEventDetails";
  if (type.endsWith("StateExited")) return "stateExitedEventDetails";
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}

// Events that AWS gives without details even when they are empty objects elsewhere.
const bare =
  /^(LambdaFunctionStarted|ParallelState(Started|Failed|Succeeded|Aborted)|MapState(Failed|Succeeded|Aborted)|TaskStateAborted)$/;

export function wireEvent(event: HistoryEvent, atMs: number, includeData: boolean): JsonObject {
  const wire: JsonObject = {
    timestamp: atMs / 1000,
    type: event.type,
    id: event.id,
    previousEventId: event.previous,
  };
  if (!bare.test(event.type)) wire[detailsMember(event.type)] = wireDetails(event.details ?? {}, includeData);
  return wire;
}

function wireDetails(details: EventDetails, includeData: boolean): JsonObject {
  const wire: JsonObject = {};
  for (const [member, value] of Object.entries<Json | undefined>({ ...details })) {
    if (value === undefined) continue;
    const put = members[member];
    if (put) put(wire, value, includeData);
    else wire[member] = value;
  }
  return wire;
}

type Put = (wire: JsonObject, value: Json, includeData: boolean) => void;

const payload =
  (member: "input" | "output"): Put =>
  (wire, value, includeData) => {
    if (!includeData) return;
    wire[member] = JSON.stringify(value);
    wire[`${member}Details`] = untruncated;
  };

const members: Readonly<Record<string, Put>> = {
  input: payload("input"),
  output: payload("output"),
  parameters: (wire, value) => {
    wire["parameters"] = JSON.stringify(value);
  },
  assignedVariables: (wire, value, includeData) => {
    if (!includeData || typeof value !== "object" || value === null || Array.isArray(value)) return;
    wire["assignedVariables"] = Object.fromEntries(
      Object.entries(value).map(([name, variable]) => [name, JSON.stringify(variable)]),
    );
    wire["assignedVariablesDetails"] = untruncated;
  },
};
