import { createHmac, randomBytes } from "node:crypto";
import * as z from "zod";
import type { Store } from "../../store.ts";

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The access keys of the template's functions: the id says whose role it is, the secret proves who signed a link. */
export interface AccessKeys {
  of(functionName: string): AccessKey;
  /** Undefined for a key that is no function's: its secret is not known here. */
  secretOf(accessKeyId: string): string | undefined;
}

const keyPrefix = "switchboard-role-";

/** The access key id by which an environment's SDK clients say whose role they have. It is no secret. */
export const accessKeyOf = (functionName: string): string => `${keyPrefix}${functionName}`;

/** The function whose key it is, if any's. */
export const functionOf = (accessKeyId: string): string | undefined =>
  accessKeyId.startsWith(keyPrefix) ? accessKeyId.slice(keyPrefix.length) : undefined;

const steps = ["CREATE TABLE access_key_root (one INTEGER PRIMARY KEY CHECK (one = 1), secret TEXT NOT NULL) STRICT"];
const Root = z.object({ secret: z.string().min(40) });

/**
 * Every secret follows from one random value, made at the first start and kept in the store: nobody who lacks the data
 * folder can sign a link, no function can sign one in another's name, and links outlive a restart.
 */
export async function openAccessKeys(store: Store): Promise<AccessKeys> {
  store.migrate("access-keys", steps);
  const { secret: root } = await store.transact((tx) => {
    tx.run("INSERT OR IGNORE INTO access_key_root VALUES (1, ?)", randomBytes(32).toString("hex"));
    return Root.parse(tx.get("SELECT secret FROM access_key_root"));
  });
  const secretOf = (accessKeyId: string): string | undefined =>
    functionOf(accessKeyId) === undefined ? undefined : createHmac("sha256", root).update(accessKeyId).digest("hex");
  return {
    of: (functionName) => {
      const accessKeyId = accessKeyOf(functionName);
      return { accessKeyId, secretAccessKey: secretOf(accessKeyId) ?? "" };
    },
    secretOf,
  };
}
