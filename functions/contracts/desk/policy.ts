import * as z from "zod";
import { Policy } from "../policy.ts";
import { deciders, type Endpoint, Instant, leads, PersonRef, readers } from "./endpoint.ts";

/** Settings to change; what is absent stays. Each is replaced whole. */
export const PolicyChange = Policy.omit({ version: true }).partial();
export type PolicyChange = z.infer<typeof PolicyChange>;

export const PolicyVersion = z.object({
  version: z.int(),
  at: Instant,
  /** `person:NAME`, or who seeded it. */
  by: z.string(),
  note: z.string().optional(),
  /** Settings that differ from the version before. */
  changed: z.array(z.string()),
  current: z.boolean(),
});
const PolicyVersions = z.object({ versions: z.array(PolicyVersion) });
/** One setting that differs, as JSON. */
export const Difference = z.object({ setting: z.string(), before: z.json().optional(), after: z.json().optional() });
const PolicyNow = z.object({ policy: Policy, etag: z.string().optional() });
const PolicyThen = z.object({
  policy: Policy,
  version: PolicyVersion,
  /** What the version in force has otherwise. */
  differences: z.array(Difference),
});

const Note = z.string().trim().min(1).max(300);
const WritePolicy = z.strictObject({ change: PolicyChange, note: Note });
const StopRequest = z.strictObject({ stopped: z.boolean() });
const RollBack = z.strictObject({ version: z.int().positive(), note: Note });

export const Proposal = z.object({
  proposalId: z.string(),
  /** The version it was made from; applied to a newer one, only what it changes is changed. */
  from: z.int(),
  change: PolicyChange,
  differences: z.array(Difference),
  note: z.string(),
  by: PersonRef,
  at: Instant,
  state: z.enum(["open", "applied", "withdrawn"]),
  settledBy: PersonRef.optional(),
  settledAt: Instant.optional(),
});
export type Proposal = z.infer<typeof Proposal>;
const Proposals = z.object({ proposals: z.array(Proposal) });
const OneProposal = z.object({ proposal: Proposal });
const Nothing = z.strictObject({});

const read = { method: "GET", tag: "policy", roles: readers } as const;
const lead = { tag: "policy", roles: leads, response: PolicyNow } as const;

export const policyEndpoints = {
  readPolicy: { ...read, path: "/api/policy", response: PolicyNow, etag: "gives", summary: "The policy in force" },
  writePolicy: {
    ...{ ...lead, method: "PUT", path: "/api/policy", body: WritePolicy, etag: "needs" },
    summary: "Changes settings at once, as a new version",
  },
  stopReplies: {
    ...{ ...lead, roles: deciders, method: "POST", path: "/api/policy/stop", body: StopRequest },
    summary: "Stops automatic replies; starting them again takes a lead",
  },
  listVersions: {
    ...read,
    path: "/api/policy/versions",
    response: PolicyVersions,
    summary: "Every version, newest first",
  },
  readVersion: { ...read, path: "/api/policy/versions/{version}", response: PolicyThen, summary: "One version" },
  rollBack: {
    ...{ ...lead, method: "POST", path: "/api/policy/roll-back", body: RollBack, etag: "needs" },
    summary: "An old version's settings as a new version; `stopped` stays as it is",
  },
  listProposals: {
    ...read,
    path: "/api/policy/proposals",
    response: Proposals,
    summary: "Proposed changes, newest first",
  },
  propose: {
    ...{ tag: "policy", roles: deciders, method: "POST", path: "/api/policy/proposals", status: 201 },
    ...{ body: WritePolicy, response: OneProposal },
    summary: "Proposes a change for a lead to apply",
  },
  applyProposal: {
    ...{ ...lead, method: "POST", path: "/api/policy/proposals/{proposalId}/apply", body: Nothing, etag: "needs" },
    summary: "Applies a proposal to the policy that If-Match names",
  },
  withdrawProposal: {
    ...{ tag: "policy", roles: deciders, method: "POST", path: "/api/policy/proposals/{proposalId}/withdraw" },
    ...{ body: Nothing, response: OneProposal },
    summary: "Withdraws a proposal: one's own, or as a lead anybody's",
  },
} as const satisfies Record<string, Endpoint>;
