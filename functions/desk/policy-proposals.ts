import { randomBytes } from "node:crypto";
import type { PersonRef } from "../contracts/desk/endpoint.ts";
import { type PolicyChange, Proposal } from "../contracts/desk/policy.ts";
import { nowIso } from "../platform/clock.ts";
import { logWrite } from "../platform/log.ts";
import { readPolicyNow } from "../platform/policy.ts";
import { getRow, indexed, type Key, putNew, queryRows, transact, update, type Write } from "../platform/rows.ts";
import { policyDifferences } from "./change-policy.ts";

// desk: pk `proposal#<id>`, sk `proposal`; byKind: pk `proposal`, sk when. Kept for ever, like the versions.

const keyOf = (proposalId: string): Key => ({ pk: `proposal#${proposalId}`, sk: "proposal" });
const refOf = ({ id, name }: PersonRef): PersonRef => ({ id, name });

export async function propose(change: PolicyChange, note: string, by: PersonRef): Promise<Proposal> {
  const policy = await readPolicyNow();
  const proposal: Proposal = {
    ...{ proposalId: randomBytes(16).toString("hex"), from: policy.version, change, note, by: refOf(by), at: nowIso() },
    differences: policyDifferences(policy, { ...policy, ...change }),
    state: "open",
  };
  await transact(
    putNew("desk", {
      ...{ ...keyOf(proposal.proposalId), ...proposal },
      ...indexed("byKind", { pk: "proposal", sk: proposal.at }),
    }),
    logWrite(
      {
        ...{ interactionId: "system", kind: "policy-proposed", by: `person:${by.name}` },
        summary: "A change of the policy was proposed.",
        details: { proposalId: proposal.proposalId, changed: proposal.differences.map(({ setting }) => setting) },
      },
      policy.retentionDays,
    ),
  );
  return proposal;
}

export const readProposal = (proposalId: string): Promise<Proposal | undefined> =>
  getRow("desk", keyOf(proposalId), Proposal);

/** The newest 200. */
export const proposals = async (): Promise<Proposal[]> =>
  (await queryRows({ table: "desk", index: "byKind", pk: "proposal", newestFirst: true, limit: 200 }, Proposal)).rows;

/** Refused when it is settled already. */
export const settleProposal = (proposalId: string, state: "applied" | "withdrawn", by: PersonRef): Write =>
  update("desk", keyOf(proposalId), {
    set: { state, settledBy: refOf(by), settledAt: nowIso() },
    condition: "#state = :open",
    where: { open: "open" },
  });
