// The engine as a peer of the shared engine benchmark: `start({ dir, D })`. Tiny on purpose, as bin/local.ts is: what
// follows is compiled once and then read from a cache.
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import type { Peer } from "./engine-workload.ts";

// Garbage is collected after every 13 MB of new objects: V8's own 50 MB are no faster, and never given back. For processes
// without workers only, whose own young generations are small.
setFlagsFromString("--minor-gc-task-trigger=20");
enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/switchboard/compiled", import.meta.url)));

/** Opens the engine on a file in `dir`, every commit flushed to the disk. `D`: how long a thinking step takes, in ms. */
export async function start(options: { dir: string; D: number }): Promise<Peer & { diskBytes: Peer["keptBytes"] }> {
  const { openPeer } = await import("./engine-machine.ts");
  const peer = await openPeer(options);
  return { ...peer, diskBytes: peer.keptBytes };
}
