import { byId, h, show } from "./dom.js";
import { moodChip } from "./mood.js";
import { exact, plain, promise, span } from "./words.js";

let shown = "";

/** The waiting tasks, oldest promise first. Drawn anew only when something on it changed, so focus and hover stay. */
export function showTasks(tasks, openId, select) {
  const minute = Math.floor(Date.now() / 60_000);
  const picture = JSON.stringify([minute, openId, tasks.map(({ taskId, version, tier }) => [taskId, version, tier])]);
  if (picture === shown && byId("list").childElementCount > 0) return;
  shown = picture;
  const focused = document.activeElement?.dataset?.task;
  show(
    byId("list"),
    tasks.length === 0
      ? nothingWaits()
      : h(
          "ol",
          {},
          tasks.map((task) => item(task, openId, select)),
        ),
  );
  if (focused) document.querySelector(`[data-task="${focused}"]`)?.focus();
}

function item(task, openId, select) {
  const open = task.taskId === openId;
  const due = promise(task.dueAt);
  const topic = task.sorting?.topics[0]?.topic;
  return h(
    "li",
    {},
    h(
      "button",
      {
        type: "button",
        className: `item${open ? " open" : ""}`,
        aria: { current: open ? "true" : undefined },
        data: { task: task.taskId },
        onclick: () => select(task.taskId),
      },
      h(
        "span",
        { className: "line" },
        h("strong", {}, task.customer.name || task.customer.address),
        h("span", { className: `due${due.late ? " late" : ""}`, title: `Promised by ${exact(task.dueAt)}` }, due.text),
      ),
      h("span", { className: "subject" }, task.subject || "(no subject)"),
      h("span", { className: "because" }, task.why.join(" · ")),
      h(
        "span",
        { className: "chips" },
        moodChip(task.mood),
        task.kind === "repair" && h("span", { className: "chip alarm" }, "Repair"),
        topic && h("span", { className: "chip" }, plain(topic)),
        task.tier > 0 && h("span", { className: "chip alarm" }, `Tier ${task.tier + 1}`),
        task.assignee && h("span", { className: "chip" }, `→ ${task.assignee}`),
        h(
          "span",
          { className: "since", title: `Since ${exact(task.openedAt)}` },
          `waits ${span(Date.now() - Date.parse(task.openedAt))}`,
        ),
      ),
    ),
  );
}

const nothingWaits = () =>
  h(
    "div",
    { className: "empty" },
    h("h2", {}, "Nobody waits"),
    h(
      "p",
      {},
      "New tasks appear here by themselves. Everything that came in, and what became of it, is under Everything.",
    ),
  );

/** The task `step` places further in the list than the open one; the first when none is open. */
export function neighbour(tasks, openId, step) {
  const at = tasks.findIndex(({ taskId }) => taskId === openId);
  return at < 0 ? tasks[0] : tasks[Math.min(Math.max(at + step, 0), tasks.length - 1)];
}
