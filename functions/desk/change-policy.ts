import type * as z from "zod";
import type { Difference } from "../contracts/desk/policy.ts";
import { Policy } from "../contracts/policy.ts";
import { nowIso } from "../platform/clock.ts";
import { logWrite } from "../platform/log.ts";
import { currentPolicyKey, policyVersionKey, readPolicyNow } from "../platform/policy.ts";
import { ConditionFailed, putNew, transact, update, type Write } from "../platform/rows.ts";

export interface PolicyChanging {
  readonly by: string;
  /** One sentence for the log. */
  readonly summary: string;
  /** What the person says of it. */
  readonly note?: string;
  /** A setting that is present and undefined is removed. */
  readonly apply: { readonly [Name in keyof Omit<Policy, "version">]?: Policy[Name] | undefined };
  /** The version it was made from; another one in force refuses it. Absent: on top of whatever is in force. */
  readonly from?: number;
  /** What holds or fails together with it. */
  readonly writes?: readonly Write[];
}
export type PolicyChanged = Policy | "busy" | "stale";

/**
 * Writes the next policy version on top of the one in force, keeping every version. Nothing is written when the policy
 * says already what was asked for. `busy` when others kept changing it; theirs are kept and this one is not applied.
 */
export async function changePolicy(change: PolicyChanging): Promise<PolicyChanged> {
  for (let tries = 1; tries <= 5; tries++) {
    const before = await readPolicyNow();
    if (change.from !== undefined && change.from !== before.version) return "stale";
    const after = Policy.parse({ ...before, ...change.apply, version: before.version + 1 });
    const differences = policyDifferences(before, after);
    if (differences.length === 0 && change.writes === undefined) return before;
    const lost = await writtenOrLost([...versionWrites(before, after, change, differences), ...(change.writes ?? [])]);
    // What this environment has read before would say otherwise for five seconds.
    if (lost === undefined) return readPolicyNow();
    // Beyond the policy's own three: what was to hold together with it does not.
    if (lost > 2) return "stale";
  }
  return "busy";
}

/** Which write's condition did not hold; undefined when all did. */
async function writtenOrLost(writes: readonly Write[]): Promise<number | undefined> {
  try {
    await transact(...writes);
    return undefined;
  } catch (error) {
    if (error instanceof ConditionFailed) return error.at;
    throw error;
  }
}

function versionWrites(
  before: Policy,
  after: Policy,
  { by, summary, note }: PolicyChanging,
  differences: Differences,
): Write[] {
  const changed = differences.map(({ setting }) => setting);
  const who = `person:${by}`;
  const written = { policy: after, version: after.version, at: nowIso(), by: who };
  return [
    update("policy", currentPolicyKey, {
      set: { ...written, note },
      condition: "#version = :seen",
      where: { seen: before.version },
    }),
    putNew("policy", { ...policyVersionKey(after.version), ...written, changed, ...(note !== undefined && { note }) }),
    logWrite(
      {
        ...{ interactionId: "system", kind: "policy-changed", by: who, summary },
        details: { from: before.version, to: after.version, changed, differences: differences.filter(isSmall) },
      },
      after.retentionDays,
    ),
  ];
}

type Differences = z.infer<typeof Difference>[];

// Whole topic lists are in the versions; the log shows what fits into a line.
const mostShown = 500;
const isSmall = ({ before, after }: Differences[number]): boolean =>
  JSON.stringify([before, after]).length <= mostShown;

/** Which settings differ, and how; the version itself is none. */
export function policyDifferences(before: object, after: object): Differences {
  const was = new Map<string, unknown>(Object.entries(before));
  const is = new Map<string, unknown>(Object.entries(after));
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((name) => name !== "version" && JSON.stringify(was.get(name)) !== JSON.stringify(is.get(name)))
    .map((setting) => ({
      setting,
      ...(was.has(setting) && { before: plain(was.get(setting)) }),
      ...(is.has(setting) && { after: plain(is.get(setting)) }),
    }));
}

const plain = (value: unknown): z.core.util.JSONType => JSON.parse(JSON.stringify(value ?? null));
