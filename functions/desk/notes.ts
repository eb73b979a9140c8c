import { randomBytes } from "node:crypto";
import { NoteView } from "../contracts/desk/conversations.ts";
import type { PersonRef } from "../contracts/desk/endpoint.ts";
import { expiryInDays, nowIso } from "../platform/clock.ts";
import { logWrite } from "../platform/log.ts";
import { readPolicy } from "../platform/policy.ts";
import { putNew, queryRows, transact } from "../platform/rows.ts";

// desk: pk `notes#<conversation>`, sk `<time>#<id>`. Nobody changes a note: what was thought then stays readable.

export async function addNote(conversationId: string, text: string, by: PersonRef): Promise<NoteView> {
  const { retentionDays } = await readPolicy();
  const note = {
    noteId: randomBytes(16).toString("hex"),
    conversationId,
    text,
    by: { id: by.id, name: by.name },
    at: nowIso(),
  };
  await transact(
    putNew("desk", {
      ...{ pk: `notes#${conversationId}`, sk: `${note.at}#${note.noteId}`, ...note },
      expiresAt: expiryInDays(retentionDays),
    }),
    logWrite(
      {
        ...{ interactionId: "system", conversationId, kind: "note-added", by: `person:${by.name}` },
        ...{ summary: "An internal note was added.", details: { noteId: note.noteId, characters: text.length } },
      },
      retentionDays,
    ),
  );
  return note;
}

/** Oldest first; a conversation with more than 200 notes shows the newest. */
export async function notesOf(conversationId: string): Promise<NoteView[]> {
  const page = await queryRows(
    { table: "desk", pk: `notes#${conversationId}`, newestFirst: true, limit: 200 },
    NoteView,
  );
  return page.rows.toReversed();
}
