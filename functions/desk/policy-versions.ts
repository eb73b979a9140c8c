import * as z from "zod";
import { PolicyVersion } from "../contracts/desk/policy.ts";
import { Policy } from "../contracts/policy.ts";
import { policyVersionKey, readPolicyNow } from "../platform/policy.ts";
import { getRow, queryRows } from "../platform/rows.ts";
import { policyDifferences } from "./change-policy.ts";

const VersionRow = z.object({
  policy: Policy,
  version: z.int(),
  at: z.string().default("1970-01-01T00:00:00.000Z"),
  by: z.string().default("code"),
  note: z.string().optional(),
  changed: z.array(z.string()).default([]),
});
type VersionRow = z.infer<typeof VersionRow>;

const viewOf = ({ policy: _, ...row }: VersionRow, current: number): z.infer<typeof PolicyVersion> =>
  PolicyVersion.parse({ ...row, current: row.version === current });

/** Every version, newest first. */
export async function policyVersions(): Promise<z.infer<typeof PolicyVersion>[]> {
  const { version } = await readPolicyNow();
  const rows: VersionRow[] = [];
  let after: string | undefined;
  do {
    const page = await queryRows(
      {
        ...{ table: "policy", pk: "policy", sk: { condition: "begins_with", value: "version#" } },
        ...(after !== undefined && { after }),
      },
      VersionRow,
    );
    rows.push(...page.rows);
    after = page.next;
  } while (after !== undefined);
  return rows.sort((a, b) => b.version - a.version).map((row) => viewOf(row, version));
}

/** One version with what the one in force has otherwise; undefined when there was none of that number. */
export async function policyVersion(version: number) {
  const [row, now] = await Promise.all([getRow("policy", policyVersionKey(version), VersionRow), readPolicyNow()]);
  if (row === undefined) return undefined;
  return {
    policy: row.policy,
    version: viewOf(row, now.version),
    differences: policyDifferences(row.policy, now),
  };
}
