import { randomUUID } from "node:crypto";
import { home, type JsonObject } from "../service.ts";

/** An event of a service of this machine; only these may have a source that begins with `aws.`. */
export interface ServiceEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: JsonObject;
  readonly resources: readonly string[];
}

/** An event as rules see it; EventBridge tells whole seconds. */
export const eventOf = (facts: ServiceEvent & { timeMs: number }): JsonObject => ({
  version: "0",
  id: randomUUID(),
  "detail-type": facts.detailType,
  source: facts.source,
  account: home.account,
  time: new Date(facts.timeMs).toISOString().replace(/\.\d+Z$/, "Z"),
  region: home.region,
  resources: [...facts.resources],
  detail: facts.detail,
});
