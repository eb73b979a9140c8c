import { randomInt } from "node:crypto";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { systemClock } from "../local/clock.ts";
import type { Runtime } from "../local/runtime.ts";
import type { JsonObject } from "../local/services/service.ts";
import { bedrockFor } from "./local-bedrock.ts";
import { startSampleOrders } from "./local-orders.ts";
import { helpText, readSettings, type Settings, StartRefused } from "./local-settings.ts";
import { synthesise } from "./local-synth.ts";

const say = (text: string): void => console.log(text);

/** Runs Switchboard until it is told to stop. */
export async function main(): Promise<void> {
  try {
    const settings = readSettings(process.argv.slice(2), process.env);
    if (settings.help) say(helpText);
    else if (settings.explain) say(await explained(settings));
    else await run(settings);
  } catch (error) {
    refuse(error);
  }
}

const assembly = ({ data }: Settings): Promise<string> =>
  synthesise(data, () => say("Synthesising the template of stage dev …"));

async function explained(settings: Settings): Promise<string> {
  const { explain } = await import("./local-explain.ts");
  return explain(await assembly(settings));
}

async function run(settings: Settings): Promise<void> {
  const isNew = await isEmpty(settings.data);
  // The runtime is loaded while another process synthesises: together they would be half a second slower.
  const [cdkOut, { openRuntime }, orders] = await Promise.all([
    assembly(settings),
    import("../local/runtime.ts"),
    settings.samples ? startSampleOrders(settings.data) : undefined,
  ]);
  let stopping = false;
  const runtime = await openRuntime({
    cdkOut,
    data: settings.data,
    ports: settings.ports,
    ...(settings.wider && { wider: settings.wider }),
    clock: systemClock,
    random: () => randomInt(2 ** 47) / 2 ** 47,
    zoneFile: fileURLToPath(new URL("../samples/dns.yaml", import.meta.url)),
    bedrock: await bedrockFor(settings.bedrockRegion),
    ...(settings.relay !== undefined && { relay: settings.relay }),
    ...(settings.dkim !== undefined && { dkim: settings.dkim }),
    secrets: {
      [modelSecretName]: settings.openai && modelSecret(settings.openai),
      [toolsSecretName]: orders?.secret,
    },
    onFailure: (error) => {
      console.error(
        `Switchboard stops: ${error.message}. What it accepted is safe; make room on the disk and start it again.`,
      );
      process.exit(1);
    },
  });
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    say("Stopping …");
    runtime.stop().then(
      () => {
        orders?.stop();
        process.exit(0);
      },
      (error: unknown) => refuse(error),
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);

  announce(runtime, settings);
  if (isNew && settings.samples && settings.wider !== undefined)
    say("The samples are fed only where the desk listens on loopback.");
  else if (isNew && settings.samples) await showSamples(runtime, () => stopping);
}

function announce({ addresses, deskLink, accounts }: Runtime, { data, relay, wider }: Settings): void {
  say(`desk   ${deskLink}`);
  if (accounts === 0) {
    const flag = new URL(addresses.aws).port === "4566" ? "" : ` --aws ${new URL(addresses.aws).port}`;
    say(`       nobody can sign in yet: npm run people -- add you@example.org --role admin${flag}`);
  }
  if (wider !== undefined && wider.url === undefined)
    say(`       listens on ${wider.host}; others reach it when you say --url https://… of the proxy before it`);
  say(`smtp   ${addresses.smtp.replace("smtp://", "")}`);
  say(`aws    ${addresses.aws}`);
  say(`data   ${data}`);
  say(`replies go to ${relay ?? path.join(data, "outbox")}`);
  say("ready");
}

async function showSamples({ addresses, deskToken, deskLink }: Runtime, isStopping: () => boolean): Promise<void> {
  if (deskToken === undefined) return;
  const doors = { desk: addresses.desk, token: deskToken, smtpPort: Number(addresses.smtp.split(":").at(-1)) };
  try {
    const { feedSamples, sampleTable, settledSamples } = await import("./local-samples.ts");
    say("\nThe data folder is new: feeding the sample inbox …");
    const count = await feedSamples(doors);
    let shown = -1;
    const rows = await settledSamples(doors, count, (done) => {
      if (done !== shown && process.stdout.isTTY) process.stdout.write(`\r${done} of ${count} emails done`);
      shown = done;
    });
    if (process.stdout.isTTY) process.stdout.write("\r\x1b[K");
    say(`\n${sampleTable(rows, process.stdout.columns ?? 140)}`);
    const waiting = rows.filter(({ outcome }) => outcome === "waiting").length;
    say(`\n${waiting} wait for a person at the desk: ${deskLink}`);
    say("samples done");
  } catch (error) {
    // A demonstration that fails must not stop what accepts email; a stop under way ends it, too.
    if (!isStopping()) console.error("The samples could not be shown:", error instanceof Error ? error.message : error);
  }
}

/** As lib/ names them for stage dev. */
const modelSecretName = "switchboard/dev/model";
const toolsSecretName = "switchboard/dev/tools";

const modelSecret = ({ apiKey, baseUrl }: NonNullable<Settings["openai"]>): JsonObject => ({
  openaiApiKey: apiKey,
  ...(baseUrl !== undefined && { openaiBaseUrl: baseUrl }),
});

async function isEmpty(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch {
    return true;
  }
}

/** Words for people where the fault is theirs to mend, the whole story where it is ours. */
function refuse(error: unknown): void {
  const forPeople =
    error instanceof StartRefused ||
    (error instanceof Error && ["StoreFailure", "UnsupportedTemplate"].includes(error.name));
  const text = error instanceof Error ? (forPeople || "cause" in error ? error.message : error.stack) : String(error);
  console.error(text);
  process.exit(1);
}
