import { call, get } from "../api/client.ts";
import type { Proposals as List, PolicyNow } from "../api/shapes-of-leads.ts";
import { mayDecide, mayLead } from "../frame/person.ts";
import { Time } from "../parts/time.tsx";
import { useLoaded } from "../parts/use-loaded.ts";
import { told } from "../task/acts.ts";
import { w } from "../words/words.ts";
import { Differences } from "./differences.tsx";

interface ProposalsProps {
  readonly now: PolicyNow;
  readonly onDone: () => Promise<void>;
}

/** Changes that somebody would like and a lead has not settled yet. */
export const Proposals = ({ now, onDone }: ProposalsProps) => {
  const { value, reload } = useLoaded(() => get<List>("/policy/proposals"), [now.policy.version]);
  const words = w.value.policy;
  const open = (value?.proposals ?? []).filter(({ state }) => state === "open");
  if (open.length === 0) return null;
  const settle = (proposalId: string, how: "apply" | "withdraw"): void =>
    void told(async () => {
      const headers = { "If-Match": now.etag ?? String(now.policy.version) };
      const given = how === "apply" ? { headers } : {};
      await call(`/policy/proposals/${proposalId}/${how}`, { method: "POST", body: {}, ...given });
      await Promise.all([reload(), onDone()]);
    });
  return (
    <section class="card" aria-labelledby="proposals-title">
      <h2 id="proposals-title">{words.proposals}</h2>
      <ul class="plain-list">
        {open.map(({ proposalId, note, by, at, differences }) => (
          <li key={proposalId}>
            <strong>{note}</strong>
            <span class="soft">
              {by.name} · <Time at={at} />
            </span>
            <Differences differences={differences} />
            {mayDecide.value && (
              <p class="actions">
                {mayLead.value && (
                  <button type="button" class="primary" onClick={() => settle(proposalId, "apply")}>
                    {words.apply}
                  </button>
                )}
                <button type="button" onClick={() => settle(proposalId, "withdraw")}>
                  {words.withdraw}
                </button>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};
