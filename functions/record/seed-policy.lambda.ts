import * as z from "zod";
import { logger } from "../platform/logger.ts";
import { CustomResourceRequest, reportTo } from "./custom-resource.ts";
import { seedPolicy } from "./seed-policy.ts";

const Properties = z.object({ policy: z.string() });

/**
 * The custom resource that gives a new stage its first policy. CloudFormation waits for the answer at ResponseURL, so
 * every way out of here sends one.
 */
export const handler = async (event: unknown): Promise<void> => {
  const request = CustomResourceRequest.parse(event);
  try {
    // Deleting the stack leaves the policy where the table is left.
    if (request.RequestType !== "Delete") {
      const { policy } = Properties.parse(request.ResourceProperties);
      await seedPolicy(policy);
    }
  } catch (error) {
    logger.error("The policy could not be seeded", { failure: error instanceof Error ? error.name : "unknown" });
    await reportTo(request, "FAILED", error instanceof Error ? error.message : String(error));
    return;
  }
  await reportTo(request, "SUCCESS");
};
