import { h } from "./dom.js";
import { ago, dangers, exact, size, who } from "./words.js";

/** The thread, oldest first: the customer's emails and our replies. The newest email is open, earlier ones fold. */
export function emailCards({ emails = [], replies = [], olderEmails = 0, task }) {
  const cards = [
    ...emails.map((email) => ({
      at: email.receivedAt,
      card: emailCard(email, task === undefined || email.seq >= task.seq),
    })),
    ...replies
      .filter(({ status }) => status !== "cancelled")
      .map((reply) => ({ at: reply.sentAt ?? reply.createdAt, card: replyCard(reply) })),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
  return [
    olderEmails > 0 && h("p", { className: "note" }, `${olderEmails} older emails are not shown.`),
    cards.map(({ card }) => card),
    cards.length === 0 &&
      h("p", { className: "note" }, "The emails of this conversation have expired or cannot be read."),
  ];
}

function emailCard(email, open) {
  const quoted = email.text.trim() !== email.words.trim();
  return h(
    "details",
    { className: "email", open },
    h(
      "summary",
      {},
      h("strong", {}, email.from.name || email.from.address),
      h(
        "time",
        { className: "email-time", dateTime: email.receivedAt, title: exact(email.receivedAt) },
        ago(email.receivedAt),
      ),
    ),
    h("p", { className: "words" }, email.words || "(no text of their own)"),
    email.hidden.length > 0 && hiddenText(email.hidden),
    email.attachments.length > 0 && h("ul", { className: "attachments" }, email.attachments.map(attachment)),
    email.frame && fullEmail(email),
    quoted &&
      h(
        "details",
        { className: "more" },
        h("summary", {}, "With everything quoted"),
        h("p", { className: "words" }, email.text),
      ),
  );
}

const hiddenText = (hidden) =>
  h(
    "div",
    { className: "hidden-text" },
    h("strong", {}, "Hidden in the email, invisible to a reader:"),
    hidden.map((text) => h("p", {}, text)),
  );

const attachment = ({ name, type, size: bytes, dangers: found }) =>
  h(
    "li",
    {},
    h("span", {}, `Attached: ${name}`),
    h("span", { className: "note" }, `${type}, ${size(bytes)}`),
    found.map((danger) => h("span", { className: "chip alarm" }, dangers[danger] ?? danger)),
  );

/** The email as its sender laid it out, without pictures from elsewhere, in a frame that can do nothing. */
function fullEmail({ frame, subject }) {
  const place = h("div");
  const load = (event) => {
    if (!event.target.open || place.childElementCount > 0) return;
    const inner = h("iframe", {
      className: "frame",
      title: `Email: ${subject}`,
      src: frame,
      referrerPolicy: "no-referrer",
    });
    inner.setAttribute("sandbox", "");
    place.append(inner, h("p", { className: "note" }, "Pictures from elsewhere and everything active are left out."));
  };
  return h("details", { className: "more", ontoggle: load }, h("summary", {}, "The email as it was laid out"), place);
}

export const replyStates = {
  pending: "is about to be sent",
  sending: "is being sent",
  sent: "was sent",
  cancelled: "was cancelled",
  failed: "could not be sent",
  unknown: "may or may not have been sent",
};

const replyCard = (reply) =>
  h(
    "details",
    { className: "email ours" },
    h(
      "summary",
      {},
      h("strong", {}, reply.automatic ? "Switchboard, by itself" : who(reply.decidedBy)),
      h("span", { className: "note" }, replyStates[reply.status]),
      h(
        "time",
        { className: "email-time", dateTime: reply.createdAt, title: exact(reply.createdAt) },
        ago(reply.sentAt ?? reply.createdAt),
      ),
    ),
    h("p", { className: "words" }, reply.text),
  );
