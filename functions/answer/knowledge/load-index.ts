import { GetObjectCommand } from "@aws-sdk/client-s3";
import { indexKey, KnowledgeIndex } from "../../contracts/knowledge.ts";
import { nowIso, nowMs } from "../../platform/clock.ts";
import { s3 } from "../../platform/s3.ts";
import { setting } from "../../platform/settings.ts";
import { openIndex, type PassageIndex } from "./passage-index.ts";

interface Loaded {
  readonly etag: string | undefined;
  /** The day it was opened for: validity dates are days. */
  readonly day: string;
  readonly index: PassageIndex;
  checkedMs: number;
}

// A changed article is found within two seconds, and a busy function does not ask for every email.
const checkEveryMs = 2_000;
let loaded: Loaded | undefined;

/**
 * The search index as it stands in the bucket, kept between emails and loaded again when its ETag changes. Undefined when
 * nothing has been indexed yet: then nothing is known, and a person answers (F25).
 */
export async function loadIndex(): Promise<PassageIndex | undefined> {
  const day = nowIso().slice(0, 10);
  if (loaded?.day !== day) loaded = undefined;
  if (loaded !== undefined && nowMs() - loaded.checkedMs < checkEveryMs) return loaded.index;
  try {
    const { Body, ETag } = await s3().send(
      new GetObjectCommand({
        Bucket: setting("knowledgeBucket"),
        Key: indexKey,
        ...(loaded?.etag !== undefined && { IfNoneMatch: loaded.etag }),
      }),
    );
    if (Body === undefined) return undefined;
    const stored = KnowledgeIndex.parse(JSON.parse(await Body.transformToString()));
    loaded = { etag: ETag, day, index: openIndex(stored, day), checkedMs: nowMs() };
    return loaded.index;
  } catch (error) {
    if (loaded !== undefined && isUnchanged(error)) {
      loaded.checkedMs = nowMs();
      return loaded.index;
    }
    if (error instanceof Error && error.name === "NoSuchKey") {
      loaded = undefined;
      return undefined;
    }
    throw error;
  }
}

/** S3 answers If-None-Match with 304, which the SDK throws as an error without a name of its own. */
function isUnchanged(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const metadata = "$metadata" in error ? error.$metadata : undefined;
  return (
    typeof metadata === "object" && metadata !== null && "httpStatusCode" in metadata && metadata.httpStatusCode === 304
  );
}
