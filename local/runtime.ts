// Runtime: one machine that runs a synthesised template.
//
//   N1. What the template needs and the machine has not is refused before anything starts.
//   N2. Resources run before triggers, triggers before the doors open: nothing comes in that nobody could handle.
//   N3. Stopping closes the doors first and the store last; work that does not end in time is done again next time.

import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { readAssembly } from "./assembly/cloud-assembly.ts";
import { planAssembly } from "./assembly/plan.ts";
import { resourceTypes } from "./assembly/resource-types.ts";
import { functionRoles } from "./assembly/roles.ts";
import { type Outputs, startAssembly } from "./assembly/start-assembly.ts";
import type { Clock } from "./clock.ts";
import type { StoreFailure } from "./database.ts";
import { giveSecrets } from "./given-secrets.ts";
import { type Answer, openHttpServer } from "./http/http-server.ts";
import { answerLogin } from "./http/login.ts";
import { type HttpReply, type HttpRequest, pathOf } from "./http/payload.ts";
import { withObjects } from "./http/public-objects.ts";
import { openLogFile } from "./lambda/log-file.ts";
import { type DkimKey, signingMailOut } from "./mail/dkim.ts";
import { type MailOut, openOutbox, openRelay } from "./mail/mail-out.ts";
import { openMailIn } from "./open-mail-in.ts";
import { openRooms } from "./open-rooms.ts";
import { usualRules } from "./people/password-rules.ts";
import { openSignIn } from "./people/sign-in.ts";
import { type Endpoint, openEndpoint } from "./services/endpoint.ts";
import { authorize } from "./services/permissions/authorize.ts";
import { whyNoLink, whyNotPresigned } from "./services/s3/presigned.ts";
import type { JsonObject } from "./services/service.ts";
import type { WireHandler } from "./services/wire/message.ts";
import { openStore } from "./store.ts";

export interface RuntimeOptions {
  /** Folder that `cdk synth` wrote. */
  readonly cdkOut: string;
  /** Data folder; made when it is not there. */
  readonly data: string;
  /** 0 takes a free port. */
  readonly ports: { readonly http: number; readonly smtp: number; readonly aws: number };
  /** Where else than on loopback the desk listens, and its address for people. Accounts are required then. */
  readonly wider?: { readonly host: string; readonly url?: string };
  readonly clock: Clock;
  readonly random: () => number;
  /** `smtp://host:port` that takes outgoing email; without it each is a file in DATA/outbox. */
  readonly relay?: string;
  /** Signs outgoing email; without it a relay may. */
  readonly dkim?: DkimKey;
  /** DNS of names that the real one does not know, for checking senders. */
  readonly zoneFile?: string;
  /** Answers Bedrock Runtime's paths. */
  readonly bedrock?: WireHandler;
  /** Values for secrets by name, given from outside; undefined takes back what an earlier start gave. */
  readonly secrets?: Readonly<Record<string, JsonObject | undefined>>;
  /** The disk refused a write: nothing is accepted any more, and the caller should end the process. */
  readonly onFailure: (error: StoreFailure) => void;
}

export interface Runtime {
  readonly addresses: { readonly desk: string; readonly smtp: string; readonly aws: string };
  /** Token of the person at this machine, also in DATA/desk-token. Undefined when the template has no user pool. */
  readonly deskToken: string | undefined;
  /** Address that opens the desk for that person: short enough to click in a terminal. With accounts: the desk's own. */
  readonly deskLink: string;
  /** How many people can sign in; undefined where no account is needed. */
  readonly accounts: number | undefined;
  readonly outputs: Outputs;
  stop(): Promise<void>;
}

const drainMs = 5_000;

