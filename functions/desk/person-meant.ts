import { everybody, type PersonRow } from "./people-store.ts";

/**
 * Who somebody means that typed a name, an address or an id; undefined when nobody or more than one goes by it, so that
 * what was typed stays what it is: the name of a team, say.
 */
export async function personMeant(typed: string): Promise<PersonRow | undefined> {
  const people = (await everybody()).filter(({ left }) => !left);
  const wanted = typed.trim().toLowerCase();
  const [first, ...others] = people.filter(
    ({ id, name, email }) => id === typed || name.toLowerCase() === wanted || email?.toLowerCase() === wanted,
  );
  return others.length === 0 ? first : undefined;
}
