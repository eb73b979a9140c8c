import type { Policy } from "../api/shapes-of-leads.ts";
import { w } from "../words/words.ts";
import { type FormProps, Section } from "./form.tsx";

type Pages = NonNullable<Policy["knowledge"]>;

const none: Pages = { hosts: [], pages: [] };

/** Pages of our own web sites that are read as articles, and the web sites that may be asked at all. */
export const KnowledgeForm = ({ policy, change }: FormProps) => {
  const words = w.value.policyMore;
  const { hosts, pages } = policy.knowledge ?? none;
  const set = (part: Partial<Pages>): void => change((now) => ({ knowledge: { ...none, ...now.knowledge, ...part } }));
  const setHosts = (lines: string[]): string | undefined => {
    if (!lines.every(isHost)) return words.badHosts;
    const missing = pages.map(hostOf).find((host) => !lines.includes(host));
    if (missing !== undefined) return words.hostInUse(missing);
    set({ hosts: lines });
    return undefined;
  };
  const setPages = (lines: string[]): string | undefined => {
    if (!lines.every(isPage)) return words.badPages;
    const unknown = lines.map(hostOf).find((host) => !hosts.includes(host));
    if (unknown !== undefined) return words.unknownHost(unknown);
    set({ pages: lines });
    return undefined;
  };
  return (
    <Section title={words.pages}>
      <p class="soft">{words.pagesText}</p>
      <Lines label={words.hosts} rows={2} lines={hosts} set={setHosts} />
      <Lines label={words.pageList} rows={4} lines={pages} set={setPages} />
    </Section>
  );
};

interface LinesProps {
  readonly label: string;
  readonly rows: number;
  readonly lines: readonly string[];
  /** Takes the lines, or says why it does not. */
  readonly set: (lines: string[]) => string | undefined;
}

const Lines = ({ label, rows, lines, set }: LinesProps) => (
  <label class="field">
    {label}
    <textarea
      rows={rows}
      defaultValue={lines.join("\n")}
      onInput={({ currentTarget: field }) => {
        const given = field.value.split(/\s+/).filter((line) => line !== "");
        field.setCustomValidity(set([...new Set(given)]) ?? "");
      }}
      onChange={({ currentTarget }) => currentTarget.reportValidity()}
    />
  </label>
);

const isHost = (text: string): boolean => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(text);

const isPage = (text: string): boolean => URL.canParse(text) && new URL(text).protocol === "https:";

const hostOf = (page: string): string => (URL.canParse(page) ? new URL(page).hostname : "");
