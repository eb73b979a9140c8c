import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { Buckets } from "../services/s3/buckets.ts";
import type { Json } from "../services/service.ts";
import type { Store } from "../store.ts";

interface Deployment {
  readonly bucket: string;
  readonly prefix: string;
  /** Deletes what is under the prefix and not among the sources. */
  readonly prune: boolean;
  readonly sources: readonly {
    readonly path: string;
    /** Placeholders that CDK left in the files for values known only when deploying. */
    readonly markers: Readonly<Record<string, Json>>;
    readonly jsonEscape: boolean;
  }[];
}

export interface Deployments {
  /** Copies files into a bucket, unless the very same was deployed under this name before. */
  deploy(name: string, deployment: Deployment): Promise<void>;
}

const steps = ["CREATE TABLE deployment (name TEXT PRIMARY KEY, fingerprint TEXT NOT NULL) STRICT"];

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".json": "application/json",
  ".md": "text/markdown",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
};

/** Does what CDK's BucketDeployment does: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_s3_deployment-readme.html */
export function openDeployments(store: Store, buckets: Pick<Buckets, "put" | "list" | "delete">): Deployments {
  store.migrate("deployments", steps);
  return {
    deploy: async (name, { bucket, prefix, prune, sources }) => {
      const files = new Map<string, Buffer>();
      for (const source of sources) {
        for (const file of await filesIn(source.path)) {
          const body = await readFile(path.join(source.path, file));
          files.set(keyOf(prefix, file), marked(body, source));
        }
      }
      const fingerprint = fingerprintOf(bucket, prefix, files);
      const before = await store.read((tx) => tx.get("SELECT fingerprint FROM deployment WHERE name = ?", name));
      if (before?.["fingerprint"] === fingerprint) return;
      for (const [key, body] of files) {
        const contentType = types[path.extname(key)] ?? "application/octet-stream";
        await buckets.put(bucket, key, { body, headers: { "content-type": contentType } });
      }
      if (prune) await deleteOthers(buckets, bucket, prefix, files);
      await store.transact((tx) => {
        tx.run(
          "INSERT INTO deployment VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET fingerprint = ?2",
          name,
          fingerprint,
        );
      });
    },
  };
}

async function filesIn(folder: string): Promise<string[]> {
  if (!(await stat(folder)).isDirectory()) {
    throw new Error(`${folder} is not a folder; only folders are deployed on one machine`);
  }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .sort();
}

const keyOf = (prefix: string, file: string): string =>
  prefix === "" || prefix.endsWith("/") ? `${prefix}${file}` : `${prefix}/${file}`;

function marked(body: Buffer, { markers, jsonEscape }: Deployment["sources"][number]): Buffer {
  const entries = Object.entries(markers);
  if (entries.length === 0) return body;
  let text = body.toString();
  for (const [marker, value] of entries) {
    const replacement = typeof value === "string" ? value : JSON.stringify(value);
    text = text.replaceAll(marker, jsonEscape ? JSON.stringify(replacement).slice(1, -1) : replacement);
  }
  return Buffer.from(text);
}

function fingerprintOf(bucket: string, prefix: string, files: ReadonlyMap<string, Buffer>): string {
  const hash = createHash("sha256").update(JSON.stringify([bucket, prefix]));
  for (const [key, body] of files) hash.update(JSON.stringify([key, body.length])).update(body);
  return hash.digest("hex");
}

async function deleteOthers(
  buckets: Pick<Buckets, "list" | "delete">,
  bucket: string,
  prefix: string,
  files: ReadonlyMap<string, Buffer>,
): Promise<void> {
  let after: string | undefined;
  do {
    const page = await buckets.list(bucket, { prefix, ...(after !== undefined && { after }) });
    const others = page.objects.map(({ key }) => key).filter((key) => !files.has(key));
    if (others.length > 0) await buckets.delete(bucket, others);
    after = page.next;
  } while (after !== undefined);
}
