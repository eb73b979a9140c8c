import { useEffect, useRef } from "preact/hooks";
import { Icon, type IconName } from "../parts/icon.tsx";
import { useMedia } from "../parts/use-media.ts";
import { counts } from "../queue/counts.ts";
import { w } from "../words/words.ts";
import { type Page, route, to } from "./route.ts";

interface Place {
  readonly page: Page;
  readonly icon: IconName;
  /** Pages that belong to this place. */
  readonly holds: readonly Page[];
  /** Where an agent goes many times a day: in reach of the thumb, while the rest is behind *More*. */
  readonly often: boolean;
}

const places: readonly Place[] = [
  { page: "queue", icon: "queue", holds: ["queue", "task"], often: true },
  { page: "conversations", icon: "conversations", holds: ["conversations", "conversation"], often: true },
  { page: "log", icon: "log", holds: ["log", "run"], often: true },
  { page: "dashboard", icon: "dashboard", holds: ["dashboard"], often: false },
  { page: "knowledge", icon: "knowledge", holds: ["knowledge", "article"], often: true },
  { page: "policy", icon: "policy", holds: ["policy"], often: false },
  { page: "people", icon: "person", holds: ["people"], often: false },
];
const often = places.filter((place) => place.often);
const rest = places.filter((place) => !place.often);

/** Where one can go; at the side, or at the bottom of a phone, where seven names do not fit beside each other. */
export const Navigation = () => {
  const isNarrow = useMedia("(max-width: 760px)");
  return (
    <nav class="places" aria-label={w.value.frame.places}>
      <ul>
        {(isNarrow ? often : places).map((place) => (
          <PlaceLink key={place.page} {...place} />
        ))}
        {isNarrow && <More />}
      </ul>
    </nav>
  );
};

const isAt = ({ holds }: Place): boolean => holds.includes(route.value.page);

const PlaceLink = (place: Place) => {
  const { page, icon } = place;
  const waiting = page === "queue" ? counts.value?.open : undefined;
  return (
    <li>
      <a class="place" href={to(page)} {...(isAt(place) && { "aria-current": "page" as const })}>
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
};

/** The places that are left. */
const More = () => {
  const box = useRef<HTMLDetailsElement>(null);
  const isHere = rest.some(isAt);
  const { page } = route.value;
  useEffect(() => box.current?.removeAttribute("open"), [page]);
  return (
    <li>
      <details class="more-places" ref={box}>
        <summary class={`place${isHere ? " here" : ""}`}>
          <Icon name="more" />
          <span class="place-name">{w.value.frame.morePlaces}</span>
        </summary>
        <ul>
          {rest.map((place) => (
            <PlaceLink key={place.page} {...place} />
          ))}
        </ul>
      </details>
    </li>
  );
};
