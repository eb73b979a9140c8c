import { computed, signal } from "@preact/signals";

/** Every page by the first word of its address (`#/task/tsk_…`). */
const pages = [
  "queue",
  "task",
  "conversations",
  "conversation",
  "log",
  "run",
  "dashboard",
  "knowledge",
  "article",
  "policy",
  "people",
] as const;
export type Page = (typeof pages)[number];

export interface Route {
  readonly page: Page;
  /** The thing the page is about; empty for lists. */
  readonly id: string;
  readonly query: URLSearchParams;
}

const isPage = (word: string): word is Page => pages.some((page) => page === word);

/** What an address's hash asks for; the queue for anything that is no page. */
function routeOf(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [page = "", id = ""] = path.split("/");
  return isPage(page)
    ? { page, id: decodeURIComponent(id), query: new URLSearchParams(query) }
    : { page: "queue", id: "", query: new URLSearchParams() };
}

const hash = signal("");
export const route = computed(() => routeOf(hash.value));

/** Keeps `route` at the address's hash: addresses can be sent to colleagues, and back means back. */
export function followAddress(): void {
  const read = (): void => {
    hash.value = location.hash;
  };
  addEventListener("hashchange", read);
  read();
}

export const to = (page: Page, id = "", query = ""): string =>
  `#/${page}${id === "" ? "" : `/${encodeURIComponent(id)}`}${query === "" ? "" : `?${query}`}`;

/** Whether the address names this now; `route` follows it an event later. */
export function isAt(page: Page, id: string): boolean {
  const now = routeOf(location.hash);
  return now.page === page && now.id === id;
}

export function go(page: Page, id = "", query = ""): void {
  location.hash = to(page, id, query);
}
