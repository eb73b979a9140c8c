import * as z from "zod";
import type { ModelCandidate } from "../../contracts/policy.ts";

const AllowList = z.array(z.string());

/**
 * A JSON list of `provider:model` and `provider:model@region`; `provider:*` allows all of one provider. Made by lib/ from
 * what the stage's IAM allows. Without a region the function's own is meant.
 */
export function allowList(
  json: string,
): (candidate: Pick<ModelCandidate, "provider" | "model">, region?: string) => boolean {
  const names = new Set(AllowList.parse(JSON.parse(json)));
  return ({ provider, model }, region) =>
    names.has(`${provider}:*`) || names.has(`${provider}:${model}${region === undefined ? "" : `@${region}`}`);
}
