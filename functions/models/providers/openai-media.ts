import type OpenAI from "openai";
import { toFile } from "openai";
import { type Completion, ModelFailure, type Request } from "./provider.ts";

type Ask<Task extends Request["task"]> = (
  client: OpenAI,
  request: Request<Task>,
  signal: AbortSignal,
) => Promise<Completion>;

const none = { inputTokens: 0, outputTokens: 0 };

/** One vector per text. Asked for as numbers: not every compatible server packs them as base64, the SDK's own default. */
export const embed: Ask<"embed"> = async (client, { model, input, timeoutMs }, signal) => {
  const reply = await client.embeddings.create(
    { model, input: [...input.texts], encoding_format: "float" },
    { signal, timeout: timeoutMs },
  );
  const found = Array.isArray(reply.data) ? [...reply.data].sort((a, b) => a.index - b.index) : [];
  const tokens = { inputTokens: reply.usage?.prompt_tokens ?? 0, outputTokens: 0 };
  if (found.length !== input.texts.length) throw new ModelFailure("schema", "A vector is missing", tokens);
  return { output: { vectors: found.map(({ embedding }) => embedding) }, ...tokens };
};

/** By upload; the name's ending tells the service what the sound is packed in. */
export const transcribe: Ask<"transcribe"> = async (client, { model, input, timeoutMs }, signal) => {
  const bytes = Buffer.from(input.audio, "base64");
  const ending = input.mediaType.replace(/^audio\/(?:x-)?/, "").replace("mpeg", "mp3");
  const reply: Partial<OpenAI.Audio.TranscriptionCreateResponse> = await client.audio.transcriptions.create(
    {
      model,
      file: await toFile(bytes, `voice.${ending}`, { type: input.mediaType }),
      ...(input.language !== undefined && { language: input.language }),
      response_format: "json",
    },
    { signal, timeout: timeoutMs },
  );
  const usage = "usage" in reply ? reply.usage : undefined;
  const tokens =
    usage?.type === "tokens" ? { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens } : none;
  const units = usage?.type === "duration" ? usage.seconds / 60 : minutesAtMost(bytes.length);
  if (typeof reply.text !== "string") throw new ModelFailure("schema", "The transcript was empty", tokens);
  return { output: { text: reply.text.trim() }, ...tokens, ...(usage?.type !== "tokens" && { units }) };
};

// Speech in the tightest packing that mail programs use takes about 1,500 bytes a second.
const minutesAtMost = (bytes: number): number => bytes / 1500 / 60;

export const speak: Ask<"speak"> = async (client, { model, input, timeoutMs }, signal) => {
  const reply = await client.audio.speech.create(
    { model, input: input.text, voice: input.voice, response_format: "mp3" },
    { signal, timeout: timeoutMs },
  );
  const audio = Buffer.from(await reply.arrayBuffer()).toString("base64");
  return { output: { audio, mediaType: "audio/mpeg" }, ...none, units: input.text.length / 1000 };
};

export const makePicture: Ask<"make-image"> = async (client, { model, input, timeoutMs }, signal) => {
  const reply = await client.images.generate(
    { model, prompt: input.prompt, size: input.size, n: 1 },
    { signal, timeout: timeoutMs },
  );
  const image = reply.data?.[0]?.b64_json;
  const tokens = { inputTokens: reply.usage?.input_tokens ?? 0, outputTokens: reply.usage?.output_tokens ?? 0 };
  if (image === undefined) throw new ModelFailure("schema", "No picture came back", tokens);
  return {
    output: { image, mediaType: `image/${reply.output_format ?? "png"}` },
    ...tokens,
    // The newer models are paid by token and say so; the others by picture.
    ...(reply.usage === undefined && { units: 1 }),
  };
};
