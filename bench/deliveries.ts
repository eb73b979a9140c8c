import "../test/journeys/simulation/quiet.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { cp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { synthesise } from "../bin/local-synth.ts";
import { runSeed, type SeedResult } from "../test/journeys/simulation/run-seed.ts";
import type { Figure } from "./bench.ts";

export interface DeliveriesOptions {
  /** Go on, seed after seed, until the queue has told of emails so often. */
  readonly deliveries: number;
  /** The first seed; the next ones follow it. */
  readonly seed: number;
  readonly say: (line: string) => void;
}

const customers = 60;

/** Seeded hours of mail with every fault there is, until `deliveries` are reached; names the seeds in which anything broke. */
export async function measureDeliveries({ deliveries, seed: first, say }: DeliveriesOptions): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "switchboard-deliveries-"));
  const results: SeedResult[] = [];
  try {
    // A copy of its own: the cache forgets assemblies while this runs for long.
    const cdkOut = path.join(folder, "cdk.out");
    await cp(await synthesise(folder, () => say("synthesising …")), cdkOut, { recursive: true });
    const total = (): number => sum(results, (result) => result.deliveries);
    for (let seed = first; total() < deliveries; seed++) {
      const result = await runSeed({ seed, customers, cdkOut });
      results.push(result);
      tell(result, say);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const none = { at: "most", value: 0 } as const;
  const count = (name: string, of: (result: SeedResult) => number, target?: Figure["target"]): Figure => ({
    ...{ name, value: sum(results, of), unit: "" },
    ...(target && { target }),
  });
  return [
    count("seeds", () => 1),
    count("deliveries", (result) => result.deliveries, { at: "least", value: deliveries }),
    count("different emails", ({ emails }) => emails),
    count("faults", ({ faults }) => Object.values(faults).reduce((all, of) => all + of, 0)),
    count("workers killed", ({ faults }) =>
      Object.entries(faults).reduce((all, [name, of]) => all + (name.includes("killed") ? of : 0), 0),
    ),
    count("replies", ({ replies }) => replies),
    count("emails lost", ({ lost }) => lost, none),
    count("duplicates outside the declared window", ({ duplicates }) => duplicates, none),
    count("duplicates inside the declared window (F5)", ({ inWindow }) => inWindow),
    count("replies of which nobody knew for a while", ({ unknowns }) => unknowns),
    count("repeated by the mail service, same Message-ID", ({ repeatedByServer }) => repeatedByServer),
    count("broken invariants", ({ problems }) => problems.length, none),
  ];
}

function tell(result: SeedResult, say: (line: string) => void): void {
  const { seed, deliveries, emails, outcomes, replies, unknowns, problems, stories } = result;
  const ends = Object.entries(outcomes).map(([outcome, of]) => `${of} ${outcome}`);
  say(
    `seed ${seed}: ${deliveries} deliveries of ${emails} emails: ${ends.join(", ")}; ${replies} replies, ${unknowns} unknown for a while`,
  );
  if (problems.length === 0) return;
  for (const line of [...problems, ...stories]) say(`  ${line}`);
  // V3 of test/journeys/simulation/virtual-time.ts: exact in what is drawn, not in the order in which the disk ends its work.
  say(`  nearly the same again: npm run bench -- deliveries --seed ${seed} --deliveries 1 (the disk's order differs)`);
}

const sum = (results: readonly SeedResult[], of: (result: SeedResult) => number): number =>
  results.reduce((all, result) => all + of(result), 0);
