import type { conversationEndpoints } from "../../functions/contracts/desk/conversations.ts";
import type { recordEndpoints } from "../../functions/contracts/desk/record.ts";
import type { taskEndpoints } from "../../functions/contracts/desk/tasks.ts";

interface Schema {
  readonly _zod: { readonly output: unknown };
}
/** What a contract's schema parses to. */
export type Of<S extends Schema> = S["_zod"]["output"];

/** What an endpoint of the contract answers. */
type Answer<E extends { readonly response: Schema }> = Of<E["response"]>;
type Tasks = typeof taskEndpoints;
type Conversations = typeof conversationEndpoints;
type Records = typeof recordEndpoints;

export type TaskPage = Answer<Tasks["listTasks"]>;
export type TaskCounts = Answer<Tasks["countTasks"]>;
export type TaskDetail = Answer<Tasks["readTask"]>;
export type Task = TaskPage["tasks"][number];
export type BulkResult = Answer<Tasks["bulkTasks"]>;

export type ConversationPage = Answer<Conversations["listConversations"]>;
export type ConversationSummary = ConversationPage["conversations"][number];
export type ConversationDetail = Answer<Conversations["readConversation"]>;
export type EmailView = ConversationDetail["emails"][number];
export type ReplyView = ConversationDetail["replies"][number];
export type NoteView = ConversationDetail["notes"][number];
export type Download = Answer<Conversations["downloadAttachment"]>;
export type Uploaded = Answer<Conversations["upload"]>;

export type InteractionPage = Answer<Records["listInteractions"]>;
export type InteractionDetail = Answer<Records["readInteraction"]>;
export type LogPage = Answer<Records["searchLog"]>;
export type LogEntry = LogPage["entries"][number];
export type RunGraph = Answer<Records["readGraph"]>;
export type GraphNode = RunGraph["nodes"][number];
export type Changes = Answer<Records["readChanges"]>;
export type Change = Changes["changes"][number];
