import { signal } from "@preact/signals";
import { query } from "../api/client.ts";

export const tabs = ["all", "mine", "unassigned", "overdue", "snoozed"] as const;
export type Tab = (typeof tabs)[number];

export interface Filter {
  readonly tab: Tab;
  readonly text: string;
  readonly mood: string;
  readonly topic: string;
}

export const everything: Filter = { tab: "all", text: "", mood: "", topic: "" };
export const filter = signal<Filter>(everything);

const ofTab: Readonly<Record<Tab, Readonly<Record<string, string>>>> = {
  all: {},
  mine: { assignee: "me" },
  unassigned: { assignee: "nobody" },
  overdue: { overdue: "true" },
  snoozed: { snoozed: "only" },
};

/** The filter as the API takes it. One letter is no search yet. */
export const filterQuery = ({ tab, text, mood, topic }: Filter, limit: number, after?: string): string =>
  query({ ...ofTab[tab], text: text.trim().length < 2 ? undefined : text.trim(), mood, topic, limit, after });
