// Fetching a picture that a stranger's email names: after a click, by this function alone, which has no right but to verify
// that our page asked (S4).
//
//   R1. Only http and https, only their own ports, no name and password; each redirect is judged as the first address was.
//   R2. A name is looked up once, every address of it must be public, and the connection goes to what was looked up.
//   R3. Nothing of us goes out: no cookie, no referrer, no address of ours, no language.
//   R4. Only pixels come in: by their first bytes, not by what the server says; SVG is a document and no picture.
import { type IncomingMessage, request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import { isIP } from "node:net";
import { guardedLookup, mayConnect } from "../platform/private-addresses.ts";
import { pictureType } from "./picture-type.ts";

export interface Picture {
  readonly type: string;
  readonly bytes: Buffer;
}

export type PictureRefusal = "address" | "private" | "redirects" | "answer" | "too-large" | "no-picture" | "timeout";

/** Why there is no picture; the frame shows its alternative text. */
export class NoPicture extends Error {
  override name = "NoPicture";
  readonly why: PictureRefusal;
  constructor(why: PictureRefusal, options?: ErrorOptions) {
    super(`No picture: ${why}`, options);
    this.why = why;
  }
}

export interface FetchRules {
  /** For tests, whose servers are on this machine: private addresses and every port. */
  readonly nearby: boolean;
  readonly timeoutMs: number;
}
const usual: FetchRules = { nearby: false, timeoutMs: 5000 };

// A function's answer may have 6 MB, in which bytes are written in base64.
const mostBytes = 4 * 1024 * 1024;
const mostRedirects = 3;

/** The picture at an address, or NoPicture with the reason. */
export async function fetchPicture(address: string, rules: FetchRules = usual): Promise<Picture> {
  const signal = AbortSignal.timeout(rules.timeoutMs);
  let url = permitted(address, rules);
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const answer = await ask(url, rules, signal);
    try {
      const next = redirectIn(answer, url);
      if (next === undefined) return await pictureIn(answer);
      url = permitted(next, rules);
    } catch (error) {
      throw error instanceof NoPicture ? error : new NoPicture(reasonOf(error, signal), { cause: error });
    } finally {
      answer.destroy();
    }
  }
  throw new NoPicture("redirects");
}

/** Where an answer sends us on to; undefined when it is the picture itself, or says so. */
function redirectIn({ statusCode = 0, headers: { location = "" } }: IncomingMessage, from: URL): string | undefined {
  if (statusCode < 300 || statusCode >= 400) return undefined;
  if (location === "" || !URL.canParse(location, from.href)) throw new NoPicture("answer");
  return new URL(location, from).href;
}

async function pictureIn(answer: IncomingMessage): Promise<Picture> {
  const encoding = answer.headers["content-encoding"] ?? "identity";
  if (answer.statusCode !== 200 || encoding !== "identity") throw new NoPicture("answer");
  const bytes = await bytesOf(answer);
  const type = pictureType(bytes);
  if (type === undefined) throw new NoPicture("no-picture");
  return { type, bytes };
}

/** The address, if we may ask there (R1). The URL parser has made one of decimal, octal and hexadecimal numbers. */
function permitted(address: string, { nearby }: FetchRules): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw new NoPicture("address");
  if (url.username !== "" || url.password !== "" || (url.port !== "" && !nearby)) throw new NoPicture("address");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && !mayConnect(host, nearby)) throw new NoPicture("private");
  return url;
}

function ask(url: URL, { nearby }: FetchRules, signal: AbortSignal): Promise<IncomingMessage> {
  const send = url.protocol === "https:" ? overHttps : overHttp;
  return new Promise((resolve, reject) => {
    const outgoing = send(url, {
      ...{ lookup: guardedLookup(nearby), signal, agent: false },
      headers: { accept: "image/*", "accept-encoding": "identity", "user-agent": "Mozilla/5.0" },
    });
    outgoing.once("response", resolve);
    outgoing.once("error", (cause) => reject(new NoPicture(reasonOf(cause, signal), { cause })));
    outgoing.end();
  });
}

async function bytesOf(answer: IncomingMessage): Promise<Buffer> {
  if (Number(answer.headers["content-length"] ?? 0) > mostBytes) throw new NoPicture("too-large");
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length > mostBytes) throw new NoPicture("too-large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function reasonOf(error: unknown, signal: AbortSignal): PictureRefusal {
  if (signal.aborted) return "timeout";
  return error instanceof Error && "code" in error && error.code === "EPRIVATE" ? "private" : "answer";
}
