// `npm start`: runs Switchboard on one machine. Tiny on purpose: what follows is compiled once and then read from a cache.
// Its script bounds V8's nursery (--max-semi-space-size): left alone it grew to 64 MB at the start and kept them when idle.
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/switchboard/compiled", import.meta.url)));
const { main } = await import("./local-main.ts");
await main();
