import { type Service, type ServiceRequest, ToolFailed } from "../tool.ts";
import type { Circuit } from "./circuit.ts";
import { requestJson, type ServiceAccess } from "./request-json.ts";

// A read is two index look-ups away: three seconds are patience already, and a person waits behind the tool.
const tryMs = 3_000;
// What speaks against the service, not against the one question.
const ailing = /^(?:timeout|unreachable|status-(?:429|5\d\d))$/;

export interface ServiceOptions {
  readonly access: ServiceAccess;
  readonly circuit: Circuit;
  readonly nowMs: () => number;
  /** Epoch ms after which nothing is asked any more (P12). */
  readonly untilMs: number;
}

/** Speaks to the configured service: a read is tried twice, an effect once (its step repeats it under the same key). */
export const openService = (options: ServiceOptions): Service => ({
  ask: async (request) => {
    const first = await tryOnce(options, request);
    const again = first instanceof ToolFailed && request.method === "GET" && ailing.test(first.failure);
    const last = again ? await tryOnce(options, request) : first;
    if (last instanceof ToolFailed) throw last;
    return last.status === 404 ? undefined : last.json;
  },
});

async function tryOnce({ access, circuit, nowMs, untilMs }: ServiceOptions, request: ServiceRequest) {
  if (nowMs() >= untilMs) return new ToolFailed("over-time");
  if (!circuit.allows()) return new ToolFailed("resting");
  const result = await answerOrFailure(access, request, Math.min(tryMs, untilMs - nowMs()));
  circuit.report(!(result instanceof ToolFailed && ailing.test(result.failure)));
  return result;
}

async function answerOrFailure(access: ServiceAccess, request: ServiceRequest, timeoutMs: number) {
  try {
    const answer = await requestJson(access, request, timeoutMs);
    return answer.status >= 400 && answer.status !== 404 ? new ToolFailed(`status-${answer.status}`) : answer;
  } catch (error) {
    return error instanceof ToolFailed ? error : new ToolFailed("unreachable", { cause: error });
  }
}
