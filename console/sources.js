import { h, marked } from "./dom.js";

/** What the draft rests on, open beside it: each passage with its article, the quoted words marked. */
export function sources({ sources: found = [] }) {
  if (found.length === 0) {
    return h(
      "section",
      { className: "sources" },
      h("h3", {}, "Sources"),
      h("p", { className: "note" }, "No article of the knowledge base fits this email."),
    );
  }
  const cited = found.filter(({ quotes }) => quotes.length > 0);
  const others = found.filter(({ quotes }) => quotes.length === 0);
  return h(
    "section",
    { className: "sources", aria: { label: "Sources" } },
    h("h3", {}, cited.length > 0 ? "Where it is written" : "What may help"),
    cited.map((source) => passage(source, true)),
    others.length > 0 &&
      (cited.length > 0
        ? h(
            "details",
            { className: "more" },
            h("summary", {}, `${others.length} more found`),
            others.map((source) => passage(source, true)),
          )
        : others.map((source) => passage(source, true))),
  );
}

const passage = ({ title, heading, text, quotes, passageId, version }, open) =>
  h(
    "details",
    { className: "source", open, title: `${passageId}, version ${version.slice(0, 8)}` },
    h("summary", {}, h("strong", {}, title), heading && heading !== title && h("span", {}, heading)),
    h("p", { className: "words" }, marked(text, quotes)),
  );
