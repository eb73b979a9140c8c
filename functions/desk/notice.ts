import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { reasons } from "../contracts/outcome.ts";
import type { TaskRow } from "../contracts/rows.ts";

/** What people are told of a task, in every form: no word of the customer but the subject. */
export interface Notice {
  readonly task: TaskRow;
  /** `opened`, `escalated`… in words. */
  readonly what: string;
  readonly deskUrl: string;
  /** Absent when there is nothing to approve. */
  readonly approveUrl?: string;
}

/** One line without anything that could begin a header, drive a terminal or turn the reading around (S2, S11). */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .slice(0, 200);

function lines({ task, what, deskUrl, approveUrl }: Notice): string[] {
  return [
    what,
    `About: ${oneLine(task.subject)}`,
    `Why: ${task.reasons.map((code) => reasons[code]).join("; ")}`,
    ...(task.mood === undefined ? [] : [`Mood: ${task.mood.mood.replace("-", " ")}`]),
    `Promised until: ${task.dueAt.slice(0, 16).replace("T", " ")} UTC`,
    `Open it: ${deskUrl}/#/tasks/${task.taskId}`,
    ...(approveUrl === undefined
      ? []
      : ["", "Look at the suggested reply and send it (once, for you alone):", approveUrl]),
  ];
}

/** The notice as an email that no machine answers. */
export async function noticeEmail(
  notice: Notice,
  from: { name: string; address: string },
  to: string,
): Promise<Uint8Array> {
  const composer = new MailComposer({
    from: { name: oneLine(from.name), address: from.address },
    to: { name: "", address: to },
    subject: oneLine(`${notice.what}: ${notice.task.subject}`),
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    text: lines(notice).join("\n"),
    textEncoding: "quoted-printable",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

const forSlack = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The notice as a chat message. @see https://api.slack.com/messaging/webhooks */
export function noticeForChat(notice: Notice): object {
  const text = forSlack(
    lines({ ...notice })
      .slice(0, 5)
      .join("\n"),
  );
  const button = (label: string, url: string) => ({ type: "button", text: { type: "plain_text", text: label }, url });
  return {
    text: forSlack(`${notice.what}: ${oneLine(notice.task.subject)}`),
    blocks: [
      { type: "section", text: { type: "mrkdwn", text } },
      { type: "actions", elements: [button("Open the desk", `${notice.deskUrl}/#/tasks/${notice.task.taskId}`)] },
    ],
  };
}
