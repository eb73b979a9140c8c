import * as z from "zod";
import type { Metrics } from "../contracts/desk/metrics.ts";
import type { LogEntry } from "../contracts/log-entry.ts";
import type { Tally } from "./metrics.ts";
import { quantile } from "./quantile.ts";

type Result = Pick<Metrics, "answerTime" | "waitingTime" | "edits"> & { kept: number; broken: number };
type Edits = Omit<Metrics["edits"][number], "medianChanged"> & { changed: number[] };

const Topics = z.array(z.object({ topic: z.string() })).min(1);
const kinds: Readonly<Record<string, "approved" | "edited" | "rewritten">> = {
  ...{ approve: "approved", edit: "edited", rewrite: "rewritten" },
};

/** How long people and machines took, and what people made of the drafts. */
export function peopleTally(): Tally<Result> {
  const receivedAt = new Map<string, number>();
  const topicOf = new Map<string, string>();
  const times = { byAi: [] as number[], byPerson: [] as number[], waited: [] as number[] };
  const edits = new Map<string, Edits>();
  const sla = { kept: 0, broken: 0 };
  const editsAbout = (interactionId: string): Edits => {
    const topic = topicOf.get(interactionId) ?? "other";
    const known = edits.get(topic) ?? { topic, approved: 0, edited: 0, rewritten: 0, rejected: 0, changed: [] };
    edits.set(topic, known);
    return known;
  };
  const sent = ({ interactionId, details, at }: LogEntry) => {
    const since = receivedAt.get(interactionId);
    if (since === undefined || details["kind"] === "acknowledge") return;
    times[details["automatic"] === true ? "byAi" : "byPerson"].push(Date.parse(at) - since);
  };
  const decided = ({ interactionId, details }: LogEntry) => {
    const waitedMs = z.number().safeParse(details["waitedMs"]);
    if (waitedMs.success) times.waited.push(waitedMs.data);
    if (typeof details["inTime"] === "boolean") sla[details["inTime"] ? "kept" : "broken"]++;
    const kind = kinds[String(details["decision"])];
    if (kind === undefined) return;
    const about = editsAbout(interactionId);
    about[kind]++;
    if (kind === "edited") about.changed.push(z.number().catch(0).parse(details["changedCharacters"]));
  };
  return {
    heed: (entry) => {
      const { kind, interactionId, details, at } = entry;
      if (kind === "email-received" || kind === "message-received") receivedAt.set(interactionId, Date.parse(at));
      if (kind === "reply-sent") sent(entry);
      if (kind === "task-decided") decided(entry);
      if (kind === "task-changed" && details["change"] === "reject") editsAbout(interactionId).rejected++;
      if (kind !== "topics-sorted") return;
      const topics = Topics.safeParse(details["topics"]);
      if (topics.success) topicOf.set(interactionId, topics.data[0]?.topic ?? "other");
    },
    result: () => ({
      answerTime: { byAi: spread(times.byAi), byPerson: spread(times.byPerson) },
      waitingTime: spread(times.waited),
      edits: [...edits.values()].map(({ changed, ...counts }) => ({
        ...counts,
        medianChanged: quantile(changed, 0.5),
      })),
      ...sla,
    }),
  };
}

const spread = (values: readonly number[]) => ({
  ...{ count: values.length, median: quantile(values, 0.5), p90: quantile(values, 0.9) },
});
