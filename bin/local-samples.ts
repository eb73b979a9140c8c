import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createTransport } from "nodemailer";
import { parse } from "yaml";
import * as z from "zod";

const folder = fileURLToPath(new URL("../samples", import.meta.url));
const Envelopes = z.record(z.string(), z.object({ from: z.string(), to: z.string() })).nullable();

/** What the desk says of an interaction, as far as the table shows it. */
const Interaction = z.object({
  interactionId: z.string(),
  outcome: z.string(),
  openedAt: z.string(),
  decidedWhy: z.string(),
  subject: z.string(),
  mood: z.object({ mood: z.string() }).optional(),
  sorting: z.object({ topics: z.array(z.object({ topic: z.string() })) }).optional(),
});
const Page = z.object({ interactions: z.array(Interaction), next: z.string().optional() });
type Interaction = z.output<typeof Interaction>;

export interface SampleDoors {
  /** `http://127.0.0.1:PORT` and the token that opens its API. */
  readonly desk: string;
  readonly token: string;
  readonly smtpPort: number;
}

/** Feeds samples/inbox through the mail server, in the order of file names; answers how many emails that were. */
export async function feedSamples({ smtpPort }: SampleDoors): Promise<number> {
  const envelopes = Envelopes.parse(parse(await readFile(path.join(folder, "envelopes.yaml"), "utf8"))) ?? {};
  const files = (await readdir(path.join(folder, "inbox"))).filter((file) => file.endsWith(".eml")).sort();
  const mailer = createTransport({
    host: "127.0.0.1",
    port: smtpPort,
    secure: false,
    ignoreTLS: true,
    pool: true,
    maxConnections: 1,
  });
  try {
    for (const file of files) {
      const raw = await readFile(path.join(folder, "inbox", file));
      const envelope = envelopes[file] ?? { from: addressIn(raw, "From"), to: addressIn(raw, "To") };
      await mailer.sendMail({ envelope, raw });
    }
  } finally {
    mailer.close();
  }
  return files.length;
}

/** The address in one of the email's own headers. */
function addressIn(raw: Buffer, name: string): string {
  const head = raw.toString("latin1").split(/\r?\n\r?\n/, 1)[0] ?? "";
  const field = new RegExp(`^${name}:((?:.|\\r?\\n[ \\t])*)`, "im").exec(head)?.[1] ?? "";
  const address = /<([^>]+)>/.exec(field)?.[1] ?? /[^\s<>,;"]+@[^\s<>,;"]+/.exec(field)?.[0];
  if (address === undefined)
    throw new Error(`A sample has no address in its ${name}: give it one in samples/envelopes.yaml`);
  return address;
}

/**
 * Waits until none of `count` interactions is open, telling how many are done; answers them in the order of arrival.
 * Interactions can be fewer than emails (what needs no answer of its own), so quiet for a while counts as done.
 */
export async function settledSamples(
  doors: SampleDoors,
  count: number,
  progress: (done: number) => void,
): Promise<readonly Interaction[]> {
  const quietMs = 5_000;
  let before = "";
  let since = Date.now();
  for (;;) {
    const all = await interactions(doors);
    const done = all.filter(({ outcome }) => outcome !== "open").length;
    progress(done);
    const now = JSON.stringify(all);
    if (now !== before) since = Date.now();
    before = now;
    const finished = done === all.length && (all.length >= count || (all.length > 0 && Date.now() - since > quietMs));
    if (finished) return all.sort((a, b) => (a.openedAt < b.openedAt ? -1 : 1));
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function interactions({ desk, token }: SampleDoors): Promise<Interaction[]> {
  const found: Interaction[] = [];
  let after: string | undefined;
  do {
    const query = new URLSearchParams({ limit: "100", ...(after !== undefined && { after }) });
    const response = await fetch(`${desk}/api/interactions?${query}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (!response.ok) throw new Error(`The desk answered ${response.status}: ${await response.text()}`);
    const page = Page.parse(await response.json());
    found.push(...page.interactions);
    after = page.next;
  } while (after !== undefined);
  return found;
}

/** The table that a first start ends with. */
export function sampleTable(rows: readonly Interaction[], width: number): string {
  const columns = rows.map(({ subject, mood, sorting, outcome, decidedWhy }) => [
    subject === "" ? "(no subject)" : subject,
    mood?.mood ?? "",
    sorting?.topics[0]?.topic ?? "",
    outcome,
    decidedWhy,
  ]);
  const titles = ["email", "mood", "topic", "outcome", "why"];
  const limits = [36, 13, 14, 11, Math.max(20, width - 36 - 13 - 14 - 11 - 8)];
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => fitted(cell, limits[at] ?? 20))
      .join("  ")
      .trimEnd();
  return [line(titles), line(limits.map((limit) => "─".repeat(limit))), ...columns.map(line)].join("\n");
}

const fitted = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
