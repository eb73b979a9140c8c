import { Policy } from "../contracts/policy.ts";
import { nowIso } from "../platform/clock.ts";
import { logWrite } from "../platform/log.ts";
import { currentPolicyKey, policyVersionKey } from "../platform/policy.ts";
import { ConditionFailed, putNew, transact } from "../platform/rows.ts";

/**
 * Writes version 1 of the policy where there is none. From then on the policy is people's: a later deployment with
 * another seed changes nothing. Throws when the text is no policy, with the place of the mistake.
 */
export async function seedPolicy(text: string): Promise<"seeded" | "already-there"> {
  const policy = { ...Policy.parse(JSON.parse(text)), version: 1 };
  const written = { policy, version: 1, at: nowIso(), by: "deployment" };
  try {
    await transact(
      putNew("policy", { ...currentPolicyKey, ...written }),
      putNew("policy", { ...policyVersionKey(1), ...written }),
      logWrite(
        {
          interactionId: "system",
          kind: "policy-changed",
          by: "code",
          summary: "The deployment wrote the first version of the policy.",
          details: { to: 1 },
        },
        policy.retentionDays,
        "policy-1",
      ),
    );
    return "seeded";
  } catch (error) {
    if (error instanceof ConditionFailed) return "already-there";
    throw error;
  }
}
