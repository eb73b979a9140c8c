import { randomBytes } from "node:crypto";
import path from "node:path";

/** The samples are data and a stand-in for somebody else's system: found by path, known by what they say of themselves. */
interface Samples {
  readonly openSampleOrders: (options: {
    readonly folder: string;
    readonly key: string;
    readonly port: number;
  }) => Promise<{ readonly url: string; close(): Promise<void> }>;
}
const samples = new URL("../samples/orders-service/open-sample-orders.ts", import.meta.url).href;

export interface SampleOrders {
  /** What the stage's secret for tools holds while it runs. */
  readonly secret: { readonly ordersUrl: string; readonly ordersKey: string; readonly allowPrivate: true };
  stop(): void;
}

/**
 * Starts the sample shop's order service on a port of its own; functions reach it by HTTP, as they would a real shop's.
 * Undefined when it cannot be started: then tools are off, as in a stage that names no order service, and the reason is
 * said.
 */
export async function startSampleOrders(data: string): Promise<SampleOrders | undefined> {
  try {
    const key = randomBytes(24).toString("base64url");
    const folder = path.join(data, "orders-service");
    const { openSampleOrders }: Samples = await import(samples);
    const service = await openSampleOrders({ folder, key, port: 0 });
    return {
      secret: { ordersUrl: service.url, ordersKey: key, allowPrivate: true },
      stop: () => void service.close(),
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.error(`The sample shop's order service did not start, so questions about orders go to a person: ${why}`);
    return undefined;
  }
}