/** Starts everything the template describes. Rejects with words for people: port taken, folder in use, unsupported template. */
export async function openRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { clock, data, ports } = options;
  const plan = planAssembly(await readAssembly(options.cdkOut), resourceTypes); // N1
  await makeFolder(data);
  const store = openStore(path.join(data, "switchboard.sqlite"));
  store.onFailure(options.onFailure);
  const log = openLogFile(path.join(data, "logs"), "runtime");
  const onError = (error: unknown): void => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.write(`${new Date(clock.now()).toISOString()} ${text}\n`);
  };

  const { wider } = options;
  const http = await openHttpServer({
    ...{ port: ports.http, clock },
    ...(wider && { host: wider.host }),
    ...(wider?.url !== undefined && { names: [new URL(wider.url).hostname] }),
  });
  const publicUrl = wider?.url ?? http.origin;
  const { promise: endpointOpen, resolve: tellEndpoint } = Promise.withResolvers<Endpoint>();
  let endpointUrl = "";
  const mailOut = await openMailOut(options);
  const opened = await openRooms({
    ...{ store, clock, folder: data, mailOut, onError },
    endpoint: () => endpointUrl,
    answer: async (request) => (await endpointOpen).answer(request),
    origin: () => http.origin,
    publicUrl: () => publicUrl,
    hasAccounts: wider !== undefined,
    random: options.random,
  });
  const { rooms, people, invocations, operations } = opened;
  const verifier = { nowMs: clock.now, secretOf: opened.keys.secretOf };
  let roleOf: ReturnType<typeof functionRoles> = () => undefined;
  const endpoint = await openEndpoint({
    port: ports.aws,
    authorize: (request) => whyNotPresigned(request, verifier) ?? authorize(request, roleOf),
    whyNoLink: (request) => whyNoLink(request, verifier),
    services: { operations, s3: rooms.buckets.handle, ...(options.bedrock && { bedrock: options.bedrock }) },
    onError,
  });
  endpointUrl = endpoint.url;
  tellEndpoint(endpoint);

  // CloudFormation's answers must come in while the template starts; everything else waits for the doors.
  http.openEarly("/.cloudformation/", (request) => answerCustomResource(request, rooms.customResources));
  await giveSecrets(rooms.secrets, options.secrets ?? {});
  const outputs = await startAssembly(plan, rooms, rooms.addresses, (resolved) => {
    roleOf = functionRoles(plan, resolved);
  });
  opened.tellAllStarted();
  const services = [rooms.dynamo, rooms.queues, rooms.topics, rooms.buckets, rooms.bus, rooms.ses, invocations];
  for (const service of services) await service.start();
  await Promise.all([rooms.engine.start(), rooms.userPools.start(), people.start()]);
  for (const mapping of rooms.mappings) await mapping.start(); // N2

  const mailIn = await openMailIn({ rooms, clock, port: ports.smtp, onError, zoneFile: options.zoneFile });
  const rules = () => rooms.userPools.list()[0]?.rules ?? usualRules;
  const signIn = wider && openSignIn({ people, clock, rules, publicUrl });
  const answer: Answer = async (request) =>
    (await answerLogin(request, rooms.userPools, signIn)) ?? rooms.apis.answer(request);
  http.open(wider === undefined ? answer : withObjects(answer, endpoint.url, publicUrl));
  const deskToken = rooms.userPools.deskToken();
  const tokenFile = path.join(data, "desk-token");
  if (deskToken === undefined) await rm(tokenFile, { force: true });
  else await writeFile(tokenFile, `${deskToken}\n`, { mode: 0o600 });

  return {
    accounts: wider && people.accounts.all().filter(({ enabled }) => enabled).length,
    addresses: { desk: publicUrl, smtp: `smtp://127.0.0.1:${mailIn.port}`, aws: endpoint.url },
    deskToken,
    deskLink: `${publicUrl}${rooms.userPools.deskPath() ?? "/"}`,
    outputs,
    stop: async () => {
      const doors = Promise.all([mailIn.close(), http.close(drainMs)]);
      const work = Promise.all(rooms.mappings.map((mapping) => mapping.stop()));
      await within(drainMs, clock, Promise.all([doors, work]));
      await rooms.engine.stop();
      for (const service of services) service.stop();
      await rooms.functions.stop();
      await endpoint.close();
      mailOut.close();
      await log.close();
      await store.close();
    },
  };
}

/** Folder by folder: Node's own recursive mkdir never returns where a file system answers as /proc does. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await makeWithParents(path.resolve(folder));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const advice = `The data folder ${folder} cannot be made (${why}). Make it writable, or choose another with --data DIR.`;
    throw new Error(advice, { cause });
  }
}

async function makeWithParents(folder: string): Promise<void> {
  if ((await stat(folder).catch(() => undefined))?.isDirectory()) return;
  if (path.dirname(folder) !== folder) await makeWithParents(path.dirname(folder));
  await mkdir(folder, { mode: 0o700 });
}

async function openMailOut({ relay, data, dkim }: RuntimeOptions): Promise<MailOut> {
  const mailOut = relay === undefined ? await openOutbox(path.join(data, "outbox")) : openRelay({ url: relay });
  return dkim === undefined ? mailOut : signingMailOut(mailOut, dkim);
}

async function answerCustomResource(
  request: HttpRequest,
  customResources: { respond(id: string, body: string): boolean },
): Promise<HttpReply> {
  const id = pathOf(request.url).split("/").at(-1) ?? "";
  const known = request.method === "PUT" && customResources.respond(id, request.body.toString());
  return { status: known ? 200 : 404, headers: {}, body: "" };
}

/** Waits for `work`, but not longer than `limitMs`. */
async function within(limitMs: number, clock: Clock, work: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const cancel = clock.at(clock.now() + limitMs, resolve);
  await Promise.race([work, promise]);
  cancel();
}
