import { S3Client } from "@aws-sdk/client-s3";
import { once } from "./once.ts";

export const s3 = once(() => new S3Client({}));
