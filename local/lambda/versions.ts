import * as z from "zod";
import type { Store } from "../store.ts";
import type { FunctionConfiguration } from "./function-configuration.ts";

// One row per published version. `configuration` is JSON with the endpoint's address and the code folder replaced by
// placeholders: port and data folder may differ at the next start, while queue URLs and code must stay reachable.
const steps = [
  `CREATE TABLE lambda_version (
     function TEXT NOT NULL, version INTEGER NOT NULL, identity TEXT NOT NULL, configuration TEXT NOT NULL,
     PRIMARY KEY (function, version), UNIQUE (function, identity)) STRICT`,
];

const Configuration = z.object({
  name: z.string(),
  version: z.string(),
  arn: z.string(),
  codeFolder: z.string(),
  handler: z.string(),
  timeoutMs: z.number(),
  memoryMb: z.number(),
  isolation: z.enum(["thread", "process"]),
  variables: z.record(z.string(), z.string()),
});

export interface Versions {
  /**
   * The version number of `identity` (CloudFormation's logical id, which CDK derives from code and configuration):
   * the next free one at first sight, the same one ever after. Its configuration is frozen as CloudFormation would.
   */
  publish(latest: FunctionConfiguration, identity: string): Promise<FunctionConfiguration>;
  /** A published version, also one that the template no longer names. */
  find(functionArn: string, version: string): Promise<FunctionConfiguration | undefined>;
}

/**
 * Opens the record of published versions. `addresses` are what may differ at the next start: the endpoint's address
 * and the folder that holds the code.
 */
export function openVersions(
  store: Store,
  addresses: () => { readonly endpoint: string; readonly codeFolder: string },
): Versions {
  store.migrate("lambda", steps);
  const known = new Map<string, FunctionConfiguration>();

  const thaw = (text: string): FunctionConfiguration => {
    const { endpoint, codeFolder } = addresses();
    const configuration = Configuration.parse(
      JSON.parse(text, (_, value: unknown) =>
        typeof value === "string" ? value.replaceAll("{{endpoint}}", endpoint).replace("{{code}}", codeFolder) : value,
      ),
    );
    known.set(configuration.arn, configuration);
    return configuration;
  };
  const freeze = (configuration: FunctionConfiguration): string => {
    const { endpoint, codeFolder } = addresses();
    return JSON.stringify(configuration, (_, value: unknown) =>
      typeof value === "string" ? value.replaceAll(endpoint, "{{endpoint}}").replace(codeFolder, "{{code}}") : value,
    );
  };

  return {
    publish: async (latest, identity) => {
      const published = await store.transact((tx) => {
        const held = tx.get(
          "SELECT version FROM lambda_version WHERE function = ? AND identity = ?",
          latest.name,
          identity,
        );
        const top = tx.get("SELECT max(version) AS top FROM lambda_version WHERE function = ?", latest.name)?.["top"];
        const version = String(held?.["version"] ?? Number(top ?? 0) + 1);
        const configuration = { ...latest, version, arn: `${latest.arn}:${version}` };
        tx.run(
          `INSERT INTO lambda_version VALUES (?1, ?2, ?3, ?4)
           ON CONFLICT (function, version) DO UPDATE SET configuration = ?4`,
          latest.name,
          Number(version),
          identity,
          freeze(configuration),
        );
        return configuration;
      });
      known.set(published.arn, published);
      return published;
    },
    find: async (functionArn, version) => {
      const held = known.get(`${functionArn}:${version}`);
      if (held) return held;
      const row = await store.read((tx) =>
        tx.get(
          "SELECT configuration FROM lambda_version WHERE function = ? AND version = ?",
          functionArn.slice(functionArn.lastIndexOf(":") + 1),
          Number(version),
        ),
      );
      return row ? thaw(String(row["configuration"])) : undefined;
    },
  };
}
