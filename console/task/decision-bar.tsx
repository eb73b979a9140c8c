import type { TaskDetail } from "../api/shapes.ts";
import { Icon, type IconName } from "../parts/icon.tsx";
import { w } from "../words/words.ts";
import { type Deciding, decisionOf, type Question } from "./deciding.ts";
import { laterOwn } from "./joining.tsx";
import { typedFor } from "./typed.ts";

/** Everything that can be decided: what sends first, the rest in order of use. */
export const DecisionBar = ({ detail, deciding }: { detail: TaskDetail; deciding: Deciding }) => {
  const { task, draft } = detail;
  const words = w.value.decide;
  const { mode } = typedFor(task.taskId);
  const decision = decisionOf(detail);
  const isWriting = mode !== "draft" || draft === undefined;
  const label = decision === undefined ? words.send : words.sending[decision.kind];
  return (
    <fieldset class="actions" aria-label={words.label}>
      <button type="button" class="primary" disabled={decision === undefined} onClick={deciding.send}>
        <Icon name={isWriting ? "send" : "check"} /> {label} {!isWriting && <kbd>a</kbd>}
      </button>
      {!isWriting && (
        <button type="button" onClick={deciding.edit}>
          <Icon name="pencil" /> {words.edit} <kbd>e</kbd>
        </button>
      )}
      {mode !== "own" && draft !== undefined && (
        <button type="button" onClick={deciding.writeOwn}>
          {words.writeOwn}
        </button>
      )}
      {isWriting && draft !== undefined && (
        <button type="button" onClick={deciding.backToDraft}>
          {words.backToDraft}
        </button>
      )}
      {!isWriting && (
        <button type="button" onClick={() => deciding.ask("reject")}>
          <Icon name="reject" /> {words.reject} <kbd>r</kbd>
        </button>
      )}
      <MoreMenu
        deciding={deciding}
        hasDraft={draft !== undefined}
        canSplit={laterOwn(detail.emails ?? []).length > 0}
      />
    </fieldset>
  );
};

interface Item {
  readonly question: Question;
  readonly icon: IconName;
  readonly label: string;
  readonly danger?: boolean;
}

interface MoreProps {
  readonly deciding: Deciding;
  readonly hasDraft: boolean;
  readonly canSplit: boolean;
}

const MoreMenu = ({ deciding, hasDraft, canSplit }: MoreProps) => {
  const words = w.value.decide;
  const items: readonly Item[] = [
    { question: "redraft", icon: "spark", label: hasDraft ? words.redraft : words.draftFirst },
    { question: "hand-over", icon: "hand", label: words.handOver },
    { question: "snooze", icon: "snooze", label: words.snooze },
    { question: "tags", icon: "tag", label: words.tags },
    ...(canSplit ? [{ question: "split", icon: "split", label: words.split } as const] : []),
    { question: "merge", icon: "merge", label: words.merge },
    { question: "close", icon: "close", label: words.close },
    { question: "block", icon: "block", label: words.block, danger: true },
  ];
  return (
    <details class="menu">
      <summary aria-label={words.more}>
        <Icon name="more" /> {words.more}
      </summary>
      <ul>
        {items.map(({ question, icon, label, danger = false }) => (
          <li key={question}>
            <button
              type="button"
              class={`plain${danger ? " bad" : ""}`}
              onClick={({ currentTarget }) => {
                currentTarget.closest("details")?.removeAttribute("open");
                deciding.ask(question);
              }}
            >
              <Icon name={icon} /> {label}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
};
