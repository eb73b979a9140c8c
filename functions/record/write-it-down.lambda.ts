import { WriteItDown } from "../contracts/steps.ts";
import { lambdaStep } from "../platform/lambda-step.ts";
import { writeItDown } from "./write-it-down.ts";

export const handler = lambdaStep(WriteItDown, async (ending) => ({ outcome: await writeItDown(ending) }));
