import { DoWhatWasAgreed } from "../contracts/steps.ts";
import { lambdaStep } from "../platform/lambda-step.ts";
import { doWhatWasAgreed } from "./do-what-was-agreed.ts";

export const handler = lambdaStep(DoWhatWasAgreed, doWhatWasAgreed);
