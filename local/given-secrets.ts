import * as z from "zod";
import type { Secrets } from "./services/secrets.ts";
import type { JsonObject } from "./services/service.ts";

// Marks a value as ours to take back, so that one which a person wrote with the AWS CLI is left alone.
const mark = { givenBy: "environment" } as const;
const Marked = z.object({ givenBy: z.literal(mark.givenBy) });

/** Writes values given at start into secrets, and takes back those of an earlier start that are given no more. */
export async function giveSecrets(
  secrets: Secrets,
  values: Readonly<Record<string, JsonObject | undefined>>,
): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) await secrets.setValue(name, JSON.stringify({ ...value, ...mark }));
    else if (await isMarked(secrets, name)) await secrets.setValue(name, "{}");
  }
}

async function isMarked(secrets: Secrets, name: string): Promise<boolean> {
  try {
    const held = await secrets.operations["GetSecretValue"]?.({ SecretId: name });
    return Marked.safeParse(JSON.parse(String(held?.["SecretString"]))).success;
  } catch {
    // No such secret yet, or no JSON: nothing of ours.
    return false;
  }
}
