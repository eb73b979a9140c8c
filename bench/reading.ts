import { existsSync } from "node:fs";
import { dissect } from "../functions/intake/dissect.ts";
import type { Figure } from "./bench.ts";
import { measureFolder } from "./reading-one-by-one.ts";
import { typicalEmails } from "./typical-emails.ts";

export interface ReadingOptions {
  readonly emails: number;
  /** A folder of emails (`.eml`, bare `.txt` and `.html`) to be read as well, each in a process of its own. */
  readonly folder?: string | undefined;
  readonly say: (line: string) => void;
}

const warmUp = 200;
const surroundings = {
  envelopeSender: "customer@customer.example",
  isOwn: () => false,
  keys: ["a key of the bench"] as const,
};

/** How many typical emails one core reads in a second: bytes → parts → the customer's words → who wrote it. */
export async function measureReading({ emails, folder, say }: ReadingOptions): Promise<Figure[]> {
  const typical = typicalEmails(emails);
  for (const { raw } of typical.slice(0, warmUp)) await dissect(raw, surroundings);
  say(`reading ${emails} typical emails on one core …`);
  const one = await timed(typical);
  const figures: Figure[] = [
    {
      name: "emails read per second of one core's time",
      value: emails / (one.totalMs / 1000),
      unit: "/s",
      target: { at: "least", value: 500 },
    },
    { name: `slowest typical email (${one.slowest})`, value: one.slowestMs, unit: "ms" },
  ];
  if (folder === undefined || !existsSync(folder)) return figures;
  return [...figures, ...(await measureFolder(folder, say))];
}

/** Processor time, garbage collection included: what others do on the same machine meanwhile is not counted. */
async function timed(emails: readonly { readonly name: string; readonly raw: Uint8Array }[]) {
  const before = process.cpuUsage();
  let slowestMs = 0;
  let slowest = "none";
  for (const { name, raw } of emails) {
    const started = process.cpuUsage();
    await dissect(raw, surroundings);
    const took = milliseconds(process.cpuUsage(started));
    if (took > slowestMs) [slowestMs, slowest] = [took, name];
  }
  return { totalMs: milliseconds(process.cpuUsage(before)), slowestMs, slowest };
}

const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;
