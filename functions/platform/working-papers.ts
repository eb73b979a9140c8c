import * as z from "zod";
import { expiryInDays } from "./clock.ts";
import { getRow, type Key, put, type Write } from "./rows.ts";

/**
 * What steps lay down beside an interaction for later steps and for people: too large or too personal for workflow
 * state. interactions: pk `interactionId`, sk the paper's name, the thing itself in `paper`.
 */
export const papers = {
  /** The interaction's own email as intake read it, without its HTML; absent when it is too long for a row. */
  reading: "reading",
  sorting: "sorting",
  /** What models saw and heard in what was attached. */
  attachments: "attachments",
  passages: "passages",
  /** What a person wants of the next draft: `{ instruction, by, at }`. */
  instruction: "instruction",
  draft: (draftId: string) => `draft#${draftId}`,
  check: (draftId: string) => `check#${draftId}`,
  /** What the agents asked of which tool, and what they propose. */
  tools: "tools",
  /** Proof that an effect happened; written once. */
  receipt: (effectId: string) => `receipt#${effectId}`,
} as const;

const paperKey = (interactionId: string, name: string): Key => ({ pk: interactionId, sk: name });

/** The paper under that name, checked; undefined when no step has laid one down. */
export async function readPaper<T extends z.ZodType>(
  interactionId: string,
  name: string,
  schema: T,
): Promise<z.infer<T> | undefined> {
  const row = await getRow("interactions", paperKey(interactionId, name), z.object({ paper: z.unknown() }));
  return row === undefined ? undefined : schema.parse(row.paper);
}

/** The write that lays a paper down, replacing the one a repeated step left. */
export const paperWrite = (interactionId: string, name: string, paper: unknown, retentionDays: number): Write =>
  put("interactions", { ...paperKey(interactionId, name), paper, expiresAt: expiryInDays(retentionDays) });
