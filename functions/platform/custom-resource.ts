import * as z from "zod";
import { logger } from "./logger.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requesttypes.html */
const CustomResourceRequest = z.object({
  RequestType: z.enum(["Create", "Update", "Delete"]),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
  ResourceProperties: z.record(z.string(), z.unknown()),
});
export type CustomResourceRequest = z.infer<typeof CustomResourceRequest>;

/** Does what a custom resource is for and tells CloudFormation how it went: it waits for an answer on every way out. */
export async function answerCloudFormation(
  event: unknown,
  work: (request: CustomResourceRequest) => Promise<void>,
): Promise<void> {
  const request = CustomResourceRequest.parse(event);
  try {
    await work(request);
  } catch (error) {
    logger.error("A custom resource failed", { failure: error instanceof Error ? error.name : "unknown" });
    await reportTo(request, "FAILED", error instanceof Error ? error.message : String(error));
    return;
  }
  await reportTo(request, "SUCCESS");
}

/**
 * The URL is presigned for a PUT without a content type; sending one breaks its signature.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
async function reportTo(request: CustomResourceRequest, status: "SUCCESS" | "FAILED", reason?: string): Promise<void> {
  const body = JSON.stringify({
    Status: status,
    // CloudFormation refuses answers over 4,096 bytes.
    ...(reason !== undefined && { Reason: reason.slice(0, 1000) }),
    PhysicalResourceId: request.PhysicalResourceId ?? request.LogicalResourceId,
    StackId: request.StackId,
    RequestId: request.RequestId,
    LogicalResourceId: request.LogicalResourceId,
  });
  const answer = await fetch(request.ResponseURL, { method: "PUT", body, headers: { "content-type": "" } });
  if (!answer.ok) throw new Error(`CloudFormation's response URL answered ${answer.status}`);
}
