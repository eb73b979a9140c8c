import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type * as z from "zod";
import { type Email, Email as EmailSchema, emailKey } from "../contracts/email.ts";
import { Failure, StepFailure } from "../contracts/failures.ts";
import { s3 } from "./s3.ts";
import { setting } from "./settings.ts";

export interface Place {
  readonly bucket: string;
  readonly key: string;
}

/** The bytes of an object. Throws EmailUnreadable-free errors of S3 itself (NoSuchKey…). */
export async function readBytes(place: Place): Promise<Uint8Array> {
  const { Body } = await s3().send(new GetObjectCommand({ Bucket: place.bucket, Key: place.key }));
  if (!Body) throw new Error(`s3://${place.bucket}/${place.key} came without a body`);
  return Body.transformToByteArray();
}

/** The first bytes of an object: enough of an email to see its header. */
export async function readStart(place: Place, length: number): Promise<Uint8Array> {
  const range = `bytes=0-${length - 1}`;
  const { Body } = await s3().send(new GetObjectCommand({ Bucket: place.bucket, Key: place.key, Range: range }));
  return Body ? Body.transformToByteArray() : new Uint8Array();
}

export async function writeBytes(place: Place, bytes: Uint8Array | string, contentType: string): Promise<void> {
  await s3().send(
    new PutObjectCommand({ Bucket: place.bucket, Key: place.key, Body: bytes, ContentType: contentType }),
  );
}

/** Reads a JSON object and checks it against its contract. */
async function readJson<T extends z.ZodType>(place: Place, schema: T): Promise<z.infer<T>> {
  return schema.parse(JSON.parse(Buffer.from(await readBytes(place)).toString()));
}

/** The email as intake read it. Throws EmailUnreadable when it is not there or not whole: a person then sees the raw one. */
export async function readEmail(emailId: string): Promise<Email> {
  try {
    return await readJson({ bucket: setting("mailBucket"), key: emailKey(emailId) }, EmailSchema);
  } catch (cause) {
    throw new StepFailure(Failure.EmailUnreadable, `The stored reading of ${emailId} cannot be read`, { cause });
  }
}

export async function writeEmail(email: Email): Promise<void> {
  await writeBytes(
    { bucket: setting("mailBucket"), key: emailKey(email.emailId) },
    JSON.stringify(email),
    "application/json",
  );
}
