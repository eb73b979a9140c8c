import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readAssembly } from "../../../local/assembly/cloud-assembly.ts";
import { planAssembly } from "../../../local/assembly/plan.ts";
import { resourceTypes } from "../../../local/assembly/resource-types.ts";
import type { Rooms } from "../../../local/assembly/rooms.ts";
import { startAssembly } from "../../../local/assembly/start-assembly.ts";
import { openRooms } from "../../../local/open-rooms.ts";
import { openStore, type Store } from "../../../local/store.ts";
import type { Faults } from "./faults.ts";
import { openFunctionsHere } from "./functions.ts";
import type { SimulatedRelay } from "./relay.ts";
import type { VirtualTime } from "./virtual-time.ts";
import { openWire } from "./wire.ts";

export interface SimulatedWorld {
  readonly rooms: Rooms;
  /** What nobody expected: work of the services themselves that failed. */
  readonly errors: unknown[];
  close(): Promise<void>;
}

/**
 * The whole template of stage dev in this process: real tables, queues, buckets, workflow engine, mail service and real
 * handlers. Only time, the sockets and the customers' mail servers are simulated.
 */
export async function openSimulatedWorld(
  cdkOut: string,
  time: VirtualTime,
  faults: Faults,
  relay: SimulatedRelay,
): Promise<SimulatedWorld> {
  const folder = mkdtempSync(path.join(existsSync(memoryFolder) ? memoryFolder : tmpdir(), "switchboard-simulation-"));
  const store = waitedFor(openStore(path.join(folder, "switchboard.sqlite")), time);
  const environment = { ...process.env };
  Object.assign(process.env, {
    ...{ AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" },
    ...{ AWS_ENDPOINT_URL: endpoint, POWERTOOLS_LOG_LEVEL: "SILENT" },
  });
  const errors: unknown[] = [];
  const opened = await openRooms({
    ...{ store, clock: time.clock, folder, mailOut: relay, random: time.random },
    functions: openFunctionsHere(time, faults),
    endpoint: () => endpoint,
    origin: () => "http://127.0.0.1:8",
    onError: (error) => void errors.push(error),
  });
  const { rooms, invocations, operations } = opened;
  const closeWire = openWire({ operations, s3: rooms.buckets.handle }, time, faults);
  const fetch = globalThis.fetch;
  globalThis.fetch = answersOnly(rooms);
  const plan = planAssembly(await readAssembly(cdkOut), resourceTypes);
  await startAssembly(plan, rooms, rooms.addresses, () => undefined);
  opened.tellAllStarted();
  const services = [rooms.dynamo, rooms.queues, rooms.topics, rooms.buckets, rooms.bus, rooms.ses, invocations];
  for (const service of services) await service.start();
  await rooms.engine.start();
  for (const mapping of rooms.mappings) await mapping.start();
  return {
    rooms,
    errors,
    close: async () => {
      await rooms.engine.stop();
      for (const service of services) service.stop();
      closeWire();
      globalThis.fetch = fetch;
      for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
      Object.assign(process.env, environment);
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

// Nobody pulls the plug here, so the disk need not be waited for.
const memoryFolder = "/dev/shm";
const endpoint = "http://127.0.0.1:9";

/** Time waits while the disk writes. */
function waitedFor(store: Store, time: VirtualTime): Store {
  const waited = <T>(work: Promise<T>): Promise<T> => work.finally(time.begin());
  return {
    ...store,
    transact: (work) => waited(store.transact(work)),
    read: (work) => waited(store.read(work)),
  };
}

/** Custom resources tell CloudFormation how they went; nobody else is called. */
const answersOnly =
  (rooms: Rooms): typeof fetch =>
  async (to, init) => {
    const url = new URL(to instanceof Request ? to.url : to);
    const id = url.pathname.split("/").at(-1) ?? "";
    if (url.pathname.startsWith("/.cloudformation/")) rooms.customResources.respond(id, String(init?.body));
    return new Response("");
  };
