import type * as z from "zod";
import { nowMs } from "./clock.ts";
import { setting } from "./settings.ts";

// Rotated secrets are seen within five minutes without a call per email.
const keepMs = 300_000;
const kept = new Map<string, { readonly text: string; readonly atMs: number }>();

/** A secret's JSON value, checked. The error never contains the value. */
export async function readSecret<T extends z.ZodType>(
  name: "modelSecret" | "signingSecret" | "crmSecret" | "chatSecret" | "toolsSecret",
  schema: T,
): Promise<z.infer<T>> {
  const id = setting(name);
  let entry = kept.get(id);
  if (!entry || nowMs() - entry.atMs > keepMs) {
    // Lazy: most calls find the secret kept, and the client is as large as a handler.
    const { fetchSecret } = await import("./secrets-manager.ts");
    entry = { text: await fetchSecret(id), atMs: nowMs() };
    kept.set(id, entry);
  }
  const parsed = schema.safeParse(parseJson(entry.text));
  if (!parsed.success) throw new Error(`The secret ${id} is not the JSON that ${name} needs (see docs/deploy.md).`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
