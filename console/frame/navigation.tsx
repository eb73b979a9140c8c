import { Icon, type IconName } from "../parts/icon.tsx";
import { counts } from "../queue/counts.ts";
import { w } from "../words/words.ts";
import { type Page, route, to } from "./route.ts";

interface Place {
  readonly page: Page;
  readonly icon: IconName;
  /** Pages that belong to this place. */
  readonly holds: readonly Page[];
}

const places: readonly Place[] = [
  { page: "queue", icon: "queue", holds: ["queue", "task"] },
  { page: "conversations", icon: "conversations", holds: ["conversations", "conversation"] },
  { page: "log", icon: "log", holds: ["log", "run"] },
  { page: "dashboard", icon: "dashboard", holds: ["dashboard"] },
  { page: "knowledge", icon: "knowledge", holds: ["knowledge", "article"] },
  { page: "policy", icon: "policy", holds: ["policy"] },
  { page: "people", icon: "person", holds: ["people"] },
];

/** Where one can go; at the side, or at the bottom of a phone. */
export const Navigation = () => (
  <nav class="places" aria-label={w.value.frame.places}>
    <ul>
      {places.map(({ page, icon, holds }) => {
        const isHere = holds.includes(route.value.page);
        const waiting = page === "queue" ? counts.value?.open : undefined;
        return (
          <li key={page}>
            <a class="place" href={to(page)} {...(isHere && { "aria-current": "page" as const })}>
              <Icon name={icon} />
              <span class="place-name">{w.value.frame.pages[page]}</span>
              {waiting !== undefined && waiting > 0 && (
                <span class="count">
                  <span aria-hidden="true">{waiting}</span>
                  <span class="unseen">{w.value.frame.waiting(waiting)}</span>
                </span>
              )}
            </a>
          </li>
        );
      })}
    </ul>
  </nav>
);
