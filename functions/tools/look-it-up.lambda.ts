import { LookItUp } from "../contracts/steps.ts";
import { lambdaStep } from "../platform/lambda-step.ts";
import { lookItUp } from "./look-it-up.ts";

export const handler = lambdaStep(LookItUp, lookItUp);
