import type { AttachmentReading } from "../contracts/attachment-reading.ts";
import type { Attachment, Email } from "../contracts/email.ts";
import { Failure } from "../contracts/failures.ts";
import type { ModelCall } from "../contracts/model-call.ts";
import { type Model, NoModelAnswered } from "../models/model.ts";
import { saysSomething } from "./attachment-facts.ts";
import { pictureTypes, soundType } from "./media-types.ts";

// What the services take whole: Bedrock 3.75 MB a picture, OpenAI 25 MB of sound; a voice message has a few.
const largest = { picture: 3_750_000, sound: 10_000_000 } as const;
const mostLookedAt = 4;

type Looked = Readonly<Record<"emails", readonly Pick<Email, "emailId" | "words" | "attachments" | "proof">[]>>;
interface File {
  readonly email: Looked["emails"][number];
  readonly place: number;
  readonly attachment: Attachment;
  readonly kind: AttachmentReading["kind"];
}

/**
 * Has models look at the pictures and listen to the voice messages of these emails, all at once. What no model looked at
 * is in the answer, too, with the reason: nothing fails for it, since a person looks in any case.
 */
export async function lookAtAttachments(
  { emails }: Looked,
  openModel: () => Promise<Model>,
  read: (key: string) => Promise<Uint8Array>,
): Promise<{ readonly readings: readonly AttachmentReading[]; readonly calls: readonly ModelCall[] }> {
  const files = emails.flatMap(filesIn);
  if (files.length === 0) return { readings: [], calls: [] };
  const model = await openModel();
  const calls: ModelCall[] = [];
  const readings = await Promise.all(
    files.map(async (file, at): Promise<AttachmentReading> => {
      const about = { emailId: file.email.emailId, place: file.place, kind: file.kind };
      const { key, size } = file.attachment;
      if (key === undefined) return { ...about, unread: "not-there" };
      if (size > largest[file.kind]) return { ...about, unread: "too-large" };
      if (at >= mostLookedAt) return { ...about, unread: "too-many" };
      return { ...about, ...(await tried(model, file, Buffer.from(await read(key)).toString("base64"), calls)) };
    }),
  );
  return { readings, calls };
}

/** What a model says of the file, or that none could; the attempts join `calls`. */
async function tried(
  model: Model,
  file: File,
  bytes: string,
  calls: ModelCall[],
): Promise<Omit<AttachmentReading, "emailId" | "place" | "kind">> {
  try {
    const { seen, answered } = await (file.kind === "picture" ? look(model, file, bytes) : listen(model, file, bytes));
    calls.push(...answered.calls);
    return { ...seen, by: answered.by, prompt: answered.prompt };
  } catch (error) {
    if (!(error instanceof NoModelAnswered)) throw error;
    calls.push(...error.calls);
    return { unread: error.name === Failure.OverBudget ? "over-budget" : "no-model" };
  }
}

function filesIn(email: Looked["emails"][number]): File[] {
  // What carries a virus or hides what it is, nobody opens.
  if (email.proof.virus === "FAIL") return [];
  return email.attachments.flatMap((attachment, place) => {
    const kind = Object.hasOwn(pictureTypes, attachment.type)
      ? "picture"
      : soundType.test(attachment.type)
        ? "sound"
        : undefined;
    const isWorthIt = kind !== undefined && attachment.dangers.length === 0 && saysSomething(attachment, email.words);
    return isWorthIt ? [{ email, place, attachment, kind }] : [];
  });
}

async function look(model: Model, { email, attachment }: File, image: string) {
  const mediaType = pictureTypes[attachment.type] ?? "image/png";
  const answered = await model.ask("describe-image", { image, mediaType, words: email.words });
  const { shows, text, error } = answered.answer;
  return { answered, seen: { shows, ...(text !== null && { text }), ...(error !== null && { error }) } };
}

async function listen(model: Model, { attachment }: File, audio: string) {
  const answered = await model.ask("transcribe", { audio, mediaType: attachment.type, language: undefined });
  return { answered, seen: { text: answered.answer.text.slice(0, longestTranscript) } };
}

// A quarter of an hour of speech; a row holds no more than 400 KB.
const longestTranscript = 20_000;
