import type { DeskPolicy } from "../contracts/desk-policy.ts";
import type { PersonRow } from "./people-store.ts";

export interface Wanted {
  /** ISO 639-1; absent when nobody knows. */
  readonly language?: string | undefined;
  readonly tier: number;
}

/**
 * Who gets a task: somebody who may decide, is there, answers for the tier, speaks the language and has room. Of these,
 * `round-robin` takes who was given one longest ago, `least-loaded` who has the smallest share of what they can take.
 * Undefined when there is nobody or policy leaves it to people.
 */
export function chooseAssignee(
  people: readonly PersonRow[],
  open: ReadonlyMap<string, number>,
  { language, tier }: Wanted,
  assign: DeskPolicy["assign"],
): PersonRow | undefined {
  if (assign === "nobody") return undefined;
  const load = (person: PersonRow): number => (open.get(person.id) ?? 0) / Math.max(1, person.capacity);
  const since = (person: PersonRow): string => person.lastGivenAt ?? "";
  return people
    .filter(
      (person) =>
        !person.away &&
        !person.left &&
        person.roles.some((role) => role !== "auditor") &&
        person.tiers.includes(tier) &&
        (open.get(person.id) ?? 0) < person.capacity &&
        (language === undefined || person.languages.length === 0 || person.languages.includes(language)),
    )
    .sort(
      (a, b) =>
        (assign === "least-loaded" ? load(a) - load(b) : 0) ||
        since(a).localeCompare(since(b)) ||
        a.id.localeCompare(b.id),
    )
    .at(0);
}
