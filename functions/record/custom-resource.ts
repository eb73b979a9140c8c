import * as z from "zod";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requesttypes.html */
export const CustomResourceRequest = z.object({
  RequestType: z.enum(["Create", "Update", "Delete"]),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
  ResourceProperties: z.record(z.string(), z.unknown()),
});
export type CustomResourceRequest = z.infer<typeof CustomResourceRequest>;

/**
 * Tells CloudFormation how it went. The URL is presigned for a PUT without a content type; sending one breaks its
 * signature.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export async function reportTo(
  request: CustomResourceRequest,
  status: "SUCCESS" | "FAILED",
  reason?: string,
): Promise<void> {
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
