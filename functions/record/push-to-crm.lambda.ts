import * as z from "zod";
import { logger } from "../platform/logger.ts";
import { pushToCrm } from "./push-to-crm.ts";

const Batch = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });

/** One message's failure brings back that message alone; SQS tries it again and, after five times, sets it aside. */
export const handler = async (event: unknown) => {
  const { Records } = Batch.parse(event);
  const results = await Promise.allSettled(Records.map(({ body }) => pushToCrm(body)));
  const failed = Records.filter((_, place) => results[place]?.status === "rejected");
  for (const result of results) {
    if (result.status === "rejected") logger.warn("The CRM was not told", { failure: String(result.reason) });
  }
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};
