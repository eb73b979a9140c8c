import { type IncomingMessage, request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import { isIP } from "node:net";
import { guardedLookup, mayConnect } from "../../platform/private-addresses.ts";

const mostBytes = 5_000_000;
const longestMs = 15_000;
const mostRedirects = 3;

/** Types that are articles, with the ending of their file. */
const endings: readonly (readonly [type: RegExp, ending: string])[] = [
  [/^(?:text\/html|application\/xhtml\+xml)\b/i, "html"],
  [/^application\/pdf\b/i, "pdf"],
  [/^text\/markdown\b/i, "md"],
];

export interface Page {
  readonly bytes: Uint8Array;
  readonly ending: string;
  /** What the server calls this version; asked with next time. */
  readonly etag: string | undefined;
}

export interface Fetching {
  /** Hosts that may be asked, by policy: redirects lead nowhere else. */
  readonly hosts: readonly string[];
  /** The version that is known. */
  readonly etag: string | undefined;
  /** Only tests ask their own machine, and without TLS. */
  readonly allowPrivate?: boolean;
}

/**
 * One page of a web site, or `unchanged`. Nothing is sent along that could tell who asks, private addresses are refused for
 * the very address connected to. Throws with what is wrong for whatever is no article in time and size.
 */
export async function fetchPage(page: string, fetching: Fetching): Promise<Page | "unchanged"> {
  let url = new URL(page);
  for (let at = 0; at <= mostRedirects; at++) {
    const response = await ask(url, fetching);
    try {
      const { statusCode = 0, headers } = response;
      if (statusCode === 304) return "unchanged";
      if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
        url = new URL(headers.location, url);
        continue;
      }
      if (statusCode !== 200) throw new Error(`the server says ${statusCode}`);
      const ending = endings.find(([type]) => type.test(headers["content-type"] ?? ""))?.[1];
      if (ending === undefined)
        throw new Error(`it is ${headers["content-type"] ?? "of no type"}, not HTML, PDF or Markdown`);
      return { bytes: await bytesOf(response), ending, etag: headers.etag };
    } finally {
      response.destroy();
    }
  }
  throw new Error(`it leads on more than ${mostRedirects} times`);
}

function ask(url: URL, { hosts, etag, allowPrivate = false }: Fetching): Promise<IncomingMessage> {
  if (!hosts.includes(url.hostname)) throw new Error(`it leads to ${url.hostname}, which policy does not list`);
  if (url.protocol !== "https:" && !allowPrivate) throw new Error("it leads away from HTTPS");
  // A literal address is connected to without a look-up.
  if (isIP(url.hostname) !== 0 && !mayConnect(url.hostname, allowPrivate)) throw new Error("it is a private address");
  return new Promise((resolve, reject) => {
    const send = url.protocol === "https:" ? overHttps : overHttp;
    const outgoing = send(url, {
      lookup: guardedLookup(allowPrivate),
      signal: AbortSignal.timeout(longestMs),
      headers: {
        "user-agent": "switchboard",
        "accept-encoding": "identity",
        accept: "text/html, application/pdf, text/markdown",
        ...(etag !== undefined && { "if-none-match": etag }),
      },
    });
    outgoing.once("response", resolve);
    outgoing.once("error", reject);
    outgoing.end();
  });
}

async function bytesOf(response: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response) {
    const bytes: unknown = chunk;
    if (!(bytes instanceof Uint8Array)) continue;
    length += bytes.length;
    if (length > mostBytes) throw new Error(`it is larger than ${mostBytes / 1_000_000} MB`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
