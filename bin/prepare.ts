// The end of `npm ci`: makes what the first start would make, so that it is as quick as every other one. An install never
// fails by it; what is missing is made at the first start.
import { enableCompileCache } from "node:module";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";

enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/switchboard/compiled", import.meta.url)));
try {
  const { synthesise } = await import("./local-synth.ts");
  await synthesise(tmpdir(), () => console.log("Making the template of stage dev …"));
  // Compiled, and kept so.
  await Promise.all([import("./local-main.ts"), import("../local/runtime.ts")]);
} catch (error) {
  console.log(`The template is made at the first start instead: ${error instanceof Error ? error.message : error}`);
}
