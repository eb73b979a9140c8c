import type { ComponentChildren } from "preact";
import type { TaskDetail } from "../api/shapes.ts";
import { say } from "../frame/toasts.ts";
import { FormDialog } from "../parts/dialog.tsx";
import { w } from "../words/words.ts";
import { snooze, tag } from "./acts.ts";
import { type Deciding, decisionOf, type Question } from "./deciding.ts";
import { HandOverFields } from "./hand-over-fields.tsx";
import { MergeFields, merge, SplitFields, split } from "./joining.tsx";
import { recipientOf } from "./own-emails.ts";
import { SnoozeFields, snoozeUntil } from "./snooze-fields.tsx";
import { typedFor } from "./typed.ts";

interface Shown {
  readonly title: string;
  readonly text?: string;
  readonly button: string;
  readonly danger?: boolean;
  readonly fields?: ComponentChildren;
  readonly submit: (form: FormData) => Promise<void>;
}

interface DialogsProps {
  readonly detail: TaskDetail;
  readonly deciding: Deciding;
  readonly reload: () => Promise<void>;
}

/** The questions before a decision: what it needs to know, and what it will do. */
export const DecisionDialogs = ({ detail, deciding, reload }: DialogsProps) => {
  const open = deciding.question.value;
  if (open === undefined) return null;
  const { title, text, button, danger, fields, submit } = questions[open]({ detail, deciding, reload });
  const close = (): void => {
    deciding.question.value = undefined;
  };
  return (
    <FormDialog
      key={open}
      title={title}
      button={button}
      danger={danger === true}
      onClose={close}
      onSubmit={async (form) => {
        await submit(form);
        close();
      }}
    >
      {text !== undefined && <p>{text}</p>}
      {fields}
    </FormDialog>
  );
};

const textOf = (form: FormData, name: string): string => String(form.get(name) ?? "").trim();

const questions: Readonly<Record<Question, (props: DialogsProps) => Shown>> = {
  send: ({ detail, deciding }) => {
    const words = w.value.decide;
    const decision = decisionOf(detail) ?? { kind: "approve" };
    const to = recipientOf(detail);
    const typed = typedFor(detail.task.taskId);
    return {
      title: words.sendTitle,
      text: words.sendTo(to.name === "" ? to.address : `${to.name} <${to.address}>`, typed.cc.trim()),
      button: words.send,
      fields: <blockquote class="preview">{typed.mode === "draft" ? detail.draft?.text : typed.text}</blockquote>,
      submit: () => deciding.take(decision, words.sent),
    };
  },
  reject: ({ deciding }) => {
    const words = w.value.decide;
    return {
      title: words.rejectTitle,
      text: words.rejectText,
      button: words.rejectButton,
      fields: <Reason label={words.rejectWhy} ready={words.rejectReasons} />,
      submit: (form) => deciding.take({ kind: "reject", reason: textOf(form, "reason") }, words.rejected),
    };
  },
  redraft: ({ deciding }) => {
    const words = w.value.decide;
    return {
      title: words.redraft,
      text: words.redraftText,
      button: words.redraftButton,
      fields: <Reason label={words.redraftHow} name="instruction" ready={words.redraftWays} />,
      submit: (form) =>
        deciding.take({ kind: "redraft", instruction: textOf(form, "instruction") }, words.redraftAsked),
    };
  },
  "hand-over": ({ deciding }) => {
    const words = w.value.decide;
    return {
      title: words.handOverTitle,
      button: words.handOver,
      fields: <HandOverFields />,
      submit: (form) => {
        const [to, note, tier] = ["to", "note", "tier"].map((name) => textOf(form, name));
        const more = { ...(note !== "" && note !== undefined && { note }), ...(tier !== "" && { tier: Number(tier) }) };
        return deciding.take({ kind: "hand-over", to: to ?? "", ...more }, words.handedOver);
      },
    };
  },
  close: ({ detail, deciding }) => {
    const words = w.value.decide;
    const isRepair = detail.task.kind === "repair";
    return {
      title: isRepair ? words.closeRepairTitle : words.closeTitle,
      ...(!isRepair && { text: words.closeText }),
      button: words.closeButton,
      danger: !isRepair,
      fields: (
        <Reason
          label={isRepair ? words.closeRepairWhy : words.closeWhy}
          ready={isRepair ? words.closeRepairReasons : words.closeReasons}
        />
      ),
      submit: (form) => deciding.take({ kind: "close", reason: textOf(form, "reason") }, words.closed),
    };
  },
  block: ({ detail, deciding }) => {
    const words = w.value.decide;
    return {
      title: words.blockTitle(detail.task.customer.address),
      text: words.blockText,
      button: words.block,
      danger: true,
      fields: <Reason label={words.blockWhy} ready={words.blockReasons} />,
      submit: (form) => deciding.take({ kind: "block", reason: textOf(form, "reason") }, words.blocked),
    };
  },
  snooze: ({ detail, reload }) => ({
    title: w.value.decide.snooze,
    button: w.value.decide.snooze,
    fields: <SnoozeFields />,
    submit: async (form) => {
      await snooze(detail.task, snoozeUntil(form));
      await reload();
    },
  }),
  tags: ({ detail, reload }) => ({
    title: w.value.decide.tags,
    button: w.value.frame.save,
    fields: (
      <label class="field">
        {w.value.decide.tagsHow}
        <input name="tags" defaultValue={(detail.task.tags ?? []).join(", ")} autocomplete="off" data-first />
      </label>
    ),
    submit: async (form) => {
      const tags = textOf(form, "tags").split(",");
      await tag(
        detail.task,
        [...new Set(tags.map((one) => one.trim().toLowerCase()))].filter((one) => one !== ""),
      );
      await reload();
    },
  }),
  split: ({ detail, reload }) => ({
    title: w.value.decide.split,
    text: w.value.decide.splitText,
    button: w.value.decide.split,
    fields: <SplitFields emails={detail.emails ?? []} />,
    submit: async (form) => {
      await split(detail, Number(textOf(form, "fromSeq")));
      await reload();
      say(w.peek().decide.splitDone, { tone: "good" });
    },
  }),
  merge: ({ detail, reload }) => ({
    title: w.value.decide.merge,
    text: w.value.decide.mergeText,
    button: w.value.decide.merge,
    fields: <MergeFields history={detail.history ?? []} />,
    submit: async (form) => {
      const from = textOf(form, "from");
      if (from === "") return;
      await merge(detail, from);
      await reload();
      say(w.peek().decide.mergeDone, { tone: "good" });
    },
  }),
};

/** A reason in the person's own words, with the usual ones at hand. */
const Reason = ({ label, ready, name = "reason" }: { label: string; ready: readonly string[]; name?: string }) => (
  <label class="field">
    {label}
    <textarea name={name} required maxLength={1000} rows={3} data-first />
    <span class="ready">
      {ready.map((text) => (
        <button
          type="button"
          class="chip"
          key={text}
          onClick={({ currentTarget }) => {
            const box = currentTarget.closest("label")?.querySelector("textarea");
            if (box !== null && box !== undefined) box.value = text;
            box?.focus();
          }}
        >
          {text}
        </button>
      ))}
    </span>
  </label>
);
