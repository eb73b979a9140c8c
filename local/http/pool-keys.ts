import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import type { Store } from "../store.ts";

/** By which a pool signs its tokens, and everybody verifies them. */
export interface PoolKeys {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const steps = ["CREATE TABLE user_pool_key (pool TEXT PRIMARY KEY, private_key TEXT NOT NULL) STRICT"];
const makeKeys = promisify(generateKeyPair);

export const migrateKeys = (store: Store): void => store.migrate("user-pools", steps);

/** A pool's key, made when it has none yet and kept (U2). */
export async function keysOf(store: Store, pool: string): Promise<PoolKeys> {
  const held = await store.read((tx) => tx.get("SELECT private_key FROM user_pool_key WHERE pool = ?", pool));
  const privateKey = held ? createPrivateKey(String(held["private_key"])) : await newKey(store, pool);
  const publicKey = createPublicKey(privateKey);
  const kid = createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("base64url");
  return { kid, privateKey, publicKey };
}

async function newKey(store: Store, pool: string): Promise<KeyObject> {
  const { privateKey } = await makeKeys("rsa", { modulusLength: 2048 });
  const text = String(privateKey.export({ type: "pkcs8", format: "pem" }));
  await store.transact((tx) => tx.run("INSERT INTO user_pool_key VALUES (?, ?)", pool, text));
  return privateKey;
}
