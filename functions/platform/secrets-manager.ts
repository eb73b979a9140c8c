import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { once } from "./once.ts";

export const secretsManager = once(() => new SecretsManagerClient({}));
