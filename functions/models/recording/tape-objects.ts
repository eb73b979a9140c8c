import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { recordingPrefix } from "../../contracts/email.ts";
import { s3 } from "../../platform/s3.ts";
import { setting } from "../../platform/settings.ts";
import type { Tape } from "./tape.ts";

const place = (name: string) => ({ Bucket: setting("mailBucket"), Key: `${recordingPrefix}${name}` });

/** Recordings beside the mail they came from, in its bucket: the same key, the same expiry. */
export const objectTape: Tape = {
  async read(name) {
    try {
      const { Body } = await s3().send(new GetObjectCommand(place(name)));
      return await Body?.transformToString();
    } catch (error) {
      // Without the right to list, S3 says of what is not there that it may not be read.
      if (error instanceof Error && (error.name === "NoSuchKey" || error.name === "AccessDenied")) return undefined;
      throw error;
    }
  },
  async write(name, text) {
    await s3().send(new PutObjectCommand({ ...place(name), Body: text, ContentType: "application/json" }));
  },
};
