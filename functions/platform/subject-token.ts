import { type SigningKeys, sign, verify } from "./signing.ts";

// `[#<conversation>.<mac>]` in a subject brings an answer back whose writer's program or gateway dropped every header (T1).

const token = /\[#([a-z2-7.]{20,80})\]/gi;

export const subjectToken = (conversationId: string, keys: SigningKeys): string =>
  `[#${sign("conversation", conversationId, keys)}]`;

/** The conversations that signed tokens in a subject name; one that is tampered with or cut is none (T6). */
export const conversationsOfSubject = (subject: string, keys: SigningKeys): string[] =>
  [...subject.matchAll(token)].flatMap(([, signed]) => {
    const hex = verify("conversation", signed ?? "", keys);
    return hex === undefined ? [] : [`con_${hex}`];
  });

/** A subject without anything that looks like our token, so that none is repeated or passed on. */
export const withoutToken = (subject: string): string => subject.replace(token, " ").replace(/ {2,}/g, " ").trim();
