import { useSignal } from "@preact/signals";
import { get, query } from "../api/client.ts";
import type { Metrics } from "../api/shapes-of-leads.ts";
import { policy } from "../frame/automation.ts";
import { language } from "../frame/preferences.ts";
import { Empty, Failed, Skeleton } from "../parts/states.tsx";
import { useLoaded } from "../parts/use-loaded.ts";
import { money, share, whole } from "../words/numbers.ts";
import { ago, duration } from "../words/times.ts";
import { w } from "../words/words.ts";
import { everyDay } from "./every-day.ts";
import { MoodChart } from "./mood-chart.tsx";
import { EditsTable, FailuresTable, FallbacksTable, ModelsTable } from "./tables.tsx";
import { VolumeChart } from "./volume-chart.tsx";

const dayMs = 86_400_000;
const spans = [7, 30, 90] as const;

/** What came in, who answered it, how customers felt, how long they waited, what it cost, and what failed. */
export const DashboardPage = () => {
  const days = useSignal<(typeof spans)[number]>(7);
  const mailbox = useSignal("");
  const words = w.value.dashboard;
  const { value, error, reload } = useLoaded(() => {
    const from = new Date(Date.now() - days.value * dayMs).toISOString();
    return get<Metrics>(`/metrics${query({ from, mailbox: mailbox.value })}`);
  }, [days.value, mailbox.value]);
  const mailboxes = Object.keys(policy.value?.mailboxes ?? {});
  return (
    <>
      <header class="page-head">
        <h1>{w.value.frame.pages.dashboard}</h1>
        <div class="filters">
          <fieldset class="tabs" aria-label={words.period}>
            {spans.map((span) => (
              <button type="button" key={span} aria-pressed={days.value === span} onClick={() => (days.value = span)}>
                {words.days(span)}
              </button>
            ))}
          </fieldset>
          {mailboxes.length > 1 && (
            <label>
              <span class="unseen">{words.mailbox}</span>
              <select value={mailbox.value} onChange={({ currentTarget }) => (mailbox.value = currentTarget.value)}>
                <option value="">{words.allMailboxes}</option>
                {mailboxes.map((address) => (
                  <option key={address}>{address}</option>
                ))}
              </select>
            </label>
          )}
        </div>
      </header>
      {value === undefined && error === undefined && <Skeleton lines={12} />}
      {value === undefined && error !== undefined && <Failed error={error} retry={() => void reload()} />}
      {value !== undefined && value.total.received === 0 && (
        <Empty icon="dashboard" title={words.none}>
          <p>{words.noneText}</p>
        </Empty>
      )}
      {value !== undefined && value.total.received > 0 && <Figures metrics={value} />}
    </>
  );
};

const Figures = ({ metrics }: { metrics: Metrics }) => {
  const words = w.value.dashboard;
  const lang = language.value;
  const { total, waitingTime, answerTime, sla } = metrics;
  const answered = total.byAi + total.byPerson;
  const days = everyDay(metrics);
  const time = (ms: number | null): string => (ms === null ? "–" : duration(ms, lang));
  const within = (say: (time: string) => string, ms: number | null, otherwise = words.notMeasured): string =>
    ms === null ? otherwise : say(duration(ms, lang));
  const tiles: readonly [label: string, value: string, more: string][] = [
    [words.received, whole(total.received, lang), words.closedAndQuarantined(total.closed, total.quarantined)],
    [words.byAi, share(total.byAi, answered, lang), words.repliesByAi(total.byAi, total.byPerson)],
    [words.waitingNow, whole(metrics.waitingNow, lang), oldest(metrics)],
    [words.waitingTime, time(waitingTime.median), within(words.p90, waitingTime.p90)],
    [
      words.answerTime,
      time(answerTime.byAi.median),
      within(words.byPersonTime, answerTime.byPerson.median, words.noneByPerson),
    ],
    [words.sla, share(sla.kept, sla.kept + sla.broken, lang), words.overdueNow(sla.overdueNow)],
    [
      words.costPerResolved,
      metrics.costPerResolvedUsd === null ? "–" : money(metrics.costPerResolvedUsd, lang),
      words.costInAll(money(total.costUsd, lang)),
    ],
  ];
  return (
    <div class="dashboard">
      {metrics.cut && <p class="notice warn">{words.cut}</p>}
      <dl class="tiles">
        {tiles.map(([label, value, more]) => (
          <div key={label} class="tile card">
            <dt>{label}</dt>
            <dd class="tile-value">{value}</dd>
            <dd class="soft">{more}</dd>
          </div>
        ))}
      </dl>
      <div class="charts">
        <VolumeChart days={days} />
        <MoodChart days={days} />
        <EditsTable edits={metrics.edits} />
        <ModelsTable models={metrics.models} />
        <FallbacksTable fallbacks={metrics.fallbacks} />
        <FailuresTable failures={metrics.failures} />
      </div>
    </div>
  );
};

const oldest = ({ oldestWaitingSince }: Metrics): string =>
  oldestWaitingSince === undefined
    ? w.value.dashboard.nobodyWaits
    : w.value.dashboard.oldest(ago(oldestWaitingSince, Date.now(), language.value));
