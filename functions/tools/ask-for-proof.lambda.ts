import { AskForProof } from "../contracts/steps.ts";
import { lambdaStep } from "../platform/lambda-step.ts";
import { askForProof } from "./ask-for-proof.ts";

export const handler = lambdaStep(AskForProof, askForProof);
