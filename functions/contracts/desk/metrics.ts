import * as z from "zod";
import { MoodLevel } from "../understanding.ts";
import { type Endpoint, Instant, readers } from "./endpoint.ts";

/** At most 92 days; the last seven when absent. Days begin at midnight in policy's time zone. */
const MetricsQuery = z.strictObject({
  from: Instant.optional(),
  to: Instant.optional(),
});

const Count = z.int().nonnegative();
/** In ms; null when nothing was measured. */
const Spread = z.object({ count: Count, median: z.number().nullable(), p90: z.number().nullable() });

export const Day = z.object({
  /** ISO date. */
  day: z.string(),
  received: Count,
  /** Replies sent without a person. */
  byAi: Count,
  byPerson: Count,
  closed: Count,
  quarantined: Count,
  /** How often each mood was read. */
  moods: z.record(MoodLevel, Count),
  costUsd: z.number(),
});

export const Metrics = z.object({
  from: Instant,
  to: Instant,
  total: Day.omit({ day: true }),
  days: z.array(Day),
  /** Open tasks now. */
  waitingNow: Count,
  oldestWaitingSince: Instant.optional(),
  /** From the email's arrival to the reply. */
  answerTime: z.object({ byAi: Spread, byPerson: Spread }),
  /** From the question to the decision. */
  waitingTime: Spread,
  sla: z.object({ kept: Count, broken: Count, overdueNow: Count }),
  /** Model costs of the period by emails that ended answered or closed; null without any. */
  costPerResolvedUsd: z.number().nullable(),
  /** What people's decisions took, by the policy's minutes per kind of decision: an estimate. */
  effort: z.object({ decisions: Count, minutes: z.number(), usd: z.number() }).optional(),
  /** The same with people's minutes in it. */
  costPerResolvedWithPeopleUsd: z.number().nullable().optional(),
  models: z.array(
    z.object({
      model: z.string(),
      calls: Count,
      failed: Count,
      costUsd: z.number(),
      inputTokens: Count,
      outputTokens: Count,
      medianMs: z.number().nullable(),
    }),
  ),
  /** Failed calls after which the next candidate was asked, by reason. */
  fallbacks: z.array(z.object({ model: z.string(), reason: z.string(), count: Count })),
  /** How people took drafts, by the email's first topic. */
  edits: z.array(
    z.object({
      topic: z.string(),
      approved: Count,
      edited: Count,
      rewritten: Count,
      rejected: Count,
      /** Median of characters changed by those who edited. */
      medianChanged: z.number().nullable(),
    }),
  ),
  failures: z.array(z.object({ kind: z.string(), error: z.string(), count: Count, lastAt: Instant })),
  /** True when the period holds more entries than one answer counts (100,000): ask for fewer days. */
  cut: z.boolean(),
});
export type Metrics = z.infer<typeof Metrics>;

export const metricsEndpoints = {
  readMetrics: {
    ...{ method: "GET", path: "/api/metrics", tag: "metrics", roles: readers },
    ...{ query: MetricsQuery, response: Metrics, summary: "What the dashboard shows" },
  },
} as const satisfies Record<string, Endpoint>;
