import { headerValue, type ParsedMail, token } from "./parsed-mail.ts";

/** MIME types of the whole email and of its parts that are not its body, lower case. */
export const partTypes = (mail: ParsedMail): string[] => [
  token(headerValue(mail, "content-type") ?? ""),
  ...mail.parts.map(({ type }) => type.toLowerCase()),
];
