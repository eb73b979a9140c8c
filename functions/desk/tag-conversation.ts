import type { PersonRef } from "../contracts/desk/endpoint.ts";
import { ConversationRow } from "../contracts/rows.ts";
import { conversationKey } from "../platform/interactions.ts";
import { logWrite } from "../platform/log.ts";
import { readPolicy } from "../platform/policy.ts";
import { ConditionFailed, getRow, transact, update } from "../platform/rows.ts";
import { conversationEtag } from "./conversation-list.ts";

export type Tagged = { readonly kind: "done" | "stale"; readonly row: ConversationRow } | { readonly kind: "unknown" };

/** Replaces the tags; `stale` with the conversation as it stands when it is not what the person saw. */
export async function tagConversation(
  conversationId: string,
  ifMatch: string | undefined,
  wanted: readonly string[],
  by: PersonRef,
): Promise<Tagged> {
  const key = conversationKey(conversationId);
  const row = await getRow("conversations", key, ConversationRow);
  if (row === undefined) return { kind: "unknown" };
  if (ifMatch !== "*" && ifMatch !== conversationEtag(row)) return { kind: "stale", row };
  const tags = [...new Set(wanted)];
  const { retentionDays } = await readPolicy();
  try {
    await transact(
      update("conversations", key, {
        set: { tags },
        condition: row.tags === undefined ? "attribute_not_exists(#tags)" : "#tags = :was",
        where: row.tags === undefined ? undefined : { was: row.tags },
      }),
      logWrite(
        {
          ...{ interactionId: "system", conversationId, kind: "conversation-tagged", by: `person:${by.name}` },
          ...{ summary: "The conversation's tags were changed.", details: { before: row.tags ?? [], after: tags } },
        },
        retentionDays,
      ),
    );
    return { kind: "done", row: { ...row, tags } };
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    return { kind: "stale", row: (await getRow("conversations", key, ConversationRow)) ?? row };
  }
}
