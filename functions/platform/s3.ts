import { S3Client } from "@aws-sdk/client-s3";
import { lean } from "./lean-client.ts";
import { once } from "./once.ts";

// Bodies are streams here, so that only the middleware is kept from being put together for every call.
export const s3 = once(() => lean(new S3Client({ cacheMiddleware: true })));
