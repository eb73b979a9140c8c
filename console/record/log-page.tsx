import { route, to } from "../frame/route.ts";
import { w } from "../words/words.ts";
import { EntryList } from "./entry-list.tsx";
import { InteractionList } from "./interaction-list.tsx";

/** Everything that came in and what became of it; and, beside it, everything that was done. */
export const LogPage = () => {
  const words = w.value.log;
  const showsEntries = route.value.query.get("view") === "entries";
  return (
    <>
      <header class="page-head">
        <h1>{w.value.frame.pages.log}</h1>
        <nav class="tabs" aria-label={words.views}>
          <a href={to("log")} {...(!showsEntries && { "aria-current": "page" as const })}>
            {words.interactions}
          </a>
          <a href={to("log", "", "view=entries")} {...(showsEntries && { "aria-current": "page" as const })}>
            {words.entries}
          </a>
        </nav>
      </header>
      {showsEntries ? <EntryList /> : <InteractionList />}
    </>
  );
};
