import * as z from "zod";
import { answerCloudFormation } from "../platform/custom-resource.ts";
import { seedPolicy } from "./seed-policy.ts";

const Properties = z.object({ policy: z.string() });

/** The custom resource that gives a new stage its first policy. Deleting the stack leaves it where the table is left. */
export const handler = (event: unknown): Promise<void> =>
  answerCloudFormation(event, async ({ RequestType, ResourceProperties }) => {
    if (RequestType !== "Delete") await seedPolicy(Properties.parse(ResourceProperties).policy);
  });
