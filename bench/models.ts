import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { askBedrock } from "../functions/models/providers/bedrock.ts";
import { askOpenAi } from "../functions/models/providers/openai.ts";
import type { Provider } from "../functions/models/providers/provider.ts";
import { openRouter } from "../functions/models/router.ts";
import { bundleFunctions } from "../lib/bundle.ts";
import { scriptedService } from "../test/models/scripted-service.ts";
import type { Figure } from "./bench.ts";
import { median } from "./machine.ts";

const calls = 300;
const serviceMs = 20;

/** What the port adds to a model's own time, through each real SDK over HTTP; and how long functions take to load. */
export async function measureModels({ say }: { readonly say: (line: string) => void }): Promise<Figure[]> {
  const service = await scriptedService(() => ({
    slow: serviceMs,
    answer: { mood: "neutral", score: 0, signals: [] },
  }));
  Object.assign(process.env, { AWS_REGION: "eu-west-1", AWS_ACCESS_KEY_ID: "x", AWS_SECRET_ACCESS_KEY: "x" });
  const figures: Figure[] = [];
  const ways: Readonly<Record<"openai" | "bedrock", Provider>> = {
    openai: (request) => askOpenAi({ apiKey: "x", baseUrl: `${service.url}/v1` }, request),
    bedrock: (request) => askBedrock({ endpoint: service.url }, request),
  };
  for (const provider of ["openai", "bedrock"] as const) {
    say(`${calls} calls through ${provider} …`);
    const { wallMs, cpuMs } = await overhead(provider, ways[provider]);
    figures.push(
      {
        name: `model port's own time per call, ${provider}, median of ${calls}`,
        value: wallMs,
        unit: "ms",
        target: { at: "most", value: 5 },
      },
      // What a busy machine cannot falsify; the scripted service runs in this process and is in it.
      { name: `processor time per call, ${provider}, service included`, value: cpuMs, unit: "ms" },
    );
  }
  await service.close();
  say("loading functions …");
  return [...figures, ...(await loading())];
}

async function overhead(provider: "openai" | "bedrock", ask: Provider): Promise<{ wallMs: number; cpuMs: number }> {
  const port = openRouter({
    candidates: { "read-mood": [{ provider, model: "m", timeoutMs: 5000, inputPrice: 1, outputPrice: 1 }] },
    providers: { embedded: undefined, openai: ask, bedrock: ask },
    allowed: () => true,
    breaker: { allows: async () => true, report: async () => undefined, reportDenied: async () => undefined },
    ...{ nowMs: Date.now, random: Math.random, sleep: async () => undefined, warn: () => undefined },
  });
  const words = "I ordered a tent for 199 EUR, my card is 4111 1111 1111 1111, write to a@b.example. ".repeat(40);
  const input = { emails: [{ subject: "Order", words }] };
  for (let at = 0; at < 20; at++) await port.ask("read-mood", input);
  const whole: number[] = [];
  const cpu = process.cpuUsage();
  for (let at = 0; at < calls; at++) {
    const started = performance.now();
    await port.ask("read-mood", input);
    whole.push(performance.now() - started);
  }
  // The service answers after `serviceMs`; what its socket and its timer take beyond that counts against us, too.
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs: median(whole) - serviceMs, cpuMs: (user + system) / 1000 / calls };
}

async function loading(): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "switchboard-bench-"));
  await bundleFunctions(folder);
  const figures: Figure[] = [];
  for (const handler of ["understand/read-mood", "answer/check-reply"]) {
    const times: number[] = [];
    for (let at = 0; at < 5; at++) times.push(await importMs(path.join(folder, `${handler}.mjs`)));
    figures.push({
      name: `${handler} imported in a fresh thread, median of 5`,
      value: median(times),
      unit: "ms",
      target: { at: "most", value: 120 },
    });
  }
  rmSync(folder, { recursive: true, force: true });
  return figures;
}

function importMs(file: string): Promise<number> {
  const code = `const { parentPort } = require("node:worker_threads");
    const started = performance.now();
    import(${JSON.stringify(pathToFileURL(file).href)}).then(() => parentPort.postMessage(performance.now() - started));`;
  return new Promise((resolve, reject) => {
    const worker = new Worker(code, { eval: true });
    worker.once("message", (ms: number) => {
      resolve(ms);
      void worker.terminate();
    });
    worker.once("error", reject);
  });
}
