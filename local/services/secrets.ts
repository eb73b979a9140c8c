import { createHash, randomInt, randomUUID } from "node:crypto";
import * as z from "zod";
import type { Clock } from "../clock.ts";
import type { Row, Store, Transaction } from "../store.ts";
import { AwsError } from "./aws-error.ts";
import { operation, present } from "./operation.ts";
import { generatePassword, type PasswordRules } from "./password.ts";
import { arnOf, type JsonObject, type Operations } from "./service.ts";

interface SecretSpec {
  readonly name: string;
  readonly secretString?: string;
  /** GenerateSecretString of the template, used only when the secret has no value yet. */
  readonly generate?: PasswordRules;
}

export interface SecretsOptions {
  readonly store: Store;
  readonly clock: Clock;
}

export interface Secrets {
  readonly operations: Operations;
  /** Makes the secret if it is not there; an existing value stays. Answers its ARN. */
  createSecret(spec: SecretSpec): Promise<{ arn: string }>;
  /** Gives the secret this value (an API key from the environment), making it if need be. */
  setValue(name: string, value: string): Promise<void>;
}

// Stored as given: who can read the data folder can read the API keys of the same user's environment.
const steps = [
  `CREATE TABLE secret (name TEXT PRIMARY KEY, arn TEXT NOT NULL, created_ms INTEGER NOT NULL) STRICT;
   CREATE TABLE secret_version (
     name TEXT NOT NULL,
     version TEXT NOT NULL,
     stage TEXT,
     value TEXT NOT NULL,
     created_ms INTEGER NOT NULL,
     PRIMARY KEY (name, version)
   ) STRICT;`,
] as const;

const secretsmanager = { service: "secretsmanager", invalid: "InvalidParameterException" } as const;

export function openSecrets({ store, clock }: SecretsOptions): Secrets {
  store.migrate("secrets", steps);

  const put = (tx: Transaction, name: string, value: string, version: string): void => {
    tx.run("UPDATE secret_version SET stage = NULL WHERE name = ? AND stage = 'AWSPREVIOUS'", name);
    tx.run("UPDATE secret_version SET stage = 'AWSPREVIOUS' WHERE name = ? AND stage = 'AWSCURRENT'", name);
    tx.run("INSERT INTO secret_version VALUES (?, ?, 'AWSCURRENT', ?, ?)", name, version, value, clock.now());
  };
  const make = (tx: Transaction, name: string): string => {
    const arn = arnOf("secretsmanager", `secret:${name}-${suffixOf(name)}`);
    tx.run("INSERT OR IGNORE INTO secret VALUES (?, ?, ?)", name, arn, clock.now());
    return arn;
  };
  const current = (tx: Pick<Transaction, "get">, name: string): Row | undefined =>
    tx.get("SELECT * FROM secret_version WHERE name = ? AND stage = 'AWSCURRENT'", name);

  return {
    operations: {
      GetSecretValue: operation(
        secretsmanager,
        "GetSecretValue",
        { SecretId: z.string(), VersionId: z.string().optional(), VersionStage: z.string().optional() },
        async (input) => {
          const { secret, version } = await store.read((tx) => {
            const found = secretNamed(tx, input.SecretId);
            const name = String(found["name"]);
            const row =
              input.VersionId === undefined
                ? tx.get(
                    "SELECT * FROM secret_version WHERE name = ? AND stage = ?",
                    name,
                    input.VersionStage ?? "AWSCURRENT",
                  )
                : tx.get("SELECT * FROM secret_version WHERE name = ? AND version = ?", name, input.VersionId);
            return { secret: found, version: row };
          });
          if (!version) {
            throw notFound(
              `Secrets Manager can't find the specified secret value for staging label: ${input.VersionStage ?? "AWSCURRENT"}`,
            );
          }
          return valueAs(secret, version);
        },
      ),
      PutSecretValue: operation(
        secretsmanager,
        "PutSecretValue",
        { SecretId: z.string(), SecretString: z.string(), ClientRequestToken: z.string().optional() },
        async (input) =>
          store.transact((tx) => {
            const secret = secretNamed(tx, input.SecretId);
            const name = String(secret["name"]);
            const version = input.ClientRequestToken ?? randomUUID();
            const same = tx.get("SELECT value FROM secret_version WHERE name = ? AND version = ?", name, version);
            if (same && same["value"] !== input.SecretString) {
              throw new AwsError(
                "ResourceExistsException",
                `A resource with the ID ${version} already exists with other content.`,
              );
            }
            if (!same) put(tx, name, input.SecretString, version);
            return { ARN: String(secret["arn"]), Name: name, VersionId: version, VersionStages: ["AWSCURRENT"] };
          }),
      ),
      DescribeSecret: operation(secretsmanager, "DescribeSecret", { SecretId: z.string() }, async (input) =>
        store.read((tx) => {
          const secret = secretNamed(tx, input.SecretId);
          const rows = tx.all(
            "SELECT version, stage FROM secret_version WHERE name = ? AND stage IS NOT NULL",
            String(secret["name"]),
          );
          return {
            ARN: String(secret["arn"]),
            Name: String(secret["name"]),
            CreatedDate: Number(secret["created_ms"]) / 1000,
            VersionIdsToStages: Object.fromEntries(rows.map((row) => [String(row["version"]), [String(row["stage"])]])),
          };
        }),
      ),
    },
    createSecret: async ({ name, secretString, generate }) => ({
      arn: await store.transact((tx) => {
        const arn = make(tx, name);
        const value = secretString ?? (generate && generatePassword(generate, randomInt));
        if (value !== undefined && !current(tx, name)) put(tx, name, value, randomUUID());
        return arn;
      }),
    }),
    setValue: (name, value) =>
      store.transact((tx) => {
        make(tx, name);
        if (current(tx, name)?.["value"] !== value) put(tx, name, value, randomUUID());
      }),
  };
}

/** AWS appends six random characters to a secret's ARN; here they follow from the name, so that ARNs are stable. */
const suffixOf = (name: string): string =>
  createHash("sha256")
    .update(name)
    .digest("base64")
    .replaceAll(/[^A-Za-z]/g, "")
    .slice(0, 6);

/** By name, ARN, or ARN without its suffix. Throws ResourceNotFoundException. */
function secretNamed(tx: Pick<Transaction, "get">, id: string): Row {
  const name = id.startsWith("arn:") ? id.split(":").slice(6).join(":") : id;
  const row =
    tx.get("SELECT * FROM secret WHERE name = ? OR arn = ?", name, id) ??
    tx.get("SELECT * FROM secret WHERE name = ?", name.replace(/-[A-Za-z0-9]{6}$/, ""));
  if (row) return row;
  throw notFound("Secrets Manager can't find the specified secret.");
}

const notFound = (message: string): AwsError => new AwsError("ResourceNotFoundException", message);

const valueAs = (secret: Row, version: Row): JsonObject =>
  present({
    ARN: String(secret["arn"]),
    Name: String(secret["name"]),
    VersionId: String(version["version"]),
    SecretString: String(version["value"]),
    VersionStages: typeof version["stage"] === "string" ? [version["stage"]] : undefined,
    CreatedDate: Number(version["created_ms"]) / 1000,
  });
