import { expect, test } from "vitest";
import { openRig } from "../history/rig.ts";
import { supportPage } from "./support-page.ts";

test("docs/asl-support.md says what the engine supports", async () => {
  const { engine } = await openRig();
  await expect(supportPage(Object.keys(engine.operations))).toMatchFileSnapshot("../../../docs/asl-support.md");
});
