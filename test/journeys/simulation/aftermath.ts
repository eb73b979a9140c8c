import * as z from "zod";
import { LogEntry } from "../../../functions/contracts/log-entry.ts";
import { ConversationRow, InteractionRow, ReplyRow, TaskRow } from "../../../functions/contracts/rows.ts";
import { replyHeader, signedReply } from "../../../functions/platform/signed-addresses.ts";
import { signingKeys } from "../../../functions/platform/signing.ts";
import type { Arrival } from "./customers.ts";
import type { Delivered } from "./relay.ts";
import { allOf } from "./rows.ts";

/** Everything that lies in the tables and at the customers' mail servers when all is over. */
export interface Aftermath {
  /** What came, with the interaction it became. */
  readonly arrivals: readonly { readonly arrival: Arrival; readonly row: InteractionRow | undefined }[];
  readonly interactions: readonly InteractionRow[];
  readonly conversations: readonly ConversationRow[];
  readonly tasks: readonly TaskRow[];
  readonly outbox: readonly ReplyRow[];
  readonly log: readonly LogEntry[];
  /** What reached customers, by the reply id that our signature on it names. */
  readonly perReply: ReadonlyMap<string, readonly Delivered[]>;
  /** Replies of which it was written down once that nobody knows whether they went out. */
  readonly unknown: ReadonlySet<string>;
}

const RawRow = z.object({ pk: z.string().startsWith("raw#"), emailId: z.string() });

export async function aftermathOf(arrivals: readonly Arrival[], delivered: readonly Delivered[]): Promise<Aftermath> {
  const [interactions, conversations, tasks, outbox, log, raw, keys] = await Promise.all([
    allOf("interactions", InteractionRow),
    allOf("conversations", ConversationRow),
    allOf("tasks", TaskRow),
    allOf("outbox", ReplyRow),
    allOf("log", LogEntry),
    allOf("conversations", RawRow),
    signingKeys(),
  ]);
  const header = new RegExp(`^${replyHeader}: (\\S+)\\r$`, "m");
  const digitsOf = new Map(raw.map(({ pk, emailId }) => [pk.slice("raw#".length), emailId.slice("eml_".length)]));
  const byDigits = new Map(interactions.map((row) => [row.interactionId.slice("int_".length), row]));
  return {
    ...{ interactions, conversations, tasks, outbox, log },
    arrivals: arrivals.map((arrival) => ({ arrival, row: byDigits.get(digitsOf.get(arrival.objectKey) ?? "") })),
    perReply: Map.groupBy(delivered, ({ raw: mime }) => signedReply(header.exec(mime)?.[1] ?? "", keys) ?? "not ours"),
    unknown: new Set(
      log.flatMap(({ kind, details }) => (kind === "reply-unknown" ? [String(details["replyId"])] : [])),
    ),
  };
}
