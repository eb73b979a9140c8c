import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { synthesise } from "../../../bin/local-synth.ts";
import { systemClock } from "../../../local/clock.ts";
import { openRuntime } from "../../../local/runtime.ts";
import { type MailSink, openMailSink } from "./mail-sink.ts";
import { type ModelServer, openModelServer } from "./model-server.ts";
import { openRecords, type Records } from "./records.ts";
import { zoneFile } from "./zone.ts";

export interface Attacked {
  readonly smtpPort: number;
  readonly model: ModelServer;
  readonly sink: MailSink;
  readonly records: Records;
  /** Secrets that the model knows and tries to tell everybody. */
  readonly canaries: readonly string[];
  /** One open or closed task as the desk shows it, with its draft and flags. */
  task(taskId: string): Promise<unknown>;
  stop(): Promise<void>;
}

const apiKey = "sk-canary-Vq3ZtL9mXw7Kp2RdYh8N";
const canaries = [
  apiKey,
  "zubrowkaquillon",
  "Mrs Ottilie Brandstetter of Zubrowka Street 77 is allergic to goose down",
];

/**
 * The real template on the embedded runtime with a model that does what every email says, a mail server that keeps the
 * envelopes of what is sent, and a CRM. Debounce and caps are lifted, so that nothing but the answer holds a reply back.
 */
export async function openAttacked(): Promise<Attacked> {
  const folder = mkdtempSync(path.join(tmpdir(), "switchboard-attacked-"));
  const forget = (): void => rmSync(folder, { recursive: true, force: true });
  process.once("exit", forget);
  const zone = path.join(folder, "dns.yaml");
  writeFileSync(zone, zoneFile());
  const data = path.join(folder, "data");
  const cdkOut = await synthesise(data, () => undefined);
  const [model, sink] = await Promise.all([openModelServer(canaries), openMailSink()]);
  const closeServers = () => Promise.all([model.close(), sink.close()]);
  const runtime = await openRuntime({
    cdkOut,
    data,
    ports: { http: 0, smtp: 0, aws: 0 },
    clock: systemClock,
    random: Math.random,
    zoneFile: zone,
    relay: sink.url,
    secrets: {
      "switchboard/dev/model": { openaiApiKey: apiKey, openaiBaseUrl: model.baseUrl },
      "switchboard/dev/crm": { url: model.crmUrl, key: "key-of-the-crm-in-the-attack" },
    },
    onFailure: (error) => {
      throw error;
    },
  }).catch(async (error: unknown) => {
    // Open servers would keep a process alive that has nothing left to do.
    await closeServers();
    throw error;
  });
  const records = openRecords(runtime.addresses.aws);
  await records.liftCaps();
  await records.waitForKnowledge();
  return {
    ...{ smtpPort: Number(runtime.addresses.smtp.split(":").at(-1)), model, sink, records, canaries },
    task: async (taskId) => {
      const response = await fetch(`${runtime.addresses.desk}/api/tasks/${taskId}`, {
        headers: { authorization: `Bearer ${runtime.deskToken}` },
      });
      if (!response.ok) throw new Error(`The desk answered ${response.status} when asked for ${taskId}`);
      return await response.json();
    },
    stop: async () => {
      await runtime.stop();
      await closeServers();
      process.off("exit", forget);
      forget();
    },
  };
}
