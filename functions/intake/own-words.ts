import EmailReplyParser from "email-reply-parser";

/** The customer's own new words: without quotes, signature and what their mail program added. */
export function ownWords(text: string): string {
  return new EmailReplyParser().parseReply(text).trim();
}
