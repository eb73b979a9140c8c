import type { ConversationDetail, EmailView, NoteView, ReplyView } from "../api/shapes.ts";
import { Icon } from "../parts/icon.tsx";
import { Time } from "../parts/time.tsx";
import { w } from "../words/words.ts";
import { EmailCard } from "./email-card.tsx";
import { newestOwn } from "./own-emails.ts";
import type { Reading } from "./readings.tsx";

type Parts = Pick<ConversationDetail, "emails" | "replies" | "notes" | "olderEmails">;
type Said = { readonly [Part in keyof Parts]?: Parts[Part] | undefined } & {
  readonly readings?: readonly Reading[] | undefined;
};
type Entry =
  | { readonly at: string; readonly email: EmailView }
  | { readonly at: string; readonly reply: ReplyView }
  | { readonly at: string; readonly note: NoteView };

/** All that was said, oldest first: the customer's emails, our replies, and notes that only we see. */
export const Thread = ({ emails = [], replies = [], notes = [], olderEmails = 0, readings = [] }: Said) => {
  const newest = newestOwn(emails)?.emailId;
  const entries: Entry[] = [
    ...emails.map((email) => ({ at: email.receivedAt, email })),
    ...replies.map((reply) => ({ at: reply.createdAt, reply })),
    ...notes.map((note) => ({ at: note.at, note })),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
  return (
    <div class="thread">
      {olderEmails > 0 && <p class="soft">{w.value.task.olderEmails(olderEmails)}</p>}
      {entries.map((entry) => {
        if ("email" in entry) {
          const { email } = entry;
          return <EmailCard key={email.emailId} email={email} isOpen={email.emailId === newest} readings={readings} />;
        }
        if ("reply" in entry) return <ReplyCard key={entry.reply.replyId} reply={entry.reply} />;
        return <Note key={entry.note.noteId} note={entry.note} />;
      })}
    </div>
  );
};

const ReplyCard = ({ reply }: { reply: ReplyView }) => {
  const words = w.value.task;
  const by = reply.automatic ? words.byAi : reply.decidedBy;
  return (
    <details class="email card ours" open={reply.status !== "sent"}>
      <summary>
        <span class="email-from">
          <Icon name="reply" size={14} /> {by}
        </span>
        <span class="soft email-start">{reply.text.slice(0, 90)}</span>
        <span class="soft">
          <span class={`chip ${replyTones[reply.status]}`}>{w.value.replyStatuses[reply.status]}</span>{" "}
          <Time at={reply.sentAt ?? reply.createdAt} />
        </span>
      </summary>
      <div class="email-body">
        <p class="customer-words">{reply.text}</p>
        {(reply.cc ?? []).length > 0 && (
          <p class="soft">Cc: {(reply.cc ?? []).map(({ address }) => address).join(", ")}</p>
        )}
        {reply.leftOut !== undefined && (
          <p class="soft">{words.copiesLeftOut(reply.leftOut.map(({ address }) => address).join(", "))}</p>
        )}
        {reply.note !== undefined && <p class="soft">{reply.note}</p>}
      </div>
    </details>
  );
};

const replyTones: Readonly<Record<ReplyView["status"], string>> = {
  pending: "",
  sending: "",
  sent: "good",
  failed: "bad",
  cancelled: "warn",
  unknown: "bad",
};

const Note = ({ note }: { note: NoteView }) => (
  <div class="note card">
    <p class="note-head">
      <Icon name="note" size={14} /> <strong>{note.by.name}</strong>
      <span class="soft">
        {w.value.task.noteOnlyUs} · <Time at={note.at} />
      </span>
    </p>
    <p class="customer-words">{note.text}</p>
  </div>
);
