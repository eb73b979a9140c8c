// The injection corpus's way in: the real template with a model that does whatever an email says. What an email causes
// beyond a reply to its sender, a task and log entries comes back under `other`.
import { type Attacked, openAttacked } from "./obedient/attacked-switchboard.ts";
import { causedBy, type Effects } from "./obedient/caused-by.ts";
import { deliver, type Given } from "./obedient/deliver.ts";
import { type World, worldOf } from "./obedient/world.ts";

interface Open {
  readonly attacked: Attacked;
  readonly world: World;
}
let opening: Promise<Open> | undefined;
let running = 0;
let idle: NodeJS.Timeout | undefined;
// A suite calls again at once; without a next call the runtime would keep the process from ending.
const idleMs = 15_000;

async function open(): Promise<Open> {
  const attacked = await openAttacked();
  return { attacked, world: await worldOf(attacked) };
}

/** Sends an email through the whole flow and tells everything that came of it. Calls may overlap. */
export default async function run(given: Given): Promise<Effects> {
  clearTimeout(idle);
  running += 1;
  try {
    opening ??= open();
    const { attacked, world } = await opening.catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    const email = await deliver(attacked.smtpPort, given);
    return await causedBy(email, attacked, world);
  } finally {
    running -= 1;
    if (running === 0) idle = setTimeout(() => void close(), idleMs);
  }
}

/** Stops the Switchboard that the calls share; the next call starts another. */
export async function close(): Promise<void> {
  clearTimeout(idle);
  const last = opening;
  opening = undefined;
  const opened = await last?.catch(() => undefined);
  await opened?.attacked.stop();
}
