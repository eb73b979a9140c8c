import type { Subject } from "../contracts/ids.ts";
import type { LogKind } from "../contracts/log-entry.ts";
import type { ModelCall } from "../contracts/model-call.ts";
import type { InteractionRow } from "../contracts/rows.ts";
import { interactionKey } from "./interactions.ts";
import { logWrite } from "./log.ts";
import { readPolicy } from "./policy.ts";
import { transact, update, type Write } from "./rows.ts";
import { paperWrite } from "./working-papers.ts";

export interface StepEntry {
  readonly kind: LogKind;
  readonly by: string;
  readonly summary: string;
  readonly details: Record<string, unknown>;
}

/** What a step found out, to be kept all at once. */
export interface StepRecord {
  /** Attributes of the interaction's row. */
  readonly set?: Partial<InteractionRow>;
  /** Working papers by name. */
  readonly papers?: Readonly<Record<string, unknown>>;
  /** What the log says of it; absent when nothing but failed model calls are to be written down. */
  readonly entry?: StepEntry;
  /** What else it says: one entry per tool call. */
  readonly entries?: readonly StepEntry[];
  readonly calls?: readonly ModelCall[];
}

/** Keeps a step's result, its log entry and one entry per model call in one transaction. A repeated step replaces its result. */
export async function recordStep(subject: Subject, record: StepRecord): Promise<void> {
  const { retentionDays } = await readPolicy();
  const ids = { interactionId: subject.interactionId, conversationId: subject.conversationId };
  const calls = (record.calls ?? []).map((call) =>
    logWrite(
      {
        ...ids,
        kind: "model-called",
        by: `model:${call.provider}/${call.model}`,
        summary: call.ok
          ? `${call.provider}/${call.model} did ${call.task} (${call.prompt})`
          : `${call.provider}/${call.model} failed at ${call.task}: ${call.failure ?? "unknown"}`,
        details: { ...call },
      },
      retentionDays,
    ),
  );
  const writes: Write[] = [
    ...Object.entries(record.papers ?? {}).map(([name, paper]) =>
      paperWrite(subject.interactionId, name, paper, retentionDays),
    ),
    ...[...(record.entry === undefined ? [] : [record.entry]), ...(record.entries ?? [])].map((entry) =>
      logWrite({ ...ids, ...entry }, retentionDays),
    ),
    ...calls,
  ];
  if (record.set !== undefined && Object.keys(record.set).length > 0) {
    writes.unshift(
      update("interactions", interactionKey(subject.interactionId), {
        set: record.set,
        condition: "attribute_exists(#pk)",
      }),
    );
  }
  if (writes.length > 0) await transact(...writes);
}
