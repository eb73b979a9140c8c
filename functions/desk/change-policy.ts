import { Policy } from "../contracts/policy.ts";
import { nowIso } from "../platform/clock.ts";
import { logWrite } from "../platform/log.ts";
import { currentPolicyKey, policyVersionKey, readPolicyNow } from "../platform/policy.ts";
import { ConditionFailed, putNew, transact, update } from "../platform/rows.ts";

export interface PolicyChange {
  readonly by: string;
  /** One sentence for the log. */
  readonly summary: string;
  readonly apply: Partial<Omit<Policy, "version">>;
}

/**
 * Writes the next policy version on top of the one in force, keeping every version. Nothing is written when the policy
 * says already what was asked for. `busy` when others kept changing it; theirs are kept and this one is not applied.
 */
export async function changePolicy({ by, summary, apply }: PolicyChange): Promise<Policy | "busy"> {
  for (let tries = 1; tries <= 5; tries++) {
    const before = await readPolicyNow();
    const after = Policy.parse({ ...before, ...apply, version: before.version + 1 });
    const changed = changedFields(before, after);
    if (changed.length === 0) return before;
    const written = { policy: after, version: after.version, at: nowIso(), by: `person:${by}` };
    try {
      await transact(
        update("policy", currentPolicyKey, {
          set: written,
          condition: "#version = :seen",
          where: { seen: before.version },
        }),
        putNew("policy", { ...policyVersionKey(after.version), ...written }),
        logWrite(
          {
            interactionId: "system",
            kind: "policy-changed",
            by: `person:${by}`,
            summary,
            details: { from: before.version, to: after.version, changed },
          },
          after.retentionDays,
        ),
      );
      // What this environment has read before would say otherwise for five seconds.
      return await readPolicyNow();
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
    }
  }
  return "busy";
}

/** Which settings differ, by name; the versions themselves are kept beside each other. */
function changedFields(before: Policy, after: Policy): string[] {
  const was = new Map(Object.entries(before));
  return Object.entries(after)
    .filter(([name, value]) => name !== "version" && JSON.stringify(was.get(name)) !== JSON.stringify(value))
    .map(([name]) => name);
}
