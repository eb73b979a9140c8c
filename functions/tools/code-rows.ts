import * as z from "zod";
import type { Email } from "../contracts/email.ts";
import { InteractionId, type Subject } from "../contracts/ids.ts";
import { addressHash } from "../platform/addresses.ts";
import { nowMs } from "../platform/clock.ts";
import { logWrite } from "../platform/log.ts";
import { codesIn, isCode } from "../platform/one-time-code.ts";
import { readPolicy } from "../platform/policy.ts";
import { ConditionFailed, getRow, type Key, put, transact, update, type Write } from "../platform/rows.ts";
import { signingKeys } from "../platform/signing.ts";

/**
 * counters: pk `code#<conversation>`, sk `code`: the one-time code asked for in a conversation. A newer one replaces it; it
 * serves one address, one conversation and one interaction, for few guesses and a while.
 */
const CodeRow = z.object({
  codeId: z.string(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  addressHash: z.string(),
  /** The interaction whose questions wait for it. */
  asking: InteractionId,
  expiresMs: z.number(),
  attempts: z.int().nonnegative(),
  /** The interaction that gave it; from then on it is no good to any other. */
  usedBy: InteractionId.optional(),
});
type CodeRow = z.infer<typeof CodeRow>;

const keyOf = (conversationId: string): Key => ({ pk: `code#${conversationId}`, sk: "code" });

export const newCodeWrite = (conversationId: string, row: Omit<CodeRow, "attempts" | "usedBy">): Write =>
  put("counters", {
    ...keyOf(conversationId),
    ...row,
    attempts: 0,
    // A day beyond its end, so that a late code is told apart from none.
    expiresAt: Math.ceil(row.expiresMs / 1000) + 86_400,
  });

export interface Granted {
  /** The interaction that asked for the code, whose questions are answered now. */
  readonly asking: string;
}

/** Whether this interaction has given its conversation's code before: a repeated step, or a later round of the loop. */
export async function grantOf(subject: Subject): Promise<Granted | undefined> {
  const row = await getRow("counters", keyOf(subject.conversationId), CodeRow);
  return row?.usedBy === subject.interactionId ? { asking: row.asking } : undefined;
}

/**
 * Tries what the emails' own words hold as the conversation's code. Every try is counted in one conditional write before
 * its result is used, so that parallel guesses cannot be more than the policy allows; quoted words are no try (P8).
 * `wrong` when something was tried and nobody is proven by it; undefined when nothing looks like a code, or none was asked for.
 */
export async function tryCode(
  subject: Subject,
  emails: readonly Pick<Email, "words">[],
  address: string | undefined,
): Promise<Granted | "wrong" | undefined> {
  const candidates = emails.flatMap(({ words }) => codesIn(words));
  if (candidates.length === 0) return grantOf(subject);
  const keys = await signingKeys();
  let tried: "wrong" | undefined;
  for (const candidate of candidates) {
    const row = await getRow("counters", keyOf(subject.conversationId), CodeRow);
    if (row === undefined) return undefined;
    if (row.usedBy === subject.interactionId) return { asking: row.asking };
    tried = "wrong";
    if (!isOpen(row, address)) return tried;
    const right = isCode(candidate, row.codeId, row.hash, keys);
    if (!(await counted(subject, row, right))) return tried;
    if (right) return { asking: row.asking };
  }
  return tried;
}

const isOpen = (row: CodeRow, address: string | undefined): boolean =>
  row.usedBy === undefined &&
  row.expiresMs > nowMs() &&
  address !== undefined &&
  row.addressHash === addressHash(address);

/** False when the attempts are used up, or another guess came in between. */
async function counted(subject: Subject, row: CodeRow, right: boolean): Promise<boolean> {
  const { retentionDays, tools } = await readPolicy();
  const most = tools?.oneTimeCode?.attempts ?? 0;
  if (row.attempts >= most) return false;
  const attempts = row.attempts + 1;
  try {
    await transact(
      update("counters", keyOf(subject.conversationId), {
        set: { attempts, ...(right && { usedBy: subject.interactionId }) },
        condition: "#codeId = :codeId AND #attempts = :seen AND attribute_not_exists(#usedBy)",
        where: { codeId: row.codeId, seen: row.attempts },
      }),
      logWrite(
        {
          interactionId: subject.interactionId,
          conversationId: subject.conversationId,
          kind: "code-tried",
          by: "code",
          summary: right ? "The one-time code was right" : "A one-time code was wrong",
          details: { right, attempts, most },
        },
        retentionDays,
      ),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}
