import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openCircuit } from "../../functions/tools/http/circuit.ts";
import { openService } from "../../functions/tools/http/service.ts";
import type { Service } from "../../functions/tools/tool.ts";
import { type OrdersService, openOrdersService } from "../../samples/orders-service/orders-service.ts";
import { sampleShop } from "../../samples/orders-service/shop.ts";

export interface TestShop {
  readonly url: string;
  readonly key: string;
  /** As tools speak to it. */
  readonly service: Service;
  refunds(): ReturnType<OrdersService["refunds"]>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** The sample shop's own order service on a free port, with a folder of its own. */
export async function openShop(): Promise<TestShop> {
  const folder = mkdtempSync(path.join(tmpdir(), "orders-"));
  const key = "test-key";
  const open = (port: number) => openOrdersService({ shop: sampleShop(), folder, key, port });
  let running = await open(0);
  const { url } = running;
  return {
    ...{ url, key },
    service: serviceAt(url, key),
    refunds: () => running.refunds(),
    restart: async () => {
      await running.close();
      running = await open(Number(new URL(url).port));
    },
    close: async () => {
      await running.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const memory = sampleShop();
/** The shop's orders without a network, for the thousands of questions of a property test. */
export const serviceInMemory: Service = {
  ask: async ({ path: asked }) => {
    const [, kind, id = "", part] = asked.split("/").map((each) => decodeURIComponent(each));
    const order = memory.orders.find(({ number }) => number === id);
    if (kind === "orders") return part === "customer" ? order && { email: order.customer.email } : order;
    return kind === "stock" ? { items: memory.items } : undefined;
  },
};

const serviceAt = (url: string, key = "test-key"): Service =>
  openService({
    access: { url, key, allowPrivate: true },
    circuit: openCircuit({ failures: 5, restMs: 30_000, nowMs: Date.now }),
    nowMs: Date.now,
    untilMs: Number.POSITIVE_INFINITY,
  });
