// What an environment asks of this machine's own AWS endpoint goes to it by message and not by socket: the same
// request (method, path, headers with their signature, body), the same answer, without two HTTP parsers and the loopback
// device between two threads of one process. A third of what a call costs an SDK client is saved; the handler's code and
// its SDK are as they are on AWS. What is asked of any other address leaves by the network (ADR 0009).
import http from "node:http";
import { syncBuiltinESMExports } from "node:module";
import { Readable, Writable } from "node:stream";

/**
 * @typedef {{ kind: "call", id: number, method: string, path: string, headers: object, body: Uint8Array | string | undefined }} CallMessage
 * @typedef {{ kind: "reply", id: number, status: number, headers: Record<string, string>, body: Uint8Array | string }} ReplyMessage
 */

/**
 * Takes over `http.request` for one address. Returns what hears the replies.
 * @param {URL} endpoint
 * @param {(message: CallMessage) => void} post
 * @returns {(reply: ReplyMessage) => void}
 */
export function carryNearbyCalls(endpoint, post) {
  const { request } = http;
  /** @type {Map<number, NearbyRequest>} */
  const waiting = new Map();
  let lastId = 0;
  const isNearby = (options) => options?.host === endpoint.hostname && Number(options.port) === Number(endpoint.port);
  http.request = (options, ...rest) => {
    if (!isNearby(options)) return request(options, ...rest);
    /** @type {{ method?: string, path?: string, headers?: object }} */
    const asked = options;
    for (const [name, value] of Object.entries(asked.headers ?? {})) {
      // As a request by socket refuses them.
      http.validateHeaderName(name);
      http.validateHeaderValue(name, value);
    }
    const id = ++lastId;
    /** @type {((response: NearbyResponse) => void) | undefined} */
    const onResponse = rest[0];
    const nearby = new NearbyRequest(asked, (question) => post({ kind: "call", id, ...question }), onResponse);
    waiting.set(id, nearby);
    nearby.once("close", () => waiting.delete(id));
    return nearby;
  };
  syncBuiltinESMExports();
  return (reply) => waiting.get(reply.id)?.answer(reply);
}

/** As much of node:http's ClientRequest as a client uses that sends one body and reads one answer. */
class NearbyRequest extends Writable {
  socket = new NearbySocket();
  #options;
  #send;
  /** @type {(Uint8Array | string)[]} */
  #chunks = [];

  /**
   * @param {{ method?: string, path?: string, headers?: object }} options
   * @param {(message: Omit<CallMessage, "kind" | "id">) => void} send
   * @param {((response: NearbyResponse) => void) | undefined} onResponse
   */
  constructor(options, send, onResponse) {
    // Closed when it is answered, as a request by socket is.
    super({ autoDestroy: false, decodeStrings: false });
    this.#options = options;
    this.#send = send;
    if (onResponse) this.once("response", onResponse);
    // Who sends much asks first whether it is wanted (RFC 9110, 10.1.1), and waits for seconds when nobody answers.
    if (
      Object.entries(options.headers ?? {}).some(([name, value]) => /^expect$/i.test(name) && value === "100-continue")
    )
      setImmediate(() => this.emit("continue"));
  }

  /**
   * @param {Uint8Array | string} chunk
   * @param {string} _encoding
   * @param {() => void} done
   */
  _write(chunk, _encoding, done) {
    this.#chunks.push(chunk);
    done();
  }

  _final(done) {
    const { method = "GET", path = "/", headers = {} } = this.#options;
    this.#send({ method, path, headers, body: joined(this.#chunks) });
    done();
  }

  answer({ status, headers, body }) {
    this.emit("response", new NearbyResponse(status, headers, body));
    this.destroy();
  }

  setTimeout() {
    return this;
  }
}

/** What a client asks of the socket below: connected from the start, and ended after the silence that the client allows. */
class NearbySocket {
  connecting = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #silence;

  /**
   * @param {number} ms
   * @param {() => void} onTimeout
   */
  setTimeout(ms, onTimeout) {
    clearTimeout(this.#silence);
    this.#silence = ms > 0 ? setTimeout(onTimeout, ms) : undefined;
    return this;
  }

  /** Who no longer listens no longer waits: clients do so when their request closes. */
  removeListener() {
    clearTimeout(this.#silence);
    return this;
  }

  setKeepAlive() {
    return this;
  }

  destroy() {
    clearTimeout(this.#silence);
    return this;
  }
}

/** As much of node:http's IncomingMessage as a client reads. */
class NearbyResponse extends Readable {
  complete = true;
  statusMessage = "";

  constructor(statusCode, headers, body) {
    super();
    this.statusCode = statusCode;
    this.headers = headers;
    if (body.length > 0) this.push(typeof body === "string" ? Buffer.from(body) : body);
    this.push(null);
  }

  _read() {
    // All of it was given at once.
  }
}

/** @param {readonly (Uint8Array | string)[]} chunks */
const joined = (chunks) => (chunks.length <= 1 ? chunks[0] : Buffer.concat(chunks.map((chunk) => Buffer.from(chunk))));
