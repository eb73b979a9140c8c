import { get } from "./api-client.js";
import { byId, h, show } from "./dom.js";
import { emailCards } from "./emails.js";
import { logLines } from "./log-lines.js";
import { moodChip } from "./mood.js";
import { ago, exact, outcomes, plain } from "./words.js";

let outcome = "";
let rows = [];
let next;
let shown = "";
let openId;
// The open row's detail survives redrawing of the table around it.
let detail;

/** Everything that came in, newest first. Called at every refresh: only the first page is asked for again. */
export async function loadEverything() {
  const page = await get(`/interactions?limit=50${outcome && `&outcome=${outcome}`}`);
  const known = new Set(page.interactions.map(({ interactionId }) => interactionId));
  const older = rows.filter(({ interactionId }) => !known.has(interactionId)).slice(0, Math.max(0, rows.length - 50));
  if (rows.length <= 50) next = page.next;
  rows = rows.length <= 50 ? page.interactions : [...page.interactions, ...older];
  draw();
}

async function more() {
  const page = await get(`/interactions?limit=50&after=${encodeURIComponent(next)}${outcome && `&outcome=${outcome}`}`);
  rows = [...rows, ...page.interactions];
  next = page.next;
  draw();
}

function filter(event) {
  outcome = event.target.value;
  rows = [];
  void loadEverything();
}

function draw() {
  const picture = JSON.stringify([Math.floor(Date.now() / 60_000), outcome, openId, rows, next]);
  if (picture === shown) return;
  shown = picture;
  const select = h(
    "select",
    { id: "outcome", onchange: filter },
    h("option", { value: "" }, "Every outcome"),
    Object.entries(outcomes).map(([code, word]) => h("option", { value: code, selected: code === outcome }, word)),
  );
  show(
    byId("everything"),
    h("div", { className: "filter" }, h("label", { htmlFor: "outcome" }, "Show"), select),
    h(
      "table",
      {},
      h("caption", { className: "unseen" }, "What came in and what became of it, newest first"),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          ["When", "Customer", "Subject", "Mood", "Topic", "Outcome", "Why"].map((name) =>
            h("th", { scope: "col" }, name),
          ),
        ),
      ),
      h("tbody", {}, rows.map(line)),
    ),
    rows.length === 0 &&
      h("p", { className: "empty" }, "Nothing has come in yet. Send an email to one of your mailboxes."),
    next && h("button", { type: "button", className: "more-rows", onclick: more }, "Show older ones"),
  );
}

function line(row) {
  const topic = row.sorting?.topics[0]?.topic;
  return [
    h(
      "tr",
      { className: row.outcome },
      h("td", {}, h("time", { dateTime: row.openedAt, title: exact(row.openedAt) }, ago(row.openedAt))),
      h("td", {}, row.customer.name || row.customer.address),
      h(
        "td",
        {},
        h("button", { type: "button", className: "link", onclick: () => toggle(row) }, row.subject || "(no subject)"),
      ),
      h("td", {}, moodChip(row.mood)),
      h("td", {}, topic && plain(topic)),
      h("td", {}, h("span", { className: `outcome ${row.outcome}` }, outcomes[row.outcome])),
      h("td", { className: "because" }, row.decidedWhy),
    ),
    row.interactionId === openId && h("tr", {}, h("td", { colSpan: 7 }, detail)),
  ];
}

async function toggle(row) {
  openId = openId === row.interactionId ? undefined : row.interactionId;
  const place = h("div", { className: "columns" }, "Loading…");
  detail = place;
  draw();
  if (openId === undefined) return;
  const [{ log, execution }, conversation] = await Promise.all([
    get(`/interactions/${row.interactionId}`),
    get(`/conversations/${row.conversationId}`).catch(() => ({})),
  ]);
  show(
    place,
    h("div", { className: "thread" }, h("h3", {}, "The conversation"), emailCards(conversation)),
    h(
      "div",
      {},
      h("h3", {}, "What happened"),
      execution && h("p", { className: "note" }, `Its run: ${execution.toLowerCase()}`),
      logLines(log),
    ),
  );
}
