// `node tools/node24.cjs bench/crash-points.ts`: every COMMIT of every journey is a point at which a real process is
// killed just before and just after; of one journey also every pair of points. Prints how many were tried; exits 1 when
// a promise of docs/engine.md was broken.
import { openDeaths } from "../test/local/history/dying/deaths.ts";
import { journeys, pairJourney } from "../test/local/history/dying/journeys.ts";

const deaths = await openDeaths();
const kinds = ["before", "after"] as const;
let broken = 0;
const report = (where: string, found: readonly string[]): void => {
  broken += found.length;
  for (const each of found) console.log(`  ${where}: ${each}`);
};

// Two at a time: a death is mostly the start of two processes.
async function inTwos<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all([worker(), worker()]);
}

try {
  let points = 0;
  for (const journey of journeys) {
    const commits = await deaths.commitsOf(journey);
    const all = Array.from({ length: commits }, (_, at) => kinds.map((when) => ({ commit: at + 1, when }))).flat();
    await inTwos(all, async (death) =>
      report(`${death.when} #${death.commit}`, await deaths.once(journey, death).catch((error) => [String(error)])),
    );
    points += all.length;
    console.log(`${journey.name}: ${commits} commits, ${all.length} deaths`);
  }
  const commits = await deaths.commitsOf(pairJourney);
  const firsts = Array.from({ length: commits }, (_, at) => kinds.map((when) => ({ commit: at + 1, when }))).flat();
  let pairs = 0;
  await inTwos(firsts, async (first) => {
    const found: string[] = [];
    pairs += await deaths.pairsAfter(pairJourney, first, found);
    report("pair", found);
  });
  console.log(`${points} single deaths, ${pairs} pairs of deaths, ${broken} promises broken`);
} finally {
  deaths.close();
}
process.exit(broken > 0 ? 1 : 0);
