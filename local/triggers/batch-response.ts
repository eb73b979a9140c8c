import * as z from "zod";

const Response = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() }).nullish();

/**
 * Which of a batch the function says it could not handle. As on AWS, a malformed answer, an empty identifier or one
 * that is not of the batch means that all of it failed; nothing or an empty list, that all is well.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export function failedIdentifiers(payload: string, batch: readonly string[]): Set<string> {
  const answer = Response.safeParse(JSON.parse(payload));
  if (!answer.success) return new Set(batch);
  const failed = (answer.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  const known = new Set(batch);
  return failed.every((one) => known.has(one)) ? new Set(failed) : known;
}
