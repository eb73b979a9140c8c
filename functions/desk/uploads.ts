import { randomBytes } from "node:crypto";
import * as z from "zod";
import { expiryInDays, nowIso } from "../platform/clock.ts";
import { writeBytes } from "../platform/documents.ts";
import { getRow, type Key, putNew, transact, update, type Write } from "../platform/rows.ts";
import { setting } from "../platform/settings.ts";
import { CannotDecide } from "./cannot-decide.ts";
import { safeFileName } from "./safe-file-name.ts";

// desk: pk `upload#<id>`, sk `upload`: a file that a person wants to send; gone after a day unless a reply takes it.

const UploadRow = z.object({
  uploadId: z.string(),
  key: z.string(),
  name: z.string(),
  type: z.string(),
  size: z.int(),
  by: z.string(),
  at: z.string(),
});
type UploadRow = z.infer<typeof UploadRow>;

const keyOf = (uploadId: string): Key => ({ pk: `upload#${uploadId}`, sk: "upload" });
const uploadIdPattern = /^[0-9a-f]{32}$/;
/** In bytes: API Gateway hands a function 6 MB at most, and base64 takes a third more. */
const mostBytes = 4_000_000;
const mostTogether = 10_000_000;

/** Keeps a file under a random key, whatever it is called (S5). Throws CannotDecide when it is empty or too large. */
export async function keepUpload(file: { name: string; type: string; base64: string }, by: string): Promise<UploadRow> {
  const bytes = Buffer.from(file.base64, "base64");
  if (bytes.length === 0 || bytes.length > mostBytes) {
    throw new CannotDecide(
      "A file to send must have between one byte and 4 MB. Put larger ones where a link can lead.",
    );
  }
  const uploadId = randomBytes(16).toString("hex");
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(file.type) ? file.type.toLowerCase() : "application/octet-stream";
  const row = {
    uploadId,
    key: `uploads/${uploadId}`,
    name: safeFileName(file.name),
    type,
    size: bytes.length,
    by,
    at: nowIso(),
  };
  await writeBytes({ bucket: setting("mailBucket"), key: row.key }, bytes, "application/octet-stream");
  await transact(putNew("desk", { ...keyOf(uploadId), ...row, expiresAt: expiryInDays(1) }));
  return row;
}

/** The files that a reply names. Throws CannotDecide for one that is not there any more. */
export async function uploadsNamed(uploadIds: readonly string[]): Promise<UploadRow[]> {
  const known = [...new Set(uploadIds)].filter((uploadId) => uploadIdPattern.test(uploadId));
  const rows = await Promise.all(known.map((uploadId) => getRow("desk", keyOf(uploadId), UploadRow)));
  const found = rows.filter((row) => row !== undefined);
  if (found.length < uploadIds.length) {
    throw new CannotDecide("A file of this reply is not there any more: files are kept for a day. Add it again.");
  }
  if (found.reduce((sum, { size }) => sum + size, 0) > mostTogether) {
    throw new CannotDecide("The files of one reply may have 10 MB together. Leave one out.");
  }
  return found;
}

/** A file that a reply takes is kept as long as the reply is; it may be sent again with another. */
export const uploadUsed = (uploadId: string, replyId: string, retentionDays: number): Write =>
  update("desk", keyOf(uploadId), {
    set: { usedBy: replyId, expiresAt: expiryInDays(retentionDays) },
    condition: "attribute_exists(#pk)",
  });
