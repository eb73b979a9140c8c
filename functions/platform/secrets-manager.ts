import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { lean, leanSettings } from "./lean-client.ts";
import { once } from "./once.ts";

export const secretsManager = once(() => lean(new SecretsManagerClient(leanSettings)));

/** The text of a secret; empty when it has none. */
export async function fetchSecret(id: string): Promise<string> {
  const { SecretString } = await secretsManager().send(new GetSecretValueCommand({ SecretId: id }));
  return SecretString ?? "";
}
