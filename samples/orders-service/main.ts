// The sample shop's order service in a process of its own: `node samples/orders-service/main.ts --data DIR [--port PORT]`.
// Its first line says where it is and what its key is, as JSON. It ends when whoever started it is gone.
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { openSampleOrders } from "./open-sample-orders.ts";

const { values } = parseArgs({
  options: { data: { type: "string", default: ".switchboard/orders-service" }, port: { type: "string", default: "0" } },
});
const key = randomBytes(24).toString("base64url");
const service = await openSampleOrders({ folder: values.data, key, port: Number(values.port) });
process.stdout.write(`${JSON.stringify({ url: service.url, key })}\n`);
process.stdin.resume().once("end", () => {
  process.exit(0);
});
// The terminal's Ctrl-C reaches the whole group; whoever started this one needs it until its own end.
process.on("SIGINT", () => undefined);
