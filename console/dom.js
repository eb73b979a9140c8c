// Everything customers or models wrote reaches the page as text nodes: nothing here parses HTML.

/**
 * An element with properties (`on…` functions become listeners, `data`/`aria` objects become attributes) and children.
 * Children may be text, elements, lists, or nothing.
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) set(element, name, value);
  element.append(...nodes(children));
  return element;
}

function set(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "aria" || name === "data") {
    for (const [key, inner] of Object.entries(value)) {
      if (inner !== undefined) element.setAttribute(`${name}-${key}`, String(inner));
    }
  } else if (name in element && name !== "list" && name !== "form") element[name] = value;
  else element.setAttribute(name, value === true ? "" : String(value));
}

const nodes = (children) =>
  children.flat(3).filter((child) => child !== undefined && child !== null && child !== false && child !== "");

/** Replaces what is in an element. */
export const show = (element, ...children) => element.replaceChildren(...nodes(children));

export const byId = (id) => document.getElementById(id);

/** The text with every occurrence of the quotes marked. */
export function marked(text, quotes) {
  const places = quotes
    .map((quote) => ({ at: text.indexOf(quote), length: quote.length }))
    .filter(({ at, length }) => at >= 0 && length > 0)
    .sort((a, b) => a.at - b.at);
  const parts = [];
  let end = 0;
  for (const { at, length } of places) {
    if (at < end) continue;
    parts.push(text.slice(end, at), h("mark", {}, text.slice(at, at + length)));
    end = at + length;
  }
  return [...parts, text.slice(end)];
}
