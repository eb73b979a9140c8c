import { AwsError } from "../aws-error.ts";

export interface Range {
  readonly first: number;
  readonly last: number;
}

/** The bytes a `Range` header asks for; undefined for the whole. Several ranges are not served, as by S3. Throws InvalidRange. */
export function partOf(header: string | undefined, size: number): Range | undefined {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  const [, from = "", to = ""] = asked ?? [];
  if (!asked || (from === "" && to === "")) return undefined;
  const first = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (first <= last) return { first, last };
  throw new AwsError("InvalidRange", "The requested range is not satisfiable", {
    status: 416,
    fields: { RangeRequested: header ?? "", ActualObjectSize: size },
  });
}
