import type { Difference, Policy } from "../api/shapes-of-leads.ts";
import { w, wordFor } from "../words/words.ts";

type Path = readonly string[];
interface Leaf {
  readonly path: Path;
  readonly before: string;
  readonly after: string;
}

/** Settings in which two policies differ. */
export function differencesOf(before: Policy, after: Policy): Difference[] {
  const was = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after)
    .filter(([setting, value]) => setting !== "version" && JSON.stringify(was.get(setting)) !== JSON.stringify(value))
    .map(([setting, value]) => ({ setting, before: plainJson(was.get(setting)), after: plainJson(value) }));
}

const plainJson = (value: unknown): Difference["before"] =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value));

/** What differs, down to the single value, in words: `Mailboxes › support@… › mode: draft → auto`. */
export const Differences = ({ differences }: { differences: readonly Difference[] }) => (
  <ul class="differences">
    {differences.flatMap(({ setting, before, after }) =>
      leaves([], before, after).map(({ path, before: was, after: is }) => (
        <li key={[setting, ...path].join()}>
          <strong>{[wordFor(w.value.policy.settings, setting), ...path.map(named)].join(" › ")}</strong>{" "}
          {was !== "" && <del>{was}</del>} {is !== "" && <ins>{is}</ins>}
        </li>
      )),
    )}
  </ul>
);

const named = (part: string): string => wordFor(w.value.policy.settings, part);

/** Every single value that differs below here. */
function leaves(path: Path, before: unknown, after: unknown): Leaf[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => leaves([...path, label(before[key] ?? after[key], key)], before[key], after[key]));
  }
  return [{ path, before: shown(before), after: shown(after) }];
}

/** Rows of a list are known by their name, not by their place. */
const label = (value: unknown, key: string): string => {
  const name = isRecord(value) ? (value["topic"] ?? value["agent"] ?? value["model"]) : undefined;
  return typeof name === "string" ? name : key;
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const shown = (value: unknown): string => {
  if (value === undefined) return "";
  if (typeof value === "boolean") return value ? w.value.policy.yes : w.value.policy.no;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};
