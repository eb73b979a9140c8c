import { StateFailure } from "./failure.ts";
import type { Json } from "./json.ts";

// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html: 256 KiB of UTF-8 for input or output.
const mostBytes = 262_144;

/** Whether the JSON text of `value` is within what a state may take or give, in UTF-8 bytes. */
export function fitsPayload(value: Json): boolean {
  // Sizing without making text: only what may be near the limit is really written out.
  if (roughSize(value, mostBytes / 6) < mostBytes / 6) return true;
  return Buffer.byteLength(JSON.stringify(value)) < mostBytes;
}

/** UTF-16 units that `value` takes at most a sixth of in bytes; stops counting beyond `enough`. */
function roughSize(value: Json, enough: number): number {
  if (typeof value === "string") return value.length + 2;
  if (typeof value !== "object" || value === null) return 24;
  let size = 2;
  if (Array.isArray(value)) {
    for (const item of value) {
      size += roughSize(item, enough) + 1;
      if (size > enough) break;
    }
    return size;
  }
  for (const key in value) {
    size += key.length + 4 + roughSize(value[key] ?? null, enough);
    if (size > enough) break;
  }
  return size;
}

/** States.DataLimitExceeded, naming the state or the task's resource. A task's may be caught, a state's not. */
export const tooLarge = (who: string, options: { catchable: boolean }): StateFailure =>
  new StateFailure(
    "States.DataLimitExceeded",
    `The state/task '${who}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    options,
  );
