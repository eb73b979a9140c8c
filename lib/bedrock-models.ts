import * as z from "zod";

const region = z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/);

/**
 * A model of Bedrock that policy may choose. By its id alone: on demand, in the stack's own region. Newer models are
 * offered only through an inference profile, which spreads calls over regions by itself.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
export const BedrockModel = z.union([
  z.string().min(1),
  z.strictObject({
    model: z.string().min(1),
    /** The profile's prefix: `eu`, `us`, `apac`, `global`… */
    profile: z
      .string()
      .regex(/^[a-z]{2,8}(?:-[a-z]{2,6})?$/)
      .optional(),
    /** Regions that our functions call; the stack's own when absent. The policy's `regions` are chosen from these. */
    regions: z.array(region).min(1).optional(),
    /** Regions that the profile may hand calls on to. A global profile needs none. */
    reaches: z.array(region).optional(),
  }),
]);
export type BedrockModel = z.infer<typeof BedrockModel>;

interface Home {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

const settingsOf = (one: BedrockModel) => (typeof one === "string" ? { model: one } : one);

/** What policy calls it: `eu.anthropic.…` by a profile, the model's own id otherwise. */
const idOf = (one: BedrockModel): string => {
  const { model, profile } = { profile: undefined, ...settingsOf(one) };
  return profile === undefined ? model : `${profile}.${model}`;
};

/** Names for `ALLOWED_MODELS`: `bedrock:<id>` in the stack's own region, `bedrock:<id>@<region>` in a named one. */
export const allowedNames = (models: readonly BedrockModel[]): string[] =>
  models.flatMap((one) => {
    const { regions } = { regions: undefined, ...settingsOf(one) };
    const name = `bedrock:${idOf(one)}`;
    return regions === undefined ? [name] : regions.map((place) => `${name}@${place}`);
  });

/** ARNs of the models that are called directly. */
export const modelArns = (models: readonly BedrockModel[], { partition, region: own }: Home): string[] =>
  models.flatMap((one) => {
    const { model, profile, regions } = { profile: undefined, regions: undefined, ...settingsOf(one) };
    if (profile !== undefined) return [];
    return (regions ?? [own]).map((place) => `arn:${partition}:bedrock:${place}::foundation-model/${model}`);
  });

/** ARNs of the inference profiles, and of the models that may be called through them alone. */
export function profileArns(
  models: readonly BedrockModel[],
  { partition, region: own, account }: Home,
): { readonly profiles: readonly string[]; readonly behind: readonly string[] } {
  const used = models.map(settingsOf).filter((one) => "profile" in one && one.profile !== undefined);
  const profiles: string[] = [];
  const behind: string[] = [];
  for (const one of used) {
    const { model, profile, regions, reaches } = { regions: undefined, reaches: undefined, profile: "", ...one };
    const called = regions ?? [own];
    for (const place of called)
      profiles.push(`arn:${partition}:bedrock:${place}:${account}:inference-profile/${profile}.${model}`);
    for (const place of new Set([...called, ...(reaches ?? [])]))
      behind.push(`arn:${partition}:bedrock:${place}::foundation-model/${model}`);
    // A global profile's call has no region of its own at its end.
    if (profile === "global") behind.push(`arn:${partition}:bedrock:::foundation-model/${model}`);
  }
  return { profiles, behind };
}
