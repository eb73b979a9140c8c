import { post, Refusal } from "./api-client.js";
import { confirm } from "./dialog.js";
import { byId, h } from "./dom.js";

// What the person has typed, kept while the task is looked at afresh: nobody loses a reply to a refresh.
let typed = { taskId: undefined, text: "", base: "" };

export const dirty = () => typed.text.trim() !== "" && typed.text !== typed.base;

/** The text that would be lost, once. */
export function forgetText() {
  const { text } = typed;
  typed = { taskId: undefined, text: "", base: "" };
  return text;
}

/** Before a task is shown: keeps typed text when it is the same task, starts from the draft otherwise. */
export function rescueText({ task, draft }) {
  const base = draft?.text ?? "";
  const keep = typed.taskId === task.taskId && dirty();
  typed = { taskId: task.taskId, text: keep ? typed.text : base, base };
}

/** The reply, with its buttons. What the buttons offer follows from whether the draft was touched. */
export function editor(view, hooks) {
  const { task, draft, emails = [] } = view;
  if (task.kind === "repair") return repair(view, hooks);
  const recipient = emails.at(-1)?.replyTo ?? task.customer;
  const box = h("textarea", {
    id: "reply-text",
    value: typed.text,
    rows: 12,
    spellcheck: true,
    lang: draft?.language ?? "",
    placeholder: "Write the reply here. Greeting and signature: the signature is added when it is sent.",
  });
  const approve = action("approve", "Approve", "primary", () => send("approve"));
  const edit = action("edit", "Edit and send", "primary", () => send("edit"));
  const own = action("rewrite", "Send my own", "primary", () => send("rewrite"));
  const fresh = h("button", { type: "button", onclick: startAfresh }, "Write my own");
  const back = h("button", { type: "button", className: "quiet", onclick: backToDraft }, "Back to the draft");
  let writingOwn = draft === undefined;

  const arrange = () => {
    typed.text = box.value;
    const touched = box.value !== typed.base;
    const empty = box.value.trim() === "";
    approve.hidden = writingOwn || touched;
    edit.hidden = writingOwn || !touched;
    own.hidden = !writingOwn;
    edit.disabled = own.disabled = empty;
    fresh.hidden = writingOwn;
    back.hidden = draft === undefined || (!writingOwn && !touched);
  };
  function startAfresh() {
    writingOwn = true;
    box.value = "";
    arrange();
    box.focus();
  }
  function backToDraft() {
    writingOwn = false;
    box.value = typed.base;
    arrange();
  }
  const send = (kind) =>
    confirm({
      title: kind === "approve" ? "Send this draft as it stands?" : "Send this reply?",
      text: `To ${recipient.name ? `${recipient.name} ` : ""}<${recipient.address}>, and to nobody else.`,
      preview: kind === "approve" ? typed.base : box.value,
      button: "Send",
      act: () => decide(task, { kind, ...(kind !== "approve" && { text: box.value }) }, hooks),
    });
  box.addEventListener("input", arrange);
  arrange();
  return h(
    "section",
    { className: "reply", aria: { label: "Reply" } },
    h("h3", {}, h("label", { htmlFor: "reply-text" }, draft ? "Suggested reply" : "Your reply")),
    draft && h("p", { className: "writer" }, `Written by ${draft.writtenBy}. Read it before you send it.`),
    box,
    h(
      "div",
      { className: "actions" },
      approve,
      edit,
      own,
      fresh,
      back,
      draft && action("reject", "Reject draft", "", () => reject(task, hooks)),
      action("hand-over", "Hand over", "", () => handOver(task, hooks)),
      action("close", "Close without reply", "quiet", () => close(task, hooks)),
    ),
    h("p", { className: "keys" }, key("j"), key("k"), " next, previous ", key("a"), " approve ", key("e"), " edit"),
  );
}

const repair = ({ task }, hooks) =>
  h(
    "section",
    { className: "reply", aria: { label: "Repair" } },
    h("h3", {}, "What to do"),
    h(
      "p",
      {},
      "Sending had begun, so nothing can be sent from here: the customer might get it twice. Find out whether the reply arrived, then close this with what you found.",
    ),
    h(
      "div",
      { className: "actions" },
      action("close", "Close with what I found", "primary", () => close(task, hooks)),
      action("hand-over", "Hand over", "", () => handOver(task, hooks)),
    ),
  );

const action = (name, label, className, onclick) =>
  h("button", { type: "button", className, data: { action: name }, onclick }, label);
const key = (name) => h("kbd", {}, name);

/** Sends the decision; what refuses it says why, and the task is shown as it is now. */
async function decide(task, decision, { refresh, reload }) {
  try {
    await post(`/tasks/${task.taskId}/decision`, { ...decision, version: task.version, seq: task.seq });
    forgetText();
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 409) throw error;
    byId("dialog").close();
    await reload();
    confirm({
      title: "This was not done",
      text: error.message,
      button: "Show me",
      cancel: false,
      act: () => undefined,
    });
    return;
  }
  await Promise.all([reload(), refresh()]);
}

const reject = (task, hooks) =>
  confirm({
    title: "Reject this draft?",
    text: "It is thrown away and the task stays here for a reply of your own.",
    fields: [
      {
        name: "reason",
        label: "What is wrong with it?",
        required: true,
        quick: ["It does not answer the question", "It is wrong", "Wrong tone"],
      },
    ],
    button: "Reject draft",
    act: ({ reason }) => decide(task, { kind: "reject", reason }, hooks),
  });

const handOver = (task, hooks) =>
  confirm({
    title: "Hand this over?",
    fields: [
      { name: "to", label: "To whom? A name or a team", required: true, short: true, maxLength: 200 },
      { name: "note", label: "What should they know?" },
    ],
    button: "Hand over",
    act: ({ to, note }) => decide(task, { kind: "hand-over", to, ...(note && { note }) }, hooks),
  });

const close = (task, hooks) =>
  confirm({
    title: task.kind === "repair" ? "Close this repair?" : "Close without a reply?",
    text: task.kind === "repair" ? undefined : "The customer hears nothing. They can write again at any time.",
    fields: [
      {
        name: "reason",
        label: task.kind === "repair" ? "What did you find?" : "Why does it need no reply?",
        required: true,
        quick: task.kind === "repair" ? ["The reply arrived"] : ["No reply is needed", "Answered by phone", "Spam"],
      },
    ],
    button: "Close",
    danger: task.kind !== "repair",
    act: ({ reason }) => decide(task, { kind: "close", reason }, hooks),
  });
