import * as z from "zod";
import { deciders, type Endpoint, Instant, leads, PersonId, Role, readers } from "./endpoint.ts";

/** Somebody who works here. Roles come from the user pool's groups; the rest is kept here. */
export const Person = z.object({
  id: PersonId,
  name: z.string(),
  /** Where notifications go; absent: none are sent. */
  email: z.string().max(320).optional(),
  roles: z.array(Role),
  /** Languages of which tasks are given to them; empty: all. */
  languages: z.array(z.string().length(2)),
  /** How many open tasks may be given to them; 0: none. */
  capacity: z.int().min(0).max(1000),
  /** The tiers they answer for; 0 is the first. */
  tiers: z.array(z.int().min(0).max(20)),
  /** Gets nothing assigned while away. */
  away: z.boolean(),
  /** Whether new tasks are told by email. */
  notify: z.boolean(),
  /** No longer works here: gets nothing, and links in old notifications are void. */
  left: z.boolean().default(false),
  seenAt: Instant,
  /** When policy last gave them a task. */
  lastGivenAt: Instant.optional(),
  /** Open tasks assigned now. */
  open: z.int().optional(),
  etag: z.string(),
});
export type Person = z.infer<typeof Person>;

/** What one may change of oneself. Roles are given in the user pool. */
const OwnSettings = z.strictObject({
  languages: z.array(z.string().length(2)).max(20).optional(),
  away: z.boolean().optional(),
  notify: z.boolean().optional(),
});
export const PersonSettings = OwnSettings.extend({
  capacity: z.int().min(0).max(1000).optional(),
  tiers: z.array(z.int().min(0).max(20)).min(1).max(20).optional(),
  left: z.boolean().optional(),
});

const Me = z.object({
  id: PersonId,
  name: z.string(),
  email: z.string().optional(),
  roles: z.array(Role),
  /** Operations that this person may call, by their names in the OpenAPI document. */
  may: z.array(z.string()),
});
const People = z.object({ people: z.array(Person) });
const OnePerson = z.object({ person: Person });

/** A reply kept for reuse. Placeholders: `{{customer}}`, `{{first-name}}`, `{{mailbox}}`, `{{me}}`, `{{subject}}`. */
export const SavedReply = z.object({
  savedReplyId: z.string(),
  title: z.string(),
  text: z.string(),
  language: z.string().length(2).optional(),
  by: z.string(),
  changedAt: Instant,
  etag: z.string(),
});
export type SavedReply = z.infer<typeof SavedReply>;
export const SavedReplyWrite = z.strictObject({
  title: z.string().trim().min(1).max(120),
  text: z.string().trim().min(1).max(20_000),
  language: z.string().length(2).optional(),
});
const FilledQuery = z.strictObject({ taskId: z.string().max(80).optional() });
/** `missing` are placeholders that nothing is known for; they stay in the text. */
const Filled = z.object({ text: z.string(), missing: z.array(z.string()) });
const OneSavedReply = z.object({ savedReply: SavedReply });

/** A sender whose emails are closed without a reply. */
export const BlockedSender = z.object({ address: z.string(), reason: z.string(), by: z.string(), at: Instant });
export type BlockedSender = z.infer<typeof BlockedSender>;
const BlockedSenders = z.object({ blocked: z.array(BlockedSender) });
const Unblock = z.strictObject({ address: z.email() });

const people = { tag: "people", roles: readers } as const;
const saved = { tag: "saved-replies", roles: deciders } as const;

export const peopleEndpoints = {
  readMe: { ...people, method: "GET", path: "/api/me", response: Me, summary: "Who I am and what I may do" },
  writeMe: {
    ...{ tag: "people", roles: deciders, method: "PUT", path: "/api/me", body: OwnSettings, response: OnePerson },
    summary: "My own settings",
  },
  listPeople: { ...people, method: "GET", path: "/api/people", response: People, summary: "Who works here" },
  readPerson: {
    ...{ ...people, method: "GET", path: "/api/people/{personId}", response: OnePerson, etag: "gives" },
    summary: "One person",
  },
  writePerson: {
    ...{ tag: "people", roles: leads, method: "PUT", path: "/api/people/{personId}", etag: "needs" },
    ...{ body: PersonSettings, response: OnePerson },
    summary: "Somebody's languages, capacity, tiers and presence",
  },
  listSavedReplies: {
    ...{ ...saved, roles: readers, method: "GET", path: "/api/saved-replies" },
    ...{ response: z.object({ savedReplies: z.array(SavedReply) }), summary: "Saved replies by title" },
  },
  writeSavedReply: {
    ...{ ...saved, method: "POST", path: "/api/saved-replies", body: SavedReplyWrite, status: 201 },
    ...{ response: OneSavedReply, summary: "A new one" },
  },
  changeSavedReply: {
    ...{ ...saved, method: "PUT", path: "/api/saved-replies/{savedReplyId}", body: SavedReplyWrite, etag: "needs" },
    ...{ response: OneSavedReply, summary: "Changes one" },
  },
  fillSavedReply: {
    ...{
      ...saved,
      roles: readers,
      method: "GET",
      path: "/api/saved-replies/{savedReplyId}/filled",
      query: FilledQuery,
    },
    ...{ response: Filled, summary: "Its text with the placeholders of a task filled in" },
  },
  deleteSavedReply: {
    ...{ ...saved, method: "DELETE", path: "/api/saved-replies/{savedReplyId}", status: 204, etag: "needs" },
    summary: "Removes one",
  },
  listBlocked: {
    ...{ ...people, method: "GET", path: "/api/blocked-senders", response: BlockedSenders },
    summary: "Senders whose emails get no reply",
  },
  unblock: {
    ...{ tag: "people", roles: leads, method: "POST", path: "/api/blocked-senders/unblock", body: Unblock },
    ...{ response: BlockedSenders, summary: "Listens to a sender again" },
  },
} as const satisfies Record<string, Endpoint>;
