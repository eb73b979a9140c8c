import { useEffect } from "preact/hooks";
import { call, get } from "../api/client.ts";
import type { BlockedSenders } from "../api/shapes-of-leads.ts";
import { onChanges } from "../frame/live.ts";
import { mayLead } from "../frame/person.ts";
import { say } from "../frame/toasts.ts";
import { Failed, Skeleton } from "../parts/states.tsx";
import { Time } from "../parts/time.tsx";
import { useLoaded } from "../parts/use-loaded.ts";
import { told } from "../task/acts.ts";
import { w } from "../words/words.ts";

/** Senders whose emails are closed without a reply, who blocked them and why; a lead listens to them again. */
export const Blocked = () => {
  const { value, error, reload } = useLoaded(() => get<BlockedSenders>("/blocked-senders"), []);
  const words = w.value.people;
  useEffect(
    () =>
      onChanges((changes) => {
        if (changes.some(({ kind }) => kind === "sender-blocked" || kind === "sender-unblocked")) void reload();
      }),
    [reload],
  );
  const unblock = (address: string): void =>
    void told(async () => {
      await call("/blocked-senders/unblock", { method: "POST", body: { address } });
      say(words.unblocked, { tone: "good" });
      await reload();
    });
  return (
    <section class="card" aria-labelledby="blocked-title">
      <h2 id="blocked-title">{words.blocked}</h2>
      {value === undefined && error === undefined && <Skeleton lines={3} />}
      {value === undefined && error !== undefined && <Failed error={error} retry={() => void reload()} />}
      {value?.blocked.length === 0 && <p class="soft">{words.noneBlocked}</p>}
      <ul class="plain-list team">
        {value?.blocked.map(({ address, reason, by, at }) => (
          <li key={address}>
            <div>
              <strong>{address}</strong>
              <p class="soft">
                {reason} · {words.blockedBy(by)} · <Time at={at} />
              </p>
            </div>
            {mayLead.value && (
              <button type="button" class="small" onClick={() => unblock(address)}>
                {words.unblock}
                <span class="unseen"> {address}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};
