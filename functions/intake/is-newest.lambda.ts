import { IsNewest } from "../contracts/steps.ts";
import { lambdaStep } from "../platform/lambda-step.ts";
import { isNewest } from "./newest.ts";

export const handler = lambdaStep(IsNewest, isNewest);
