import * as z from "zod";

/** Why nobody looked into a file before a person did. */
const Unread = z.enum(["no-model", "over-budget", "too-large", "too-many", "not-there"]);

/**
 * What a model saw in a picture or heard in a voice message that a customer attached: a stranger's words, for the person
 * who answers. Nothing of it is taken for what the customer writes, and no automatic reply rests on it (P14).
 */
export const AttachmentReading = z.object({
  emailId: z.string(),
  /** Its place among the email's attachments, from 0. */
  place: z.int().nonnegative(),
  kind: z.enum(["picture", "sound"]),
  /** What is seen, in a sentence or two. */
  shows: z.string().optional(),
  /** The text in the picture, or what is said. */
  text: z.string().optional(),
  /** An error message or code that a screenshot shows. */
  error: z.string().optional(),
  /** `<provider>/<model>` and its prompt's version; absent when nobody looked. */
  by: z.string().optional(),
  prompt: z.string().optional(),
  unread: Unread.optional(),
});
export type AttachmentReading = z.infer<typeof AttachmentReading>;
