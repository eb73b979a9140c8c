import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { MailboxPolicy, Policy } from "../functions/contracts/policy.ts";
import { allowedNames } from "./bedrock-models.ts";
import type { Stage } from "./stages.ts";

/** Version 1 of a stage's policy, from policy.yaml; a mistake in the file stops the synthesis with its place. */
export function seedPolicy(stage: Stage): Policy {
  const file = fileURLToPath(new URL("../policy.yaml", import.meta.url));
  const { mailbox, ...rest } = parse(readFileSync(file, "utf8"));
  const box = MailboxPolicy.parse({ ...mailbox, mode: stage.startMode });
  const policy = Policy.safeParse({
    ...rest,
    version: 1,
    // In dev somebody watches: long enough to catch two emails sent in a row, short enough not to seem dead.
    debounceSeconds: stage.sampleKnowledge ? 3 : rest.debounceSeconds,
    mailboxes: Object.fromEntries(stage.mailboxes.map((address) => [address, box])),
  });
  if (!policy.success) throw new Error(`policy.yaml does not fit: ${policy.error.message}`);
  const foreign = notAllowed(policy.data, stage);
  if (foreign.length > 0)
    throw new Error(
      `policy.yaml names ${foreign.join(", ")}: allow them in lib/stages.ts (${stage.name}), or take them out.`,
    );
  return policy.data;
}

/** Candidates that the stage's IAM would refuse; at run time the model port leaves them out with a warning. */
function notAllowed({ models }: Pick<Policy, "models">, stage: Stage): string[] {
  const allowed = new Set(allowedNames(stage.models.bedrock));
  return Object.values(models)
    .flat()
    .flatMap(({ provider, model, regions }) => {
      if (provider === "openai") return stage.models.openai ? [] : ["openai"];
      if (provider === "embedded") return [];
      const names = regions?.map((region) => `bedrock:${model}@${region}`) ?? [`bedrock:${model}`];
      return names.filter((name) => !allowed.has(name));
    });
}
