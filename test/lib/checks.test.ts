import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Stack } from "aws-cdk-lib";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { expect, test } from "vitest";
import { buildApp } from "../../lib/build-app.ts";
import { bundle } from "./assembly.ts";

test("a resource that breaks cdk-nag's rules stops the synthesis: the checks are really on", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "switchboard-checks-"));
  try {
    const app = buildApp({ stage: "dev", outdir: folder, bundle: await bundle(), checks: true });
    const stack = app.node.findChild("switchboard-dev");
    if (!Stack.isStack(stack)) throw new Error("switchboard-dev is no stack");
    new Bucket(stack, "Planted");
    expect(() => app.synth()).toThrow("AwsSolutions-S10");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
