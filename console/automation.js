import { post } from "./api-client.js";
import { confirm } from "./dialog.js";
import { byId, h, show } from "./dom.js";

let shown = "";

/** *Stop automatic replies*, always in sight; a red band across the page while they are stopped. */
export function showAutomation(policy, me, refresh) {
  const picture = `${policy.version} ${me.roles}`;
  if (picture === shown) return;
  shown = picture;
  const { stopped } = policy;
  const mayStart = me.roles.some((role) => role === "lead" || role === "admin");
  const mayStop = mayStart || me.roles.includes("agent");
  const flip = () => ask(!stopped, refresh);
  show(
    byId("automation"),
    h("span", { className: `light ${stopped ? "off" : "on"}` }),
    h("span", { className: "state" }, stopped ? "Automatic replies stopped" : `Automatic replies: ${modesOf(policy)}`),
    stopped
      ? h("button", { type: "button", onclick: flip, disabled: !mayStart }, "Start again")
      : h("button", { type: "button", className: "stop", onclick: flip, disabled: !mayStop }, "Stop automatic replies"),
  );
  byId("stopped").hidden = !stopped;
  byId("stopped").textContent = stopped
    ? "Automatic replies are stopped. Every email waits for a person until a lead starts them again."
    : "";
}

const ask = (stopped, refresh) =>
  confirm({
    title: stopped ? "Stop automatic replies?" : "Start automatic replies again?",
    text: stopped
      ? "From this moment nothing is sent that no person approved. Emails are still read and drafts still written; they wait here."
      : "Emails that are safe to answer will be answered without a person again.",
    button: stopped ? "Stop automatic replies" : "Start automatic replies",
    danger: stopped,
    act: async () => {
      await post("/policy/stop", { stopped });
      await refresh();
    },
  });

/** `on`, `drafts only`, or how many of the mailboxes answer by themselves. */
function modesOf({ mailboxes }) {
  const modes = Object.values(mailboxes).map(({ mode }) => mode);
  const auto = modes.filter((mode) => mode === "auto").length;
  if (auto === modes.length) return "on";
  return auto === 0 ? "drafts only" : `on for ${auto} of ${modes.length} mailboxes`;
}
