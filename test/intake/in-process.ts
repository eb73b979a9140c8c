import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createTransport } from "nodemailer";
import { synthesise } from "../../bin/local-synth.ts";
import { systemClock } from "../../local/clock.ts";
import { openRuntime } from "../../local/runtime.ts";
import { changePolicy } from "../journeys/harness/change-policy.ts";

export interface Instance {
  readonly port: number;
  /** Address of its AWS endpoint. */
  readonly aws: string;
  send(envelope: { from: string; to: string }, raw: string | Buffer): Promise<void>;
  api<T>(at: string): Promise<T>;
  changePolicy(change: object): Promise<void>;
  stop(): Promise<void>;
}

/** A whole Switchboard in this process, its replies going to `relay`. */
export async function openInstance(relay: string): Promise<Instance> {
  const folder = mkdtempSync(path.join(tmpdir(), "switchboard-instance-"));
  const runtime = await openRuntime({
    ...{ cdkOut: await synthesise(path.join(folder, "data"), () => undefined), data: path.join(folder, "data"), relay },
    ...{ ports: { http: 0, smtp: 0, aws: 0 }, clock: systemClock, random: Math.random },
    onFailure: (error) => {
      throw error;
    },
  });
  const port = Number(runtime.addresses.smtp.split(":").at(-1));
  const mailer = createTransport({ host: "127.0.0.1", port, secure: false, ignoreTLS: true, pool: true });
  return {
    port,
    aws: runtime.addresses.aws,
    send: async (envelope, raw) => {
      await mailer.sendMail({ envelope, raw });
    },
    api: async <T>(at: string) => {
      for (;;) {
        const response = await fetch(`${runtime.addresses.desk}${at}`, {
          headers: { authorization: `Bearer ${runtime.deskToken}` },
        });
        if (response.ok) return (await response.json()) as T;
        if (response.status !== 429) throw new Error(`GET ${at}: ${response.status} ${await response.text()}`);
        // The desk's limit for one person: it says when to ask again.
        await new Promise((resolve) => setTimeout(resolve, Number(response.headers.get("retry-after") ?? 1) * 1000));
      }
    },
    changePolicy: (change) => changePolicy(runtime.addresses.desk, runtime.deskToken ?? "", change),
    stop: async () => {
      mailer.close();
      await runtime.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Interaction {
  readonly interactionId: string;
  readonly outcome: string;
  readonly subject: string;
  readonly reasons: readonly string[];
}

/** All that an instance handled, newest first. */
export async function interactionsOf(instance: Instance): Promise<Interaction[]> {
  const found: Interaction[] = [];
  let after = "";
  do {
    const page = await instance.api<{ interactions: Interaction[]; next?: string }>(
      `/api/interactions?limit=100${after === "" ? "" : `&after=${encodeURIComponent(after)}`}`,
    );
    found.push(...page.interactions);
    after = page.next ?? "";
  } while (after !== "");
  return found;
}
