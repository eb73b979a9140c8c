import { get, Refusal } from "./api-client.js";
import { showAutomation } from "./automation.js";
import { byId } from "./dom.js";
import { loadEverything } from "./everything.js";
import { askToSignIn, signedIn } from "./sign-in.js";
import { actOn, closeTask, focusEditor, openTask, openTaskId, taskMoved } from "./task-detail.js";
import { neighbour, showTasks } from "./task-list.js";

// The page asks every two seconds while somebody looks at it; an HTTP API does not push.
const everyMs = 2000;

let view = "waiting";
let tasks = [];
let me;
let timer;

async function refresh() {
  clearTimeout(timer);
  try {
    const [page, { policy }] = await Promise.all([get("/tasks?limit=200"), get("/policy")]);
    tasks = page.tasks;
    notice("");
    showAutomation(policy, me, refresh);
    byId("waiting-count").textContent = tasks.length === 0 ? "" : page.next ? `${tasks.length}+` : String(tasks.length);
    document.title = tasks.length === 0 ? "Switchboard desk" : `(${tasks.length}) Switchboard desk`;
    showTasks(tasks, openTaskId(), select);
    taskMoved(tasks);
    if (view === "everything") await loadEverything();
  } catch (error) {
    if (!(error instanceof Refusal)) notice("The desk cannot be reached. Trying again…");
    else if (error.status !== 401) notice(error.message);
  }
  if (!document.hidden && me !== undefined) timer = setTimeout(refresh, everyMs);
}

const notice = (text) => {
  if (byId("notice").textContent !== text) byId("notice").textContent = text;
};

async function select(taskId) {
  document.body.classList.add("reading");
  await openTask(taskId, { refresh, leave });
  showTasks(tasks, openTaskId(), select);
}

function leave() {
  closeTask();
  document.body.classList.remove("reading");
  showTasks(tasks, undefined, select);
}

function switchTo(next) {
  view = next;
  for (const name of ["waiting", "everything"]) {
    byId(`tab-${name}`).setAttribute("aria-pressed", String(name === view));
  }
  byId("list").hidden = byId("detail").hidden = view !== "waiting";
  byId("everything").hidden = view !== "everything";
  void refresh();
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  Enter: () => byId("detail").focus(),
  a: () => actOn("approve"),
  e: focusEditor,
  Escape: leave,
};

async function move(step) {
  const next = neighbour(tasks, openTaskId(), step);
  if (next !== undefined) await select(next.taskId);
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("dialog").open || view !== "waiting") return;
  if (event.target.matches("input, textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  // Enter on a button presses the button.
  if (event.key === "Enter" && event.target.matches("button, a, summary")) return;
  const action = keys[event.key];
  if (action === undefined) return;
  event.preventDefault();
  void action();
}

async function start() {
  if (!(await signedIn())) return askToSignIn();
  try {
    me = await get("/me");
  } catch (error) {
    if (error.status === 403) notice(error.message);
    return error.status === 401 ? undefined : setTimeout(start, everyMs);
  }
  byId("who").textContent = me.name;
  byId("who").title = me.roles.join(", ");
  if (openTaskId() === undefined) closeTask();
  await refresh();
}

byId("tab-waiting").addEventListener("click", () => switchTo("waiting"));
byId("tab-everything").addEventListener("click", () => switchTo("everything"));
addEventListener("keydown", onKey);
addEventListener("signed-out", () => {
  me = undefined;
  clearTimeout(timer);
  void askToSignIn();
});
addEventListener("hashchange", start);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && me !== undefined) void refresh();
});
await start();
