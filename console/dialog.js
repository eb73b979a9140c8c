import { byId, h, show } from "./dom.js";

/**
 * Asks before something is done. `fields` are what the person adds (`{ name, label, placeholder, required, quick }`);
 * `act` gets their values and may throw: then the dialog stays, with the reason.
 */
export function confirm({ title, text, preview, fields = [], button, danger = false, cancel = true, act }) {
  const dialog = byId("dialog");
  const problem = h("p", { className: "problem", role: "alert" });
  const submit = h("button", { type: "submit", className: danger ? "danger" : "primary" }, button);
  const onsubmit = async (event) => {
    event.preventDefault();
    submit.disabled = true;
    problem.textContent = "";
    try {
      const form = event.target;
      await act(Object.fromEntries(new FormData(form)));
      // What was done may have put another question into the dialog.
      if (form.isConnected) dialog.close();
    } catch (error) {
      problem.textContent = error.message;
    }
    submit.disabled = false;
  };
  show(
    dialog,
    h(
      "form",
      { onsubmit },
      h("h2", { id: "dialog-title" }, title),
      text && h("p", {}, text),
      preview && h("div", { className: "preview", tabIndex: 0, aria: { label: "The reply" } }, preview),
      fields.map(field),
      problem,
      h(
        "div",
        { className: "buttons" },
        cancel && h("button", { type: "button", onclick: () => dialog.close() }, "Cancel"),
        submit,
      ),
    ),
  );
  dialog.showModal();
  if (fields.length === 0) submit.focus();
}

function field({ name, label, placeholder, required = false, quick = [], short = false, maxLength = 1000 }) {
  const id = `field-${name}`;
  const input = h(short ? "input" : "textarea", { id, name, required, placeholder: placeholder ?? "", maxLength });
  const choose = (words) => () => {
    input.value = words;
    input.focus();
  };
  return h(
    "div",
    { className: "field" },
    h("label", { htmlFor: id }, label),
    quick.length > 0 &&
      h(
        "div",
        { className: "quick" },
        quick.map((words) => h("button", { type: "button", onclick: choose(words) }, words)),
      ),
    input,
  );
}
