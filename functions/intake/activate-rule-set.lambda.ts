import { answerCloudFormation } from "../platform/custom-resource.ts";
import { activate, deactivate, RuleSetProperties } from "./activate-rule-set.ts";

export const handler = (event: unknown): Promise<void> =>
  answerCloudFormation(event, async ({ RequestType, ResourceProperties }) => {
    const { ruleSetName } = RuleSetProperties.parse(ResourceProperties);
    await (RequestType === "Delete" ? deactivate(ruleSetName) : activate(ruleSetName));
  });
