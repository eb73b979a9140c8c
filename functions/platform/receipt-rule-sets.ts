import { DescribeActiveReceiptRuleSetCommand, SESClient, SetActiveReceiptRuleSetCommand } from "@aws-sdk/client-ses";

let made: SESClient | undefined;
const client = (): SESClient => {
  made ??= new SESClient({});
  return made;
};

/** Name of the rule set that is active in this account and region; undefined when none is. */
export async function activeRuleSet(): Promise<string | undefined> {
  const { Metadata } = await client().send(new DescribeActiveReceiptRuleSetCommand({}));
  return Metadata?.Name;
}

/** Makes a rule set the active one; without a name, none is. */
export async function setActiveRuleSet(name: string | undefined): Promise<void> {
  await client().send(new SetActiveReceiptRuleSetCommand(name === undefined ? {} : { RuleSetName: name }));
}
