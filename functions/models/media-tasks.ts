import * as z from "zod";

// Tasks about pictures, sound and vectors. Bytes travel as base64, so that a recording of a call is plain JSON.

/** Base64 of at most 20 MB: what the largest of the services takes. */
const Bytes = z.base64().min(1).max(28_000_000);

export interface PictureInput {
  readonly image: string;
  readonly mediaType: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
  /** What the customer's email asks, as a help for what to look at; never trusted. */
  readonly words: string;
}
export const PictureAnswer = z.strictObject({
  kind: z.enum(["screenshot", "photo", "document", "other"]),
  /** What is seen, in one or two English sentences. */
  shows: z.string().min(1).max(600),
  /** The text in it, as it stands there; null when there is none. */
  text: z.string().max(4000).nullable(),
  /** An error message or code that is shown; null when there is none. */
  error: z.string().max(500).nullable(),
});

export interface SoundInput {
  readonly audio: string;
  readonly mediaType: string;
  /** ISO 639-1, where it is known. */
  readonly language: string | undefined;
}
export const SoundAnswer = z.strictObject({ text: z.string().max(50_000) });

export interface EmbedInput {
  readonly texts: readonly string[];
  /** Some models embed what is looked for otherwise than what is found. */
  readonly as: "passage" | "question";
}
/** One vector per text, in their order. */
export const EmbedAnswer = z.strictObject({
  vectors: z.array(z.array(z.number()).min(8).max(8192)).min(1).max(2048),
});

export interface MakePictureInput {
  readonly prompt: string;
  readonly size: "1024x1024" | "1536x1024" | "1024x1536";
}
export const MadePicture = z.strictObject({
  image: Bytes,
  mediaType: z.enum(["image/png", "image/jpeg", "image/webp"]),
});

export interface SpeakInput {
  readonly text: string;
  readonly voice: string;
}
export const Speech = z.strictObject({ audio: Bytes, mediaType: z.string() });
