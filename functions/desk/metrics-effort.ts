import { DecisionKind } from "../contracts/decision.ts";
import type { Metrics } from "../contracts/desk/metrics.ts";
import type { Policy } from "../contracts/policy.ts";
import type { Tally } from "./metrics.ts";

// What a decision takes where the policy says nothing, in minutes: reading the email and its history, then changing or
// writing. Nobody measured them: a team sets its own in the policy's `people`.
const usualMinutes: Readonly<Partial<Record<DecisionKind, number>>> = { edit: 3, rewrite: 6, reject: 2 };
const otherMinutes = 1;
const usualUsdPerHour = 30;

/** What people's decisions cost: minutes by kind of decision, as the policy estimates them. */
export function effortTally(people: Policy["people"]): Tally<NonNullable<Metrics["effort"]>> {
  let decisions = 0;
  let minutes = 0;
  const count = (kind: unknown): void => {
    const known = DecisionKind.safeParse(kind);
    if (!known.success) return;
    decisions++;
    minutes += people?.minutes[known.data] ?? usualMinutes[known.data] ?? otherMinutes;
  };
  return {
    heed: ({ kind, details }) => {
      if (kind === "task-decided") count(details["decision"]);
      if (kind === "task-changed" && details["change"] === "reject") count("reject");
    },
    result: () => ({ decisions, minutes, usd: (minutes / 60) * (people?.usdPerHour ?? usualUsdPerHour) }),
  };
}
