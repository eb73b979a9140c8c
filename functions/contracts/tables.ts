/**
 * Every table: all have string keys `pk` and `sk`, a TTL attribute `expiresAt` (epoch seconds) and the indexes named here.
 * `docs/data-model.md` lists the access patterns and the condition of each write.
 */
export const tables = {
  /** Conversations, their emails and replies, identities of emails, message ids. */
  conversations: { env: "CONVERSATIONS_TABLE", indexes: ["byCustomer"] },
  /** One item per interaction, and its working papers (passages, drafts, checks). */
  interactions: { env: "INTERACTIONS_TABLE", indexes: ["byOutcome"] },
  /** Human tasks. The row is the truth; the task token in it is only a doorbell. */
  tasks: { env: "TASKS_TABLE", indexes: ["byStatus"] },
  /** Replies on their way out. */
  outbox: { env: "OUTBOX_TABLE", indexes: ["byStatus"] },
  /** Immutable log entries; its stream feeds the bus. */
  log: { env: "LOG_TABLE", indexes: ["byConversation", "byTime"] },
  /** Policy versions. */
  policy: { env: "POLICY_TABLE", indexes: [] },
  /** What only the desk needs: people, notes, saved replies, proposals, used links, uploads. */
  desk: { env: "DESK_TABLE", indexes: ["byKind"] },
  /** Caps, budgets, circuit breakers, suppressed addresses. */
  counters: { env: "COUNTERS_TABLE", indexes: [] },
} as const;
export type TableName = keyof typeof tables;

export type IndexName = (typeof tables)[TableName]["indexes"][number];

/** Each index has `<index>Pk` and `<index>Sk` as its keys (strings); an item without them is not in the index. */
export const indexKeys = (index: IndexName): { pk: string; sk: string } => ({ pk: `${index}Pk`, sk: `${index}Sk` });
