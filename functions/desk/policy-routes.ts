import { type Context, Hono } from "hono";
import { isLead } from "../platform/caller.ts";
import { readPolicyNow } from "../platform/policy.ts";
import { ConditionFailed, transact } from "../platform/rows.ts";
import { changePolicy, type PolicyChanged } from "./change-policy.ts";
import type { DeskEnv } from "./guards.ts";
import { proposals, propose, readProposal, settleProposal } from "./policy-proposals.ts";
import { policyVersion, policyVersions } from "./policy-versions.ts";
import { problem } from "./problem.ts";
import { serve } from "./serve.ts";

export function policyRoutes(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  serve(app, "readPolicy", async ({ c }) => answer(c, await readPolicyNow()));
  serve(app, "writePolicy", async ({ c, caller, body, ifMatch }) => {
    const change = { by: caller.name, summary: "The policy was changed.", note: body.note, apply: body.change };
    return answer(c, await changePolicy({ ...change, from: versionIn(ifMatch) }));
  });
  serve(app, "stopReplies", async ({ c, caller, body }) => {
    // Whoever sees something going wrong may stop it; starting again is a lead's decision.
    if (!body.stopped && !isLead(caller)) {
      return problem(c, 403, "lead-only", "Only a lead or an administrator may start automatic replies again.");
    }
    const summary = body.stopped ? "Automatic replies were stopped." : "Automatic replies were started again.";
    return answer(c, await changePolicy({ by: caller.name, summary, apply: { stopped: body.stopped } }));
  });
  serve(app, "listVersions", async ({ c }) => c.json({ versions: await policyVersions() }));
  serve(app, "readVersion", async ({ c, path }) => {
    const version = /^\d{1,9}$/.test(path("version")) ? await policyVersion(Number(path("version"))) : undefined;
    return version === undefined ? nothing(c, "version") : c.json(version);
  });
  serve(app, "rollBack", async ({ c, caller, body, ifMatch }) => {
    const [old, now] = await Promise.all([policyVersion(body.version), readPolicyNow()]);
    if (old === undefined) return nothing(c, "version");
    // A setting that the old version did not have goes; whether replies are stopped is not a matter of versions.
    const gone = Object.fromEntries(Object.keys(now).map((name) => [name, undefined]));
    const apply = { ...gone, ...old.policy, stopped: now.stopped };
    const summary = `The policy was rolled back to version ${body.version}.`;
    return answer(
      c,
      await changePolicy({ by: caller.name, summary, note: body.note, apply, from: versionIn(ifMatch) }),
    );
  });
  serve(app, "listProposals", async ({ c }) => c.json({ proposals: await proposals() }));
  serve(app, "propose", async ({ c, caller, body }) =>
    c.json({ proposal: await propose(body.change, body.note, caller) }, 201),
  );
  serve(app, "applyProposal", async ({ c, caller, path, ifMatch }) => {
    const proposal = await readProposal(path("proposalId"));
    if (proposal === undefined) return nothing(c, "proposal");
    if (proposal.state !== "open") return settled(c);
    const summary = `A change that ${proposal.by.name} proposed was applied.`;
    const writes = [settleProposal(proposal.proposalId, "applied", caller)];
    const change = { by: caller.name, summary, note: proposal.note, apply: proposal.change, writes };
    return answer(c, await changePolicy({ ...change, from: versionIn(ifMatch) }));
  });
  serve(app, "withdrawProposal", async ({ c, caller, path }) => {
    const proposal = await readProposal(path("proposalId"));
    if (proposal === undefined) return nothing(c, "proposal");
    if (proposal.by.id !== caller.id && !isLead(caller)) {
      return problem(c, 403, "not-yours", "Only who proposed it or a lead may withdraw it.");
    }
    try {
      await transact(settleProposal(proposal.proposalId, "withdrawn", caller));
    } catch (error) {
      if (error instanceof ConditionFailed) return settled(c);
      throw error;
    }
    return c.json({ proposal: (await readProposal(proposal.proposalId)) ?? proposal });
  });
  return app;
}

/** A number that no version has, for an etag that is none of ours. */
const versionIn = (ifMatch: string | undefined): number => (/^\d{1,9}$/.test(ifMatch ?? "") ? Number(ifMatch) : -1);

async function answer(c: Context, policy: PolicyChanged): Promise<Response> {
  if (policy === "busy") {
    c.header("Retry-After", "1");
    return problem(c, 503, "busy", "Others are changing the policy just now. Try again in a second.");
  }
  if (policy === "stale") {
    const now = await readPolicyNow();
    const message = "The policy was changed after you saw it. Look at it again, then change it.";
    return problem(c, 412, "changed", message, { policy: now, etag: `"${now.version}"` });
  }
  c.header("ETag", `"${policy.version}"`);
  return c.json({ policy, etag: `"${policy.version}"` });
}

const nothing = (c: Context, what: string): Response =>
  problem(c, 404, `unknown-${what}`, `There is no such ${what}. Take one from the list.`);
const settled = (c: Context): Response => problem(c, 409, "settled", "This proposal is applied or withdrawn already.");
