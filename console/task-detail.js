import { get } from "./api-client.js";
import { byId, h, show } from "./dom.js";
import { dirty, editor, forgetText, rescueText } from "./draft-editor.js";
import { emailCards, replyStates } from "./emails.js";
import { logLines } from "./log-lines.js";
import { moodChip } from "./mood.js";
import { sources } from "./sources.js";
import { exact, language, plain, promise, riskWord } from "./words.js";

let open;
let hooks;

export const openTaskId = () => open?.task.taskId;

/** Loads a task and shows it whole. */
export async function openTask(taskId, { refresh, leave }) {
  hooks = { refresh, leave, reload };
  show(byId("detail"), h("p", { className: "empty", role: "status" }, "Loading…"));
  open = { task: { taskId } };
  await reload();
}

export function closeTask() {
  open = undefined;
  delete byId("detail").dataset.task;
  const keys = [
    ["j", "k", "next and previous task"],
    ["a", "approve the draft"],
    ["e", "edit it"],
    ["Esc", "back to the list"],
  ];
  show(
    byId("detail"),
    h(
      "div",
      { className: "empty hint" },
      h("p", {}, "Choose a task on the left."),
      h(
        "ul",
        {},
        keys.map((parts) =>
          h(
            "li",
            {},
            parts.slice(0, -1).map((key) => h("kbd", {}, key)),
            ` ${parts.at(-1)}`,
          ),
        ),
      ),
    ),
  );
}

/** Takes a fresh look at the open task; what the person has typed stays at hand. */
async function reload() {
  const taskId = openTaskId();
  if (taskId === undefined) return;
  try {
    const view = await get(`/tasks/${taskId}`);
    if (openTaskId() !== taskId) return;
    rescueText(view);
    open = view;
    draw(view);
  } catch (error) {
    show(byId("detail"), h("p", { className: "empty", role: "alert" }, error.message));
  }
}

/** Compares the open task with the list: somebody decided or changed it, or the customer wrote again. */
export function taskMoved(tasks) {
  if (open?.task.version === undefined || byId("dialog").open) return;
  const { taskId, version, seq, status } = open.task;
  const listed = tasks.find((task) => task.taskId === taskId);
  if (listed !== undefined && listed.version === version && listed.seq === seq) return;
  if (listed === undefined && status !== "open") return;
  if (listed === undefined && tasks.length >= 200) return;
  void reload();
}

const actions = () => byId("detail").querySelectorAll("[data-action]");

/** Presses one of the open task's buttons, from the keyboard. */
export function actOn(name) {
  for (const button of actions()) if (button.dataset.action === name && !button.disabled) return button.click();
}

export function focusEditor() {
  byId("reply-text")?.focus();
}

function draw(view) {
  const { task } = view;
  const scrolled = byId("detail").scrollTop;
  const same = byId("detail").dataset.task === task.taskId;
  byId("detail").dataset.task = task.taskId;
  show(
    byId("detail"),
    h("button", { type: "button", className: "back", onclick: hooks.leave }, "← All waiting"),
    heading(task),
    because(view),
    h(
      "div",
      { className: "columns" },
      h("div", { className: "thread" }, h("h3", {}, "The conversation"), emailCards(view)),
      h("div", { className: "answer" }, task.status === "open" ? editor(view, hooks) : decided(view), sources(view)),
    ),
    h("details", { className: "past" }, h("summary", {}, "What happened so far"), logLines(view.log ?? [])),
  );
  byId("detail").scrollTop = same ? scrolled : 0;
}

function heading({ subject, customer, mood, sorting, dueAt, assignee, mailbox, status }) {
  const due = promise(dueAt);
  return h(
    "header",
    { className: "head" },
    h("h1", {}, subject || "(no subject)"),
    h(
      "p",
      { className: "from" },
      h("strong", {}, customer.name || customer.address),
      ` <${customer.address}> to ${mailbox}`,
    ),
    h(
      "p",
      { className: "chips" },
      moodChip(mood),
      sorting?.topics.slice(0, 2).map(({ topic }) => h("span", { className: "chip" }, plain(topic))),
      sorting?.urgency === "high" && h("span", { className: "chip alarm" }, "Urgent"),
      sorting?.risks.map((risk) => h("span", { className: "chip alarm" }, riskWord(risk))),
      sorting && h("span", { className: "chip" }, language(sorting.language)),
      assignee && h("span", { className: "chip" }, `→ ${assignee}`),
      status === "open" &&
        h("span", { className: `chip${due.late ? " alarm" : ""}`, title: `Promised by ${exact(dueAt)}` }, due.text),
    ),
  );
}

/** Why a person is asked, and what to be careful about. */
function because({ task, emails = [], check }) {
  const newest = emails.at(-1);
  const signals = task.mood?.signals ?? [];
  const care = [
    ...(newest?.warnings ?? []),
    ...(check?.problems ?? []),
    ...(newest && newest.replyTo.address !== newest.from.address ? [`Replies go to ${newest.replyTo.address}`] : []),
  ];
  return h(
    "section",
    { className: "because-box", aria: { label: "Why it is here" } },
    h("h3", {}, task.kind === "repair" ? "Something went wrong while sending" : "Why it is here"),
    h(
      "ul",
      {},
      task.why.map((reason) => h("li", {}, reason)),
    ),
    signals.length > 0 && h("p", {}, "What gave the mood away: ", signals.join(", "), "."),
    task.note && h("p", { className: "note" }, task.note),
    care.length > 0 && h("p", { className: "care" }, h("strong", {}, "Take care: "), [...new Set(care)].join(" · ")),
    (task.changes ?? []).map(({ by, kind, text, at }) =>
      h("p", { className: "change", title: exact(at) }, `${by}: ${plain(kind)}`, text && ` (“${text}”)`),
    ),
  );
}

function decided({ task, replies = [] }) {
  const { decision } = task;
  const reply = replies.find(({ replyId }) => replyId === decision?.replyId);
  const verbs = { approve: "approved the draft", edit: "edited the draft and sent it", rewrite: "wrote the reply" };
  const what =
    decision === undefined
      ? "This task is closed."
      : `${decision.by} ${verbs[decision.kind] ?? "closed it without a reply"}.`;
  const typed = dirty() && h("p", { className: "care" }, "What you had typed is not sent: ", h("q", {}, forgetText()));
  return h(
    "section",
    { className: "decided", role: "status" },
    h("h3", {}, "Decided"),
    h("p", { title: decision && exact(decision.at) }, what, decision?.reason && ` Reason: ${decision.reason}`),
    reply && h("p", { className: "note" }, `The reply ${replyStates[reply.status] ?? reply.status}.`),
    typed,
  );
}
