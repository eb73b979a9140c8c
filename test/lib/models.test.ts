import { expect, test } from "vitest";
import { allowedNames, modelArns, profileArns } from "../../lib/bedrock-models.ts";
import { seedPolicy } from "../../lib/seed-policy.ts";
import { stageNamed } from "../../lib/stages.ts";

const home = { partition: "aws", region: "eu-central-1", account: "123456789012" };
const haiku = "anthropic.claude-haiku-4-5-20251001-v1:0";

test("a model by its id alone is allowed in the stack's own region", () => {
  expect(allowedNames(["amazon.nova-lite-v1:0"])).toEqual(["bedrock:amazon.nova-lite-v1:0"]);
  expect(modelArns(["amazon.nova-lite-v1:0"], home)).toEqual([
    "arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-lite-v1:0",
  ]);
});

test("an inference profile is allowed by its own ARN, and the models behind it in the regions it reaches", () => {
  const models = [{ model: haiku, profile: "eu", regions: ["eu-central-1"], reaches: ["eu-west-1"] }];
  expect(allowedNames(models)).toEqual([`bedrock:eu.${haiku}@eu-central-1`]);
  expect(modelArns(models, home)).toEqual([]);
  expect(profileArns(models, home)).toEqual({
    profiles: [`arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.${haiku}`],
    behind: [
      `arn:aws:bedrock:eu-central-1::foundation-model/${haiku}`,
      `arn:aws:bedrock:eu-west-1::foundation-model/${haiku}`,
    ],
  });
});

test("a global profile ends in a call without a region", () => {
  const { behind } = profileArns([{ model: haiku, profile: "global" }], home);
  expect(behind).toEqual([
    `arn:aws:bedrock:eu-central-1::foundation-model/${haiku}`,
    `arn:aws:bedrock:::foundation-model/${haiku}`,
  ]);
});

test("a policy that names a model which the stage does not allow stops the synthesis, with its name", () => {
  const stage = stageNamed("dev");
  expect(() => seedPolicy(stage)).not.toThrow();
  const closed = { ...stage, models: { ...stage.models, bedrock: [] } };
  expect(() => seedPolicy(closed)).toThrow("bedrock:amazon.nova-lite-v1:0");
});
