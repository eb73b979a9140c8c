import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get } from "../api/client.ts";
import type { InteractionDetail, RunGraph } from "../api/shapes.ts";
import { onChanges } from "../frame/live.ts";
import { language } from "../frame/preferences.ts";
import { to } from "../frame/route.ts";
import { Icon } from "../parts/icon.tsx";
import { MoodFace } from "../parts/mood-face.tsx";
import { Failed, Skeleton } from "../parts/states.tsx";
import { Time } from "../parts/time.tsx";
import { useLoaded } from "../parts/use-loaded.ts";
import { LogLines } from "../record/log-lines.tsx";
import { duration } from "../words/times.ts";
import { w, wordFor } from "../words/words.ts";
import { Machine } from "./machine.tsx";
import { ModelCalls } from "./model-calls.tsx";
import { StateDetail } from "./state-detail.tsx";
import { TimePerState } from "./time-per-state.tsx";

// While it runs a state may take milliseconds; the drawing follows as closely as the queue does.
const followMs = 2000;

/** One interaction's run: the machine drawn, what went in and out of each state, what models cost, where time went. */
export const RunPage = ({ id }: { id: string }) => {
  const picked = useSignal<string | undefined>(undefined);
  const interaction = useLoaded(() => get<InteractionDetail>(`/interactions/${id}`), [id]);
  const run = useLoaded(() => get<RunGraph>(`/executions/${id}/graph`), [id]);
  const isRunning = run.value?.execution.status === "RUNNING";
  const reloadAll = async (): Promise<void> => void (await Promise.all([interaction.reload(), run.reload()]));
  useEffect(
    () =>
      onChanges((changes) => {
        if (changes.some(({ interactionId }) => interactionId === id)) void reloadAll();
      }),
    [id, interaction.reload, run.reload],
  );
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => void (!document.hidden && run.reload()), followMs);
    return () => clearInterval(timer);
  }, [isRunning, run.reload]);

  if (interaction.value === undefined) {
    return interaction.error === undefined ? (
      <Skeleton lines={12} />
    ) : (
      <Failed error={interaction.error} retry={() => void reloadAll()} />
    );
  }
  const graph = run.value;
  const here =
    graph?.nodes.find(({ status }) => status === "running") ?? graph?.nodes.find(({ status }) => status === "failed");
  const shown = graph?.nodes.find(({ id: name }) => name === (picked.value ?? here?.id));
  return (
    <article class="run">
      <Head detail={interaction.value} graph={graph} />
      {graph === undefined && run.error === undefined && <Skeleton lines={8} />}
      {graph === undefined && run.error !== undefined && <p class="card soft">{w.value.run.noRun}</p>}
      {graph?.cause !== undefined && (
        <p class="notice bad" role="alert">
          {graph.cause}
        </p>
      )}
      {graph !== undefined && (
        <div class="run-columns">
          <Machine graph={graph} picked={shown?.id} onPick={(name) => (picked.value = name)} />
          <div class="run-side">
            <StateDetail node={shown} />
            <TimePerState nodes={graph.nodes} onPick={(name) => (picked.value = name)} />
            <ModelCalls calls={graph.modelCalls} />
          </div>
        </div>
      )}
      <section class="card" aria-labelledby="run-log">
        <h2 id="run-log">{w.value.task.happened}</h2>
        <LogLines entries={interaction.value.log} />
      </section>
    </article>
  );
};

const Head = ({ detail, graph }: { detail: InteractionDetail; graph: RunGraph | undefined }) => {
  const { interaction } = detail;
  const words = w.value.run;
  const status = graph?.execution.status ?? detail.execution;
  const { startedAt, stoppedAt } = graph?.execution ?? {};
  return (
    <header class="task-head">
      <div class="task-way">
        <a class="button plain" href={to("log")}>
          <Icon name="back" /> {w.value.frame.pages.log}
        </a>
      </div>
      <div class="task-title">
        <h1>{interaction.subject || w.value.queue.noSubject}</h1>
        <p class="soft">
          {interaction.customer.name || interaction.customer.address} · <Time at={interaction.openedAt} />
        </p>
      </div>
      <p class="chips">
        <MoodFace mood={interaction.mood?.mood} withWord />
        <span class="chip">{wordFor(w.value.outcomes, interaction.outcome)}</span>
        {interaction.reasons.map((code) => (
          <span key={code} class="chip">
            {wordFor(w.value.reasons, code)}
          </span>
        ))}
        {status !== undefined && (
          <span class={`chip ${status === "RUNNING" ? "accent" : status === "SUCCEEDED" ? "good" : "bad"}`}>
            {wordFor(words.executions, status)}
          </span>
        )}
        {startedAt !== undefined && stoppedAt !== undefined && (
          <span class="chip">{duration(Date.parse(stoppedAt) - Date.parse(startedAt), language.value)}</span>
        )}
        <a class="chip" href={to("conversation", interaction.conversationId)}>
          <Icon name="conversations" size={12} /> {words.toConversation}
        </a>
        {interaction.taskId !== undefined && (
          <a class="chip" href={to("task", interaction.taskId)}>
            <Icon name="queue" size={12} /> {words.toTask}
          </a>
        )}
      </p>
    </header>
  );
};
