import { GetObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { Place } from "./documents.ts";
import { s3 } from "./s3.ts";

export interface PresignedWish {
  /** The whole Content-Disposition of the answer. */
  readonly disposition: string;
  /** How long the link works, in seconds. */
  readonly seconds: number;
}

/**
 * A link by which anybody may get this one object for a while: always as a download of unknown type, so that no browser
 * shows what strangers sent (S5).
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ShareObjectPreSignedURL.html
 */
export const presignedGet = (place: Place, { disposition, seconds }: PresignedWish): Promise<string> =>
  getSignedUrl(
    s3(),
    new GetObjectCommand({
      Bucket: place.bucket,
      Key: place.key,
      ResponseContentDisposition: disposition,
      ResponseContentType: "application/octet-stream",
      ResponseCacheControl: "no-store",
    }),
    { expiresIn: seconds },
  );
