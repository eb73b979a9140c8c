// `npm start`: runs Switchboard on one machine. Tiny on purpose: what follows is compiled once and then read from a cache.
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/switchboard/compiled", import.meta.url)));
const { main } = await import("./local-main.ts");
await main();
