import { SendReply } from "../contracts/steps.ts";
import { lambdaStep } from "../platform/lambda-step.ts";
import { sendReply } from "./send-reply.ts";

export const handler = lambdaStep(SendReply, sendReply);
