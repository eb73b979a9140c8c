// Journeys with deaths: real processes, killed with SIGKILL just before or just after one of their COMMITs.
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Journey } from "./journeys.ts";
import { brokenPromises, notesIn, type Records, recordsIn, rewritten, unfinished } from "./verdict.ts";

interface Death {
  readonly commit: number;
  readonly when: "before" | "after";
}

/** Runs lives of journeys, each in a folder of its own. */
export interface Deaths {
  /** The COMMITs that the journey makes when nobody dies. Throws when it does not end as it must. */
  commitsOf(journey: Journey): Promise<number>;
  /** Dies once as told, then finishes; answers every promise that was broken. */
  once(journey: Journey, death: Death): Promise<string[]>;
  /** Dies at `first`, then in the next life at each of its COMMITs; answers how many pairs that were. */
  pairsAfter(journey: Journey, first: Death, broken: string[]): Promise<number>;
  close(): void;
}

export async function openDeaths(): Promise<Deaths> {
  const home = mkdtempSync(path.join(tmpdir(), "deaths-"));
  // One file loads in a third of the time of a hundred.
  const script = path.join(home, "life.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("./life.ts", import.meta.url))],
    outfile: script,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    banner: { js: `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);` },
  });
  let folders = 0;
  const freshFolder = (): string => {
    const folder = path.join(home, String(++folders));
    mkdirSync(folder);
    return folder;
  };

  /** One life; answers its COMMITs, or undefined when it was killed. Throws when it ended by itself in a wrong way. */
  const live = (folder: string, journey: Journey, death?: Death): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const how = death ? [String(death.commit), death.when] : [];
      const child = spawn(process.execPath, [script, folder, journey.name, ...how], {
        stdio: ["ignore", "pipe", "pipe"],
      });
      let said = "";
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (said += String(chunk)));
      child.on("close", (_, signal) => {
        const commits = /commits (\d+)/.exec(said)?.[1];
        if (signal === "SIGKILL") resolve(undefined);
        else if (commits !== undefined) resolve(Number(commits));
        else reject(new Error(`A life of '${journey.name}' ended by itself: ${said}`));
      });
    });

  const afterDeath = async (folder: string, broken: string[]): Promise<Records> => {
    const records = await recordsIn(folder);
    broken.push(...brokenPromises(records, notesIn(folder)));
    return records;
  };

  const finish = async (folder: string, journey: Journey, before: Records): Promise<string[]> => {
    await live(folder, journey);
    const records = await recordsIn(folder);
    const notes = notesIn(folder);
    return [...brokenPromises(records, notes), ...rewritten(before, records), ...unfinished(journey, records, notes)];
  };

  return {
    commitsOf: async (journey) => {
      const folder = freshFolder();
      const commits = (await live(folder, journey)) ?? 0;
      const records = await recordsIn(folder);
      const broken = [...brokenPromises(records, notesIn(folder)), ...unfinished(journey, records, notesIn(folder))];
      if (broken.length > 0) throw new Error(`'${journey.name}', without any death: ${broken.join("; ")}`);
      rmSync(folder, { recursive: true });
      return commits;
    },
    once: async (journey, death) => {
      const folder = freshFolder();
      if ((await live(folder, journey, death)) !== undefined) return ["the death did not happen"];
      const broken: string[] = [];
      const records = await afterDeath(folder, broken);
      broken.push(...(await finish(folder, journey, records)));
      rmSync(folder, { recursive: true });
      return broken;
    },
    pairsAfter: async (journey, first, broken) => {
      const origin = freshFolder();
      await live(origin, journey, first);
      let pairs = 0;
      for (const when of ["before", "after"] as const) {
        for (let commit = 1; ; commit += 1) {
          const folder = freshFolder();
          cpSync(origin, folder, { recursive: true });
          const died = (await live(folder, journey, { commit, when })) === undefined;
          if (died) {
            const found: string[] = [];
            const records = await afterDeath(folder, found);
            found.push(...(await finish(folder, journey, records)));
            const what = `${first.when} #${first.commit}, then ${when} #${commit}`;
            broken.push(...found.map((each) => `${what}: ${each}`));
            pairs += 1;
          }
          rmSync(folder, { recursive: true });
          if (!died) break;
        }
      }
      rmSync(origin, { recursive: true });
      return pairs;
    },
    close: () => rmSync(home, { recursive: true, force: true }),
  };
}
