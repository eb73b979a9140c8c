import type { EmailView, TaskDetail } from "../api/shapes.ts";

/** The newest email that came in this very conversation, and not in one that was put together with it. */
export const newestOwn = (emails: readonly EmailView[]): EmailView | undefined =>
  emails.findLast(({ of }) => of === undefined) ?? emails.at(-1);

/** P15: whom a reply to this task goes to, as the desk's API takes it from the email that the task is about. */
export const recipientOf = ({ task, emails = [] }: Pick<TaskDetail, "task" | "emails">): EmailView["replyTo"] =>
  emails.findLast(({ of, seq }) => of === undefined && seq <= task.seq)?.replyTo ?? task.customer;
