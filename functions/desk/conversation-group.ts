import { ConversationRow } from "../contracts/rows.ts";
import { conversationKey } from "../platform/interactions.ts";
import { getRow } from "../platform/rows.ts";

// Merging is done by hand, one at a time: more than this is no conversation that anybody reads.
const most = 20;

/** A conversation and those that people put together with it, however often; itself first, then in the order of merging. */
export async function conversationGroup(conversation: ConversationRow): Promise<ConversationRow[]> {
  const group = [conversation];
  const known = new Set([conversation.conversationId]);
  for (let at = 0; at < group.length && group.length < most; at++) {
    const wanted = (group[at]?.mergedFrom ?? []).filter((id) => !known.has(id));
    for (const id of wanted) known.add(id);
    const rows = await Promise.all(wanted.map((id) => getRow("conversations", conversationKey(id), ConversationRow)));
    group.push(...rows.filter((row) => row !== undefined));
  }
  return group.slice(0, most);
}
