/** One HTTP request as the protocols see it: the body whole, names of headers in lower case. */
export interface WireRequest {
  readonly method: string;
  /** As sent: still percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly requestId: string;
}

export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Answers a request of one protocol; failures are already in that protocol's words. */
export type WireHandler = (request: WireRequest) => Promise<WireReply>;
