import * as z from "zod";
import { activeRuleSet, setActiveRuleSet } from "../platform/receipt-rule-sets.ts";

export const RuleSetProperties = z.object({ ruleSetName: z.string() });

/**
 * Makes our receipt rule set the active one. One is active per account and region, so a foreign one is never pushed
 * aside: then it throws and says what to do.
 */
export async function activate(ruleSetName: string): Promise<void> {
  const active = await activeRuleSet();
  if (active === ruleSetName) return;
  if (active !== undefined) {
    throw new Error(
      `The receipt rule set '${active}' is active in this account and region, and only one can be. To add our rule to it, ` +
        "name it as shareRuleSet of this stage in lib/stages.ts; to replace it, deactivate it first.",
    );
  }
  await setActiveRuleSet(ruleSetName);
}

/** On the way out only our own is switched off. */
export async function deactivate(ruleSetName: string): Promise<void> {
  if ((await activeRuleSet()) === ruleSetName) await setActiveRuleSet(undefined);
}
