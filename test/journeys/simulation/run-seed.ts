import { env } from "../../../functions/contracts/environment.ts";
import { type Arrival, answerTo, customersOf } from "./customers.ts";
import { openFaults } from "./faults.ts";
import { peopleLook } from "./people.ts";
import { drawsOf } from "./random.ts";
import { openSimulatedRelay } from "./relay.ts";
import { judge, type Verdict } from "./verdict.ts";
import { openVirtualTime, type VirtualTime } from "./virtual-time.ts";
import { openSimulatedWorld, type SimulatedWorld } from "./world.ts";

export interface SeedOptions {
  readonly seed: number;
  readonly customers: number;
  /** Cloud assembly of stage dev. */
  readonly cdkOut: string;
}

export interface SeedResult extends Verdict {
  readonly seed: number;
  /** Notices handed to the queue, first and repeated. */
  readonly deliveries: number;
  /** Emails that the simulated mail service handed over again with the Message-ID they had (its own 250 was lost). */
  readonly repeatedByServer: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly hours: number;
}

const minute = 60_000;
const hour = 60 * minute;
// A later day for each seed: what a warm function remembers of the seed before is old, as it would be.
const startOf = (seed: number): number => Date.UTC(2026, 0, 5, 8) + seed * 24 * hour;

/** Some hours of a shop's mail under one seed: customers write, people decide, and everything that can fail does. */
export async function runSeed({ seed, customers, cdkOut }: SeedOptions): Promise<SeedResult> {
  // Streams of their own, so that one draw more in one place changes nothing elsewhere.
  const stream = (of: number) => drawsOf(seed * 10 + of);
  const [draws, ofPeople, ofRelay] = [stream(1), stream(2), stream(3)];
  const startMs = startOf(seed);
  const time = openVirtualTime(startMs, stream(4).next);
  const busyUntil = startMs + hour + 3 * hour;
  const outages = { tables: outagesOf(), objects: outagesOf() };
  const faults = openFaults(stream(5), outages);
  const arrivals = customersOf(draws, customers, startMs + hour, 2 * hour);
  let deliveries = 0;
  let world: SimulatedWorld | undefined;
  function outagesOf(): number[] {
    return Array.from({ length: draws.between(0, 3) }, () => startMs + hour + draws.between(0, 2 * hour));
  }

  const arrive = async (arrival: Arrival): Promise<void> => {
    await time.sleep(Math.max(0, arrival.atMs - time.clock.now()));
    await world?.rooms.buckets.put(process.env[env.mailBucket] ?? "", arrival.objectKey, {
      body: Buffer.from(arrival.raw),
    });
    await Promise.all(
      arrival.notices.map(async (afterMs) => {
        await time.sleep(afterMs);
        deliveries++;
        await world?.rooms.queues.send("switchboard-dev-mail", notice(arrival));
      }),
    );
  };
  let answers = 0;
  const relay = openSimulatedRelay(time, ofRelay, (email) => {
    const answer = time.clock.now() > busyUntil ? undefined : answerTo(email, answers++, draws);
    if (answer === undefined) return;
    arrivals.push(answer);
    void arrive(answer);
  });

  try {
    world = await within(time, openSimulatedWorld(cdkOut, time, faults, relay));
    // The articles are indexed before the first customer writes.
    await time.runUntil(startMs + hour);
    faults.on = true;
    for (const arrival of arrivals) void arrive(arrival);
    for (let atMs = startMs + hour; atMs < busyUntil; atMs += 7 * minute) {
      void peopleLook(ofPeople).catch(() => undefined);
      await time.runUntil(atMs + 7 * minute);
    }
    // What is left settles without further faults, as it would once an outage is over; dead letters are sent round, twice (F32).
    faults.on = false;
    relay.faults = false;
    await time.runUntil(busyUntil + hour);
    for (let round = 0; round < 2; round++) {
      await redrive(world, "mail");
      await redrive(world, "sending-events");
      await time.runUntil(time.clock.now() + hour);
    }
    await time.runUntil(time.clock.now() + hour);
    const hours = (time.clock.now() - startMs) / hour;
    return {
      ...(await within(time, judge(arrivals, relay.delivered))),
      ...{ seed, deliveries, repeatedByServer: relay.repeats(), hours },
      faults: Object.fromEntries(faults.counts),
    };
  } finally {
    await world?.close();
    time.restore();
  }
}

/** Waits for work that needs no time to pass. */
async function within<T>(time: VirtualTime, work: Promise<T>): Promise<T> {
  let ended = false;
  const watched = work.finally(() => {
    ended = true;
  });
  watched.catch(() => undefined);
  while (!ended) await time.runUntil(time.clock.now());
  return watched;
}

/** All dead letters back into their queue; the second time those are there again that were sent round already. */
async function redrive({ rooms }: SimulatedWorld, queue: string): Promise<void> {
  const dead = `switchboard-dev-${queue}-dead-letters`;
  for (;;) {
    const messages = await rooms.queues.receive(dead, { max: 10 });
    if (messages.length === 0) return;
    for (const { body } of messages) {
      await rooms.queues.send(`switchboard-dev-${queue}`, body);
      await rooms.queues.send(`switchboard-dev-${queue}`, body);
    }
    await rooms.queues.delete(
      dead,
      messages.map(({ receiptHandle }) => receiptHandle),
    );
  }
}

function notice({ objectKey, from, to }: Arrival): string {
  const pass = { status: "PASS" };
  const timestamp = new Date().toISOString();
  return JSON.stringify({
    notificationType: "Received",
    receipt: {
      ...{ timestamp, recipients: [to], spfVerdict: pass, dkimVerdict: pass, dmarcVerdict: pass },
      ...{ spamVerdict: pass, virusVerdict: pass },
      action: { type: "S3", bucketName: process.env[env.mailBucket], objectKey },
    },
    mail: { timestamp, source: from, messageId: `ses-${objectKey}` },
  });
}
