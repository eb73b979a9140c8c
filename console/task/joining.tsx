import { call } from "../api/client.ts";
import type { ConversationSummary, EmailView, TaskDetail } from "../api/shapes.ts";
import { language } from "../frame/preferences.ts";
import { dayOf } from "../words/times.ts";
import { w } from "../words/words.ts";

type Of = Pick<TaskDetail, "conversation">;

/** The emails from `fromSeq` on become a conversation of their own. */
export const split = (of: Of, fromSeq: number): Promise<unknown> => change(of, "split", { fromSeq });

/** Another conversation of the same customer becomes part of this one. */
export const merge = (of: Of, from: string): Promise<unknown> => change(of, "merge", { from });

function change({ conversation }: Of, what: string, body: object): Promise<unknown> {
  if (conversation === undefined) throw new Error(w.value.decide.noConversation);
  const { conversationId, etag } = conversation;
  return call(`/conversations/${conversationId}/${what}`, { method: "POST", body, headers: { "If-Match": etag } });
}

/** Where a conversation can be split: at its own emails after the first, not at those of one put together with it. */
export const laterOwn = (emails: readonly EmailView[]): readonly EmailView[] =>
  emails.filter(({ of, seq }) => of === undefined && seq >= 2);

/** Those that can be put together with this one: nothing waits in them, and they are not part of another already. */
const mergeable = (history: readonly ConversationSummary[]): readonly ConversationSummary[] =>
  history.filter(
    ({ mergedInto, openTaskId, answeredSeq, lastSeq }) =>
      mergedInto === undefined && openTaskId === undefined && answeredSeq >= lastSeq,
  );

/** From which email on? */
export const SplitFields = ({ emails }: { emails: readonly EmailView[] }) => (
  <label class="field">
    {w.value.decide.splitFrom}
    <select name="fromSeq" data-first>
      {laterOwn(emails).map(({ seq, words }) => (
        <option key={seq} value={seq}>
          #{seq} {words.slice(0, 60)}
        </option>
      ))}
    </select>
  </label>
);

/** Which of the customer's other conversations? */
export const MergeFields = ({ history }: { history: readonly ConversationSummary[] }) =>
  mergeable(history).length === 0 ? (
    <p class="soft">{w.value.decide.nothingToMerge}</p>
  ) : (
    <label class="field">
      {w.value.decide.mergeFrom}
      <select name="from" data-first>
        {mergeable(history).map(({ conversationId, subject, lastAt }) => (
          <option key={conversationId} value={conversationId}>
            {subject} ({dayOf(lastAt, language.value)})
          </option>
        ))}
      </select>
    </label>
  );
