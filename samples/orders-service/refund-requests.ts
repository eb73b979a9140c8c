import { createHash } from "node:crypto";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import path from "node:path";
import * as z from "zod";

const Request = z.object({ key: z.string(), order: z.string(), reference: z.string() });
type Request = z.infer<typeof Request>;

/** Refund requests in a file, one JSON line each: asked twice under one key, there is one, also after a restart. */
export function openRefundRequests(folder: string) {
  const file = path.join(folder, "refund-requests.jsonl");
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  const byKey = new Map<string, Request>();
  for (const line of lines) {
    // The last line may be half of one, when the machine stopped while it was written: then nobody was told of it.
    const request = Request.safeParse(parsed(line));
    if (request.success) byKey.set(request.data.key, request.data);
  }
  return {
    all: (): readonly Request[] => [...byKey.values()],
    /** The request under this key, made if there is none; undefined when the key belongs to another order's. */
    ask: (key: string, order: string): { readonly request: Request; readonly isNew: boolean } | undefined => {
      const known = byKey.get(key);
      if (known !== undefined) return known.order === order ? { request: known, isNew: false } : undefined;
      const request = {
        key,
        order,
        reference: `RF-${createHash("sha256").update(key).digest("hex").slice(0, 8).toUpperCase()}`,
      };
      // Whoever can read the folder above can read this; nobody else, whichever of the two is made first.
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const handle = openSync(file, "a");
      writeSync(handle, `\n${JSON.stringify(request)}\n`);
      fsyncSync(handle);
      closeSync(handle);
      byKey.set(key, request);
      return { request, isNew: true };
    },
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
