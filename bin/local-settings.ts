import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

/** What `npm start` was told, by flags first and environment second. */
export interface Settings {
  readonly data: string;
  readonly ports: { readonly http: number; readonly smtp: number; readonly aws: number };
  /** Where else than on loopback the desk listens; people need accounts then. */
  readonly wider: { readonly host: string; readonly url?: string } | undefined;
  readonly samples: boolean;
  readonly explain: boolean;
  readonly help: boolean;
  readonly relay: string | undefined;
  /** Signs what goes out; the key is a file. */
  readonly dkim: { readonly domain: string; readonly selector: string; readonly privateKey: string } | undefined;
  readonly bedrockRegion: string | undefined;
  readonly openai: { readonly apiKey: string; readonly baseUrl: string | undefined } | undefined;
}

/** Something the person who starts Switchboard can mend; its message is all they need. */
export class StartRefused extends Error {
  override name = "StartRefused";
}

export const helpText = `npm start -- [flags]

  --data DIR     where everything is kept            SWITCHBOARD_DATA       .switchboard
  --http PORT    console and API                     SWITCHBOARD_HTTP_PORT  8080
  --smtp PORT    email in                            SWITCHBOARD_SMTP_PORT  2525
  --aws PORT     AWS SDKs and CLI look in here       SWITCHBOARD_AWS_PORT   4566
                 (0 takes a free port; --http HOST:PORT lets others in: they need accounts, npm run people)
  --url URL      how others reach the desk then       SWITCHBOARD_URL        https://… of the proxy before it
  --no-samples   neither feed samples/inbox into an empty data folder, nor run the sample shop's order service
  --explain      say what of the template does nothing on one machine, and why; then end
  --help         this text

  SWITCHBOARD_SMTP_RELAY=smtp://host:port   sends replies there; without it each is a file in DATA/outbox
  SWITCHBOARD_DKIM_KEY=FILE                 signs replies with that private key (PEM), for
  SWITCHBOARD_DKIM_DOMAIN=example.org       the domain of the mailbox, under the selector
  SWITCHBOARD_DKIM_SELECTOR=switchboard     whose public key is in its DNS
  OPENAI_API_KEY, OPENAI_BASE_URL           a real model; without one the embedded provider serves
  SWITCHBOARD_BEDROCK_REGION                Bedrock in that region, with your own AWS credentials`;

const flags = {
  data: { type: "string" },
  http: { type: "string" },
  smtp: { type: "string" },
  aws: { type: "string" },
  url: { type: "string" },
  "no-samples": { type: "boolean", default: false },
  explain: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads flags and environment. Throws StartRefused, saying which one is wrong and what it may be. */
export function readSettings(args: readonly string[], env: Environment): Settings {
  const { values } = parsed(args);
  const given = (name: string): string | undefined => {
    const value = env[name];
    return value === undefined || value === "" ? undefined : value;
  };
  // A server of one's own may ask for no key, but the SDK always sends one.
  const apiKey = given("OPENAI_API_KEY") ?? (given("OPENAI_BASE_URL") === undefined ? undefined : "none");
  const baseUrl = given("OPENAI_BASE_URL");
  const http = placeOf(values.http ?? given("SWITCHBOARD_HTTP_PORT") ?? "8080");
  return {
    data: path.resolve(values.data ?? given("SWITCHBOARD_DATA") ?? ".switchboard"),
    ports: {
      http: http.port,
      smtp: portOf("--smtp", values.smtp ?? given("SWITCHBOARD_SMTP_PORT") ?? "2525"),
      aws: portOf("--aws", values.aws ?? given("SWITCHBOARD_AWS_PORT") ?? "4566"),
    },
    wider: widerOf(http.host, values.url ?? given("SWITCHBOARD_URL")),
    samples: !values["no-samples"],
    explain: values.explain,
    help: values.help,
    relay: relayOf(given("SWITCHBOARD_SMTP_RELAY")),
    dkim: dkimOf(given),
    bedrockRegion: given("SWITCHBOARD_BEDROCK_REGION"),
    openai: apiKey === undefined ? undefined : { apiKey, baseUrl },
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, strict: true });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StartRefused(`${why}\n\n${helpText}`, { cause });
  }
}

function portOf(flag: string, text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  if (/^.+:\d+$/.test(text)) {
    throw new StartRefused(
      `${flag} ${text}: only the desk may listen on more than 127.0.0.1 (--http HOST:PORT), since it alone asks who is there. Say ${flag} PORT.`,
    );
  }
  throw new StartRefused(`${flag} ${text} is no port: say a number from 0 (a free one) to 65535.`);
}

/** `PORT` or `HOST:PORT`. */
function placeOf(text: string): { readonly port: number; readonly host: string | undefined } {
  const [, host, port] = /^\[?([^\]]+?)\]?:(\d+)$/.exec(text) ?? [];
  return host === undefined
    ? { port: portOf("--http", text), host: undefined }
    : { port: portOf("--http", port ?? ""), host };
}

const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || /^127(\.\d+){3}$/.test(host);

/**
 * Browsers sign people in only over TLS or on loopback, so an address for others is https: that of the proxy which ends
 * TLS before the desk. Without one the desk is reached by a tunnel to loopback.
 */
function widerOf(host: string | undefined, url: string | undefined): Settings["wider"] {
  if (host === undefined || isLoopback(host)) {
    if (url === undefined) return undefined;
    throw new StartRefused(
      `--url ${url}: the desk listens on loopback only, where nobody else reaches it. Say --http HOST:PORT, too.`,
    );
  }
  if (url === undefined) return { host };
  const parsedUrl = URL.canParse(url) ? new URL(url) : undefined;
  const isSafe = parsedUrl?.protocol === "https:" || isLoopback(parsedUrl?.hostname ?? "");
  if (parsedUrl === undefined || !isSafe || parsedUrl.pathname !== "/") {
    throw new StartRefused(
      `--url ${url}: say how people reach the desk, https://desk.example.org. Browsers sign in over TLS only, so let a proxy that ends TLS pass on to --http.`,
    );
  }
  return { host, url: parsedUrl.origin };
}

function dkimOf(given: (name: string) => string | undefined): Settings["dkim"] {
  const file = given("SWITCHBOARD_DKIM_KEY");
  if (file === undefined) return undefined;
  const domain = given("SWITCHBOARD_DKIM_DOMAIN");
  if (domain === undefined)
    throw new StartRefused("SWITCHBOARD_DKIM_KEY is set, so say whose key it is: SWITCHBOARD_DKIM_DOMAIN=example.org.");
  try {
    const privateKey = readFileSync(file, "utf8");
    createPrivateKey(privateKey);
    return { domain, selector: given("SWITCHBOARD_DKIM_SELECTOR") ?? "switchboard", privateKey };
  } catch (cause) {
    const advice = `SWITCHBOARD_DKIM_KEY=${file} is no private key in PEM: make one with openssl genrsa -out FILE 2048.`;
    throw new StartRefused(advice, { cause });
  }
}

function relayOf(text: string | undefined): string | undefined {
  if (text === undefined || /^smtps?:\/\/[^/]+/.test(text)) return text;
  throw new StartRefused(`SWITCHBOARD_SMTP_RELAY=${text} is no address of a mail server: say smtp://host:port.`);
}
