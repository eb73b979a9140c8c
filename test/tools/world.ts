import type { Email } from "../../functions/contracts/email.ts";
import type { Policy } from "../../functions/contracts/policy.ts";
import type { ToolPolicy } from "../../functions/contracts/tools.ts";
import { seedPolicy } from "../../lib/seed-policy.ts";
import { stageNamed } from "../../lib/stages.ts";
import { email } from "../answer/sample-emails.ts";

/** The tools of the policy that every stage starts with. */
export function toolPolicy(changes: Partial<ToolPolicy> = {}): ToolPolicy {
  const { tools } = seeded;
  if (tools === undefined) throw new Error("policy.yaml has no tools");
  return { ...tools, ...changes };
}

const seeded: Policy = seedPolicy(stageNamed("dev"));

export const unproven: Email["proof"] = { spf: "GRAY", dkim: "GRAY", dmarc: "GRAY", spam: "PASS", virus: "PASS" };

/** An email from this address, proven by DMARC unless it says otherwise. */
export const from = (address: string, words: string, changes: Partial<Email> = {}): Email => {
  const sender = { address, name: "Somebody" };
  return email({ from: sender, replyTo: sender, words, subject: "My order", ...changes });
};
