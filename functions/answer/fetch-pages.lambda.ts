import { logger } from "../platform/logger.ts";
import { readPolicy } from "../platform/policy.ts";
import { type Fetched, fetchPages } from "./knowledge/fetch-pages.ts";

/** Every hour: the web pages that policy lists, as articles in the bucket; what changed there is indexed at once. */
export const handler = async (_event: unknown): Promise<Fetched> => {
  const fetched = await fetchPages(await readPolicy());
  if (fetched.changed + fetched.failed + fetched.removed > 0) logger.info("Pages were fetched", { ...fetched });
  return fetched;
};
