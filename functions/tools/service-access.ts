import * as z from "zod";
import { nowMs } from "../platform/clock.ts";
import { readSecret } from "../platform/secrets.ts";
import { settingIfAny } from "../platform/settings.ts";
import { openCircuit } from "./http/circuit.ts";
import { openService } from "./http/service.ts";
import type { Service } from "./tool.ts";

const ToolsSecret = z.object({
  /** Stands before the stage's own address: how one machine, whose ports are known only at start, names it. */
  ordersUrl: z.union([z.literal(""), z.url({ protocol: /^https?$/ })]).default(""),
  ordersKey: z.string().optional(),
  allowPrivate: z.boolean().default(false),
});

// Five failures in a row are no hiccup; half a minute later one call finds out. One for each environment.
const circuit = openCircuit({ failures: 5, restMs: 30_000, nowMs });

/** The order service of this stage; undefined when none is configured, and then tools are off. */
export async function orderService(untilMs: number): Promise<Service | undefined> {
  const { ordersUrl, ordersKey, allowPrivate } = await readSecret("toolsSecret", ToolsSecret);
  const url = ordersUrl === "" ? settingIfAny("ordersUrl") : ordersUrl;
  if (url === undefined) return undefined;
  return openService({ access: { url, key: ordersKey, allowPrivate }, circuit, nowMs, untilMs });
}
