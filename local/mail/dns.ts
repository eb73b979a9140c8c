import { Resolver } from "node:dns/promises";
import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import * as z from "zod";
import type { Clock } from "../clock.ts";

/** Answers as `dns.promises.resolve` does; rejects with ENOTFOUND, ENODATA or a passing failure (ETIMEOUT…) in `code`. */
export type LookUp = (name: string, type: string) => Promise<string[][] | string[]>;

const Zone = z.record(z.string(), z.record(z.string(), z.array(z.unknown())));
type Zone = z.output<typeof Zone>;

/**
 * Reads a zone file: `name: { TXT: [text], MX: [{ priority, exchange }], A: [address] }`. It speaks for the names it
 * lists and for everything below them. Throws when it cannot be read, naming the file.
 */
export async function readZone(file: string): Promise<Zone> {
  const read = Zone.safeParse(parse(await readFile(file, "utf8")));
  if (read.success) return read.data;
  throw new Error(`The zone file ${file} is not a map of names to records: ${z.prettifyError(read.error)}`);
}

export interface LookUpOptions {
  readonly clock: Clock;
  readonly zone?: Zone;
  /** Real DNS; a resolver of the system with a two-second limit unless given. */
  readonly real?: LookUp;
}

// RFC 2606: nobody answers for these, so nobody is asked.
const reserved = /(^|\.)(example|invalid|localhost|test)$/;

const answeredMs = 300_000;
// A failure is remembered shortly: enough for a burst of emails of one domain, not for a day without its mail.
const failedMs = 60_000;
const mostRemembered = 10_000;
// Several names of different domains in a row: the network is down, not a domain.
const failuresToPause = 5;
const pauseMs = 15_000;

/** DNS for checking senders: the zone file first, then the real one, with a memory for answers and failures. */
export function openLookUp(options: LookUpOptions): LookUp {
  const { clock, zone = {}, real = systemLookUp() } = options;
  const remembered = new Map<string, { untilMs: number; answer: Promise<string[][] | string[]> }>();
  let failures = 0;
  let pausedUntilMs = 0;

  const ask: LookUp = async (name, type) => {
    if (clock.now() < pausedUntilMs) throw failure("ETIMEOUT", name);
    try {
      const answer = await real(name, type);
      failures = 0;
      return answer;
    } catch (error) {
      if (isPassing(error)) failures += 1;
      else failures = 0;
      if (failures >= failuresToPause) pausedUntilMs = clock.now() + pauseMs;
      throw error;
    }
  };

  return (asked, type) => {
    const name = asked.toLowerCase().replace(/\.$/, "");
    if (speaksFor(zone, name) || reserved.test(name)) return fromZone(zone, name, type);
    const key = `${type} ${name}`;
    const known = remembered.get(key);
    if (known && clock.now() < known.untilMs) return known.answer;
    if (remembered.size >= mostRemembered) remembered.clear();
    const answer = ask(name, type);
    const memory = { untilMs: clock.now() + answeredMs, answer };
    remembered.set(key, memory);
    answer.catch(() => {
      memory.untilMs = clock.now() + failedMs;
    });
    return answer;
  };
}

function systemLookUp(): LookUp {
  const resolver = new Resolver({ timeout: 2_000, tries: 1 });
  return async (name, type) => {
    const answer: unknown = await resolver.resolve(name, type);
    // The shape depends on the type alone, and the asker knows which it asked for.
    return answer as string[][] | string[];
  };
}

const speaksFor = (zone: Zone, name: string): boolean =>
  Object.keys(zone).some((listed) => name === listed || name.endsWith(`.${listed}`));

async function fromZone(zone: Zone, name: string, type: string): Promise<string[][] | string[]> {
  const records = zone[name];
  if (!records) throw failure("ENOTFOUND", name);
  const found = records[type];
  if (!found || found.length === 0) throw failure("ENODATA", name);
  // A TXT record is a list of its pieces; everything else is given as `dns` gives it.
  const answer: unknown = type === "TXT" ? found.map((text) => [String(text)]) : found;
  return answer as string[][] | string[];
}

const failure = (code: string, name: string): Error =>
  Object.assign(new Error(`DNS: ${code} for ${name}`), { code, hostname: name });

const final = new Set(["ENOTFOUND", "ENODATA", "EBADNAME"]);
const isPassing = (error: unknown): boolean =>
  !(error instanceof Error && "code" in error && typeof error.code === "string" && final.has(error.code));
