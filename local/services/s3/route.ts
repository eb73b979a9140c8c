import type { WireReply, WireRequest } from "../wire/message.ts";
import { element, type XmlValue } from "../wire/xml.ts";
import type { Buckets } from "./buckets.ts";

/** A request to S3, its address taken apart (path style). */
export interface S3Request {
  readonly wire: WireRequest;
  readonly buckets: Buckets;
  readonly bucket: string;
  readonly key: string;
}

/** One REST operation: what it may be asked, and how it answers. */
export interface S3Route {
  readonly method: string;
  /** A query parameter that must be there for this route (`delete`, `list-type`). */
  readonly having?: string;
  /** A header that must be there. */
  readonly header?: string;
  readonly name: string;
  readonly query: readonly string[];
  /** `x-amz-…` headers that mean something to it, beyond those every request may carry. */
  readonly headers: readonly string[];
  readonly answer: (request: S3Request) => Promise<WireReply>;
}

/** A document in S3's namespace. */
export const xmlReply = (root: string, members: { [name: string]: XmlValue }, status = 200): WireReply => ({
  status,
  headers: { "content-type": "application/xml" },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, members).replace(
    `<${root}>`,
    `<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">`,
  )}`,
});
