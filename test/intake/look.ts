import { createHash } from "node:crypto";
import * as z from "zod";
import type { Email } from "../../functions/contracts/email.ts";
import { LogEntry } from "../../functions/contracts/log-entry.ts";
import { type ConversationRow, InteractionRow } from "../../functions/contracts/rows.ts";
import { readEmail } from "../../functions/platform/documents.ts";
import { readConversation } from "../../functions/platform/interactions.ts";
import { queryRows } from "../../functions/platform/rows.ts";

export interface Handled {
  readonly interaction: InteractionRow;
  readonly email: Email;
  readonly conversation: ConversationRow | undefined;
}

const outcomes = ["open", "closed", "quarantined", "superseded", "answered", "waiting"];

/** What was received under such subjects, in no order. */
export async function allHandled(matches: (subject: string) => boolean): Promise<Handled[]> {
  const rows: InteractionRow[] = [];
  for (const pk of outcomes) {
    rows.push(...(await queryRows({ table: "interactions", index: "byOutcome", pk }, InteractionRow)).rows);
  }
  const handled = rows
    .filter(({ channel, subject }) => channel !== "event" && matches(subject))
    .map(async (interaction): Promise<Handled> => {
      const email = await readEmail(`eml_${interaction.interactionId.slice(4)}`);
      const conversation = interaction.seq > 0 ? await readConversation(interaction.conversationId) : undefined;
      return { interaction, email, conversation };
    });
  return Promise.all(handled);
}

/** The one whose subject it is. */
export async function handled(subject: string): Promise<Handled> {
  const found = await allHandled((each) => each === subject);
  if (found.length !== 1) throw new Error(`${found.length} emails are called '${subject}'`);
  return found[0]!;
}

export async function logOf(interactionId: string): Promise<LogEntry[]> {
  return (await queryRows({ table: "log", pk: interactionId }, LogEntry)).rows;
}

export const kindsOf = async (interactionId: string): Promise<string[]> =>
  (await logOf(interactionId)).map(({ kind }) => kind);

/** Whether nothing more is sent to an address. */
export async function isSilent(address: string): Promise<boolean> {
  const hash = createHash("sha256").update(address).digest("hex");
  return (await queryRows({ table: "counters", pk: `suppressed#${hash}` }, z.unknown())).rows.length > 0;
}
