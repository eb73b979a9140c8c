import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import * as z from "zod";

const main = fileURLToPath(new URL("../samples/orders-service/main.ts", import.meta.url));
const FirstLine = z.object({ url: z.url(), key: z.string() });

export interface SampleOrders {
  /** What the stage's secret for tools holds while it runs. */
  readonly secret: { readonly ordersUrl: string; readonly ordersKey: string; readonly allowPrivate: true };
  stop(): void;
}

// Node and three small files: it is there in a tenth of a second, or not at all.
const patienceMs = 10_000;

/**
 * Starts the sample shop's order service in a process of its own. Undefined when it cannot be started: then tools are off,
 * as in a stage that names no order service, and the reason is said.
 */
export async function startSampleOrders(data: string): Promise<SampleOrders | undefined> {
  // Its standard input is the rope it hangs on: when this process is gone, however it ended, so is the service.
  const child = spawn(process.execPath, [main, "--data", path.join(data, "orders-service")], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  try {
    const { url, key } = FirstLine.parse(JSON.parse(await firstLine(child)));
    return {
      secret: { ordersUrl: url, ordersKey: key, allowPrivate: true },
      stop: () => {
        child.kill();
      },
    };
  } catch (error) {
    child.kill();
    const why = error instanceof Error ? error.message : String(error);
    console.error(`The sample shop's order service did not start, so questions about orders go to a person: ${why}`);
    return undefined;
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let complaint = "";
    const timer = setTimeout(() => reject(new Error("it said nothing for 10 seconds")), patienceMs);
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      act();
    };
    child.stderr?.on("data", (chunk: Buffer) => {
      complaint = `${complaint}${chunk.toString()}`.slice(-500);
    });
    child.once("error", (error) => settle(() => reject(error)));
    child.once("exit", () => settle(() => reject(new Error(complaint.trim() || "it ended at once"))));
    if (child.stdout !== null)
      createInterface({ input: child.stdout }).once("line", (line) => settle(() => resolve(line)));
  });
}
