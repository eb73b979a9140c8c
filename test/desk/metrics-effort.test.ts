import { expect, test } from "vitest";
import type { LogEntry } from "../../functions/contracts/log-entry.ts";
import { effortTally } from "../../functions/desk/metrics-effort.ts";

const entry = (kind: LogEntry["kind"], details: LogEntry["details"]): LogEntry => ({
  ...{ interactionId: "system", entryId: "e", at: "2026-11-22T00:00:00.000Z", by: "person:ada", summary: "…" },
  ...{ kind, details },
});

test("people's minutes are the policy's where it names them, the usual ones otherwise, at the team's price", () => {
  const tally = effortTally({ usdPerHour: 60, minutes: { approve: 2 } });
  tally.heed(entry("task-decided", { decision: "approve" }));
  tally.heed(entry("task-decided", { decision: "rewrite" }));
  tally.heed(entry("task-changed", { change: "reject" }));
  tally.heed(entry("task-changed", { change: "tag" }));
  expect(tally.result()).toEqual({ decisions: 3, minutes: 10, usd: 10 });
});
