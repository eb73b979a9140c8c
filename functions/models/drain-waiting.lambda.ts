import type { Policy } from "../contracts/policy.ts";
import { nowMs } from "../platform/clock.ts";
import { logger } from "../platform/logger.ts";
import { readPolicy } from "../platform/policy.ts";
import { ring } from "../platform/workflow.ts";
import { breakerRows } from "./breaker-rows.ts";
import { breakerName } from "./routing/route.ts";
import { drain } from "./waiting/drain.ts";
import { lineRows } from "./waiting/line-rows.ts";

// Called every minute; a round every five seconds for as long as one is worth while.
const roundEveryMs = 5_000;
const stopAfterMs = 45_000;
const perMinuteWhenPolicyIsSilent = 600;

export const handler = async (): Promise<void> => {
  const startedMs = nowMs();
  const told = { on: 0, toPeople: 0 };
  for (;;) {
    const policy = await readPolicy();
    const perMinute = policy.waiting?.perMinute ?? perMinuteWhenPolicyIsSilent;
    const round = await drain({
      line: lineRows,
      modelsAwake: () => anyAwake(policy),
      ring: async ({ token }, go) => void (await ring(token, { go })),
      nowMs,
      promiseMs: (policy.tiersMinutes[0] ?? 0) * 60_000,
      mostPerRound: Math.max(1, Math.floor((perMinute * roundEveryMs) / 60_000)),
    });
    told.on += round.on;
    told.toPeople += round.toPeople;
    if (!round.more || nowMs() - startedMs > stopAfterMs) break;
    await new Promise((resolve) => setTimeout(resolve, roundEveryMs));
  }
  if (told.on + told.toPeople > 0) logger.info("Emails that waited for a model were sent on", told);
};

/** Any candidate of any task at any of its places; the embedded model never rests. Nobody's probe is taken by asking. */
async function anyAwake({ models }: Policy): Promise<boolean> {
  const names = new Set<string>();
  for (const candidate of Object.values(models).flat()) {
    if (candidate.provider === "embedded") return true;
    for (const region of candidate.regions ?? [""]) names.add(breakerName(candidate, region));
  }
  const rests = await Promise.all([...names].map((name) => breakerRows.read(name)));
  return rests.some(({ restsUntil }) => restsUntil === undefined || restsUntil <= nowMs());
}
