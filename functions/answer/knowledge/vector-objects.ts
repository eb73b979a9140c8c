import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import * as z from "zod";
import { PassageVectors, vectorsInForceKey, vectorsKey } from "../../contracts/knowledge.ts";
import { s3 } from "../../platform/s3.ts";
import { setting } from "../../platform/settings.ts";
import type { VectorStore } from "./passage-vectors.ts";

const InForce = z.object({ model: z.string() });

/** Vectors in the knowledge bucket, one object for each model. */
export const vectorObjects: VectorStore = {
  inForce: async () => (await read(vectorsInForceKey, InForce))?.model,
  read: (model) => read(vectorsKey(model), PassageVectors),
  write: (vectors) => write(vectorsKey(vectors.model), vectors),
  putInForce: (model) => write(vectorsInForceKey, { model }),
};

async function read<T extends z.ZodType>(key: string, schema: T): Promise<z.infer<T> | undefined> {
  try {
    const { Body } = await s3().send(new GetObjectCommand({ Bucket: setting("knowledgeBucket"), Key: key }));
    return Body === undefined ? undefined : schema.parse(JSON.parse(await Body.transformToString()));
  } catch (error) {
    if (error instanceof Error && error.name === "NoSuchKey") return undefined;
    throw error;
  }
}

async function write(key: string, value: object): Promise<void> {
  await s3().send(
    new PutObjectCommand({
      ...{ Bucket: setting("knowledgeBucket"), Key: key, ContentType: "application/json" },
      Body: JSON.stringify(value),
    }),
  );
}
