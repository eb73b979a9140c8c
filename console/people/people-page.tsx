import { useSignal } from "@preact/signals";
import { get } from "../api/client.ts";
import type { PeopleList, Person } from "../api/shapes-of-leads.ts";
import { mayLead } from "../frame/person.ts";
import { Empty, Failed, Skeleton } from "../parts/states.tsx";
import { Time } from "../parts/time.tsx";
import { useLoaded } from "../parts/use-loaded.ts";
import { languageName, w } from "../words/words.ts";
import { Blocked } from "./blocked.tsx";
import { PersonDialog } from "./person-dialog.tsx";
import { SavedReplyList } from "./saved-reply-list.tsx";

/** Who works here and how, what is kept for reuse, and whom nobody answers. */
export const PeoplePage = () => {
  const { value, error, reload } = useLoaded(() => get<PeopleList>("/people"), []);
  const changing = useSignal<Person | undefined>(undefined);
  const words = w.value.people;
  return (
    <>
      <header class="page-head">
        <h1>{w.value.frame.pages.people}</h1>
      </header>
      <div class="task-columns">
        <div class="task-left">
          <section class="card" aria-labelledby="team-title">
            <h2 id="team-title">{words.team}</h2>
            {value === undefined && error === undefined && <Skeleton lines={6} />}
            {value === undefined && error !== undefined && <Failed error={error} retry={() => void reload()} />}
            {value?.people.length === 0 && (
              <Empty icon="person" title={words.nobody}>
                <p>{words.nobodyText}</p>
              </Empty>
            )}
            <ul class="plain-list team">
              {value?.people.map((person) => (
                <li key={person.id}>
                  <PersonLine person={person} />
                  {mayLead.value && (
                    <button type="button" class="small" onClick={() => (changing.value = person)}>
                      {words.edit}
                      <span class="unseen"> {person.name}</span>
                    </button>
                  )}
                </li>
              ))}
            </ul>
          </section>
          <SavedReplyList />
        </div>
        <div class="task-right">
          <Blocked />
        </div>
      </div>
      {changing.value !== undefined && (
        <PersonDialog person={changing.value} onClose={() => (changing.value = undefined)} onDone={reload} />
      )}
    </>
  );
};

const PersonLine = ({ person }: { person: Person }) => {
  const words = w.value.people;
  const { name, email, roles, languages, open, away, left, seenAt } = person;
  return (
    <div>
      <strong>{name}</strong>{" "}
      {roles.map((role) => (
        <span key={role} class="chip">
          {words.roleNames[role]}
        </span>
      ))}{" "}
      {away && <span class="chip warn">{words.away}</span>}
      {left && <span class="chip bad">{words.left}</span>}
      <p class="soft">
        {[email, languages.map(languageName).join(", "), open === undefined ? "" : words.open(open)]
          .filter((part) => part !== undefined && part !== "")
          .join(" · ")}
        {" · "}
        {words.seen} <Time at={seenAt} />
      </p>
    </div>
  );
};
