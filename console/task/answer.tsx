import type { TaskDetail } from "../api/shapes.ts";
import { mayDecide } from "../frame/person.ts";
import { diff } from "../parts/diff.ts";
import { Icon } from "../parts/icon.tsx";
import { Time } from "../parts/time.tsx";
import { w } from "../words/words.ts";
import { Additions } from "./additions.tsx";
import { citedText } from "./cited-text.ts";
import type { Deciding } from "./deciding.ts";
import { DecisionBar } from "./decision-bar.tsx";
import { recipientOf } from "./own-emails.ts";
import { SavedReplyPicker } from "./saved-reply-picker.tsx";
import { type, typedFor } from "./typed.ts";

interface AnswerProps {
  readonly detail: TaskDetail;
  readonly deciding: Deciding;
  readonly onCite: (passageId: string) => void;
}

/** The reply: the draft with its proofs, the same being edited with what changes, or a person's own words. */
export const Answer = ({ detail, deciding, onCite }: AnswerProps) => {
  const { task, draft } = detail;
  const words = w.value.answer;
  if (task.kind === "repair") return <Repair deciding={deciding} />;
  const { mode } = typedFor(task.taskId);
  const isWriting = mode !== "draft" || draft === undefined;
  return (
    <section class="card answer" aria-labelledby="answer-title">
      <header class="answer-head">
        <h2 id="answer-title">{draft === undefined || mode === "own" ? words.own : words.draft}</h2>
        {draft !== undefined && mode !== "own" && (
          <span class="soft" title={draft.writtenBy}>
            {words.writtenBy(draft.writtenBy)}
          </span>
        )}
      </header>
      {task.redrafting !== undefined && (
        <p class="notice">
          <Icon name="spark" /> {words.redrafting(task.redrafting.instruction)} <Time at={task.redrafting.at} />
        </p>
      )}
      <Recipient detail={detail} />
      {isWriting ? <Editor detail={detail} deciding={deciding} /> : <DraftText detail={detail} onCite={onCite} />}
      {isWriting && mayDecide.value && <Additions taskId={task.taskId} />}
      {mayDecide.value ? <DecisionBar detail={detail} deciding={deciding} /> : <p class="soft">{words.readOnly}</p>}
    </section>
  );
};

/** Always shown; approving adds nobody. */
const Recipient = ({ detail }: { detail: TaskDetail }) => {
  const to = recipientOf(detail);
  return (
    <p class="recipient">
      <span class="soft">{w.value.answer.to}</span> {to.name !== "" && <strong>{to.name}</strong>} {to.address}
    </p>
  );
};

const DraftText = ({ detail, onCite }: Pick<AnswerProps, "detail" | "onCite">) => {
  const { draft, sources } = detail;
  if (draft === undefined) return null;
  const passageIds = sources.map(({ passageId }) => passageId);
  return (
    <div class="draft-text" lang={draft.language}>
      {citedText(draft, passageIds).map(({ text, source, passageId }, index) =>
        passageId === undefined ? (
          <span key={index}>{text}</span>
        ) : (
          <span key={index} class="cited">
            {text}
            <button
              type="button"
              class="citation"
              aria-label={w.value.answer.citation(source ?? 0)}
              onClick={() => onCite(passageId)}
            >
              {source}
            </button>
          </span>
        ),
      )}
    </div>
  );
};

const Editor = ({ detail, deciding }: Pick<AnswerProps, "detail" | "deciding">) => {
  const { task, draft } = detail;
  const { mode, text } = typedFor(task.taskId);
  const words = w.value.answer;
  return (
    <>
      <SavedReplyPicker
        task={task}
        onPick={(picked) =>
          type(task.taskId, { mode: mode === "edit" ? "edit" : "own", text: insertedInto(text, picked) })
        }
      />
      <textarea
        id="reply-text"
        class="reply-text"
        aria-label={words.own}
        rows={11}
        spellcheck
        lang={draft?.language}
        disabled={!mayDecide.value}
        placeholder={words.placeholder}
        value={text}
        onInput={({ currentTarget }) => {
          type(task.taskId, { mode: mode === "draft" ? "own" : mode, text: currentTarget.value });
          deciding.startWork();
        }}
      />
      {mode === "edit" && draft !== undefined && <Changes before={draft.text} after={text} />}
    </>
  );
};

/** At the cursor, so that nothing typed is lost. */
function insertedInto(text: string, picked: string): string {
  const box = document.getElementById("reply-text");
  const at = box instanceof HTMLTextAreaElement ? box.selectionStart : text.length;
  return text.trim() === "" ? picked : `${text.slice(0, at)}${picked}${text.slice(at)}`;
}

/** What the person changed of the draft, as they type. */
const Changes = ({ before, after }: { before: string; after: string }) => {
  const pieces = diff(before, after);
  const isSame = pieces.every(({ kind }) => kind === "same");
  return (
    <section class="changes" aria-label={w.value.answer.changes}>
      <h3>{w.value.answer.changes}</h3>
      {isSame ? (
        <p class="soft">{w.value.answer.noChanges}</p>
      ) : (
        <p class="diff">
          {pieces.map(({ kind, text }, index) =>
            kind === "same" ? (
              <span key={index}>{text}</span>
            ) : kind === "new" ? (
              <ins key={index}>{text}</ins>
            ) : (
              <del key={index}>{text}</del>
            ),
          )}
        </p>
      )}
    </section>
  );
};

const Repair = ({ deciding }: { deciding: Deciding }) => (
  <section class="card answer" aria-labelledby="answer-title">
    <h2 id="answer-title">{w.value.answer.repairTitle}</h2>
    <p>{w.value.answer.repairText}</p>
    {mayDecide.value && (
      <div class="actions">
        <button type="button" class="primary" onClick={() => deciding.ask("close")}>
          {w.value.answer.repairClose}
        </button>
        <button type="button" onClick={() => deciding.ask("hand-over")}>
          {w.value.decide.handOver}
        </button>
      </div>
    )}
  </section>
);
