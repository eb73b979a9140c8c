import type { WireRequest } from "./message.ts";

/** Who signed a request, for what: `key/date/region/service/aws4_request`. */
export interface Credential {
  readonly accessKeyId: string;
  /** `20260131`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** The credential scope of a request's header or presigned query; undefined when it is not signed. */
export function credentialOf(request: Pick<WireRequest, "query" | "headers">): Credential | undefined {
  const text =
    request.query.get("X-Amz-Credential") ?? /Credential=([^,\s]+)/.exec(request.headers["authorization"] ?? "")?.[1];
  if (text === undefined) return undefined;
  // An access key id may hold slashes; what follows it may not.
  const [, service = "", region = "", date = "", ...key] = text.split("/").reverse();
  return service === "" ? undefined : { accessKeyId: key.reverse().join("/"), date, region, service };
}
