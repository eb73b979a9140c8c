import { readFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";

// Written by CDK, so only what is read here is checked.
const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.record(z.string(), z.json()).optional(),
      dependencies: z.array(z.string()).optional(),
    }),
  ),
});

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.json()).optional(),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
  Condition: z.string().optional(),
  Metadata: z.record(z.string(), z.json()).optional(),
});

const Template = z.object({
  Resources: z.record(z.string(), Resource).default({}),
  Outputs: z
    .record(z.string(), z.object({ Value: z.json(), Export: z.object({ Name: z.json() }).optional() }))
    .default({}),
  Parameters: z.record(z.string(), z.object({ Type: z.string(), Default: z.json().optional() })).default({}),
  Conditions: z.record(z.string(), z.json()).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.json()))).default({}),
});

const AssetManifest = z.object({
  files: z
    .record(z.string(), z.object({ source: z.object({ path: z.string().optional(), packaging: z.string() }) }))
    .default({}),
});

export type Resource = z.output<typeof Resource>;
type Template = z.output<typeof Template>;

export interface Stack {
  readonly name: string;
  readonly template: Template;
  /** Files and folders that CDK would upload, by content hash (`<hash>.zip` in the template). */
  readonly assets: ReadonlyMap<string, string>;
}

export interface CloudAssembly {
  readonly stacks: readonly Stack[];
}

const json = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, "utf8"));

/** Reads what `cdk synth` wrote into `folder`: every stack with its template and assets, nested stages included. */
export async function readAssembly(folder: string): Promise<CloudAssembly> {
  const { artifacts } = Manifest.parse(await json(path.join(folder, "manifest.json")));
  const ofType = (type: string) =>
    Object.entries(artifacts)
      .filter(([, artifact]) => artifact.type === type)
      .map(([id, { properties = {} }]) => ({ id, properties }));
  const assets = new Map<string, string>();
  for (const { properties } of ofType("cdk:asset-manifest")) {
    const { files } = AssetManifest.parse(await json(path.join(folder, String(properties["file"]))));
    for (const [hash, { source }] of Object.entries(files)) {
      if (source.path !== undefined) assets.set(hash, path.join(folder, source.path));
    }
  }
  const stacks: Stack[] = [];
  for (const { properties } of ofType("cdk:cloud-assembly")) {
    stacks.push(...(await readAssembly(path.join(folder, String(properties["directoryName"])))).stacks);
  }
  for (const { id, properties } of ofType("aws:cloudformation:stack")) {
    const template = Template.parse(await json(path.join(folder, String(properties["templateFile"]))));
    stacks.push({ name: String(properties["stackName"] ?? id), template, assets });
  }
  return { stacks };
}
