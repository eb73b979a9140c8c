import { h } from "./dom.js";
import { exact, who } from "./words.js";

const clock = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

/** What happened, oldest first: when, what, by whom. */
export const logLines = (log) =>
  h(
    "ol",
    { className: "log" },
    log.map(({ at, summary, by, kind }) =>
      h(
        "li",
        { className: kind },
        h("time", { dateTime: at, title: exact(at) }, clock.format(new Date(at))),
        h("span", {}, summary),
        h("span", { className: "by" }, who(by)),
      ),
    ),
  );
