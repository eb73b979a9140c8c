import * as z from "zod";
import { logger } from "../platform/logger.ts";
import { signingKeys } from "../platform/signing.ts";
import { fetchPicture, NoPicture } from "./fetch-picture.ts";
import { pictureAllowed } from "./picture-addresses.ts";

/** What an HTTP API sends, as far as it is looked at. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
const HttpEvent = z.looseObject({ rawQueryString: z.string().default("") });
const Query = z.strictObject({ url: z.string(), until: z.coerce.number().int(), mac: z.string().min(1).max(100) });

/**
 * `GET /picture`: a remote picture of an email, for the frame that a person opened with pictures. A function of its own, so
 * that what speaks to strangers' servers can reach nothing of ours.
 */
export const handler = async (event: unknown) => {
  const { rawQueryString } = HttpEvent.parse(event);
  const query = Query.safeParse(Object.fromEntries(new URLSearchParams(rawQueryString)));
  if (!query.success || !pictureAllowed(query.data, query.data.mac, await signingKeys())) return answer(403);
  try {
    const { type, bytes } = await fetchPicture(query.data.url);
    return answer(200, { type, body: bytes.toString("base64") });
  } catch (error) {
    if (!(error instanceof NoPicture)) throw error;
    // No address: where a customer's pictures lie may tell who they are.
    logger.info("A picture was not fetched", { why: error.why });
    return answer(404);
  }
};

const answer = (statusCode: number, picture?: { readonly type: string; readonly body: string }) => ({
  statusCode,
  headers: {
    "content-type": picture?.type ?? "text/plain",
    "content-security-policy": "default-src 'none'; sandbox",
    "content-disposition": "attachment",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    // The frame has an origin of its own that is nobody's, so "same-origin" would keep it out; the address is the permission.
    "cross-origin-resource-policy": "cross-origin",
    "cache-control": picture === undefined ? "no-store" : "private, max-age=600",
  },
  body: picture?.body ?? "",
  isBase64Encoded: picture !== undefined,
});
