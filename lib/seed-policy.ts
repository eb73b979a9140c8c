import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { MailboxPolicy, Policy } from "../functions/contracts/policy.ts";
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
  return policy.data;
}
