import * as z from "zod";
import type { Clock } from "../../clock.ts";
import type { MatchingRule, ReceiptAction } from "../../mail/receipt.ts";
import type { Store } from "../../store.ts";
import { AwsError } from "../aws-error.ts";
import { operation } from "../operation.ts";
import type { JsonObject, Operations } from "../service.ts";

/** Rule of AWS::SES::ReceiptRule, in the template's words. */
const ReceiptRule = z.strictObject({
  Name: z.string(),
  Enabled: z.boolean().default(false),
  Recipients: z.array(z.string()).default([]),
  ScanEnabled: z.boolean().default(false),
  // Loopback has no TLS to require; who listens wider puts a mail server in front.
  TlsPolicy: z.enum(["Optional", "Require"]).default("Optional"),
  Actions: z.array(
    z.strictObject({
      S3Action: z
        .strictObject({
          BucketName: z.string(),
          ObjectKeyPrefix: z.string().default(""),
          TopicArn: z.string().optional(),
          // SES's permission to write; there is none to ask here.
          IamRoleArn: z.string().optional(),
        })
        .optional(),
      StopAction: z.strictObject({ Scope: z.literal("RuleSet") }).optional(),
    }),
  ),
});
type ReceiptRule = z.output<typeof ReceiptRule>;

export interface ReceiptRules {
  /** SES classic: describe and set the active rule set. */
  readonly operations: Operations;
  createRuleSet(name: string): void;
  /** Adds a rule at the end, or after the rule named `after`. Throws for an action that is not known here, naming it. */
  createRule(spec: { ruleSet: string; rule: unknown; after?: string }): void;
  activate(ruleSet: string | undefined): Promise<void>;
  /** Rules of the active set that match any of the addresses, each with those it matches. */
  rulesFor(addresses: readonly string[]): Promise<MatchingRule[]>;
}

const ses = { service: "ses", invalid: "InvalidParameterValue" } as const;

/** Receipt rules. The sets are the template's, told anew at each start; which one is active is remembered. */
export function openReceiptRules(options: {
  store: Store;
  clock: Clock;
  /** Domains and addresses that are ours: a rule without recipients matches them all. */
  identities: () => readonly string[];
}): ReceiptRules {
  const { store } = options;
  const sets = new Map<string, { createdMs: number; rules: ReceiptRule[] }>();

  const activeName = async (): Promise<string | undefined> => {
    const row = await store.read((tx) => tx.get("SELECT value FROM ses_setting WHERE name = 'active-rule-set'"));
    return typeof row?.["value"] === "string" ? row["value"] : undefined;
  };
  const needSet = (name: string): { createdMs: number; rules: ReceiptRule[] } => {
    const set = sets.get(name);
    if (!set) throw new AwsError("RuleSetDoesNotExist", `Rule set does not exist: ${name}`);
    return set;
  };
  const activate: ReceiptRules["activate"] = async (name) => {
    if (name !== undefined) needSet(name);
    await store.transact((tx) => {
      if (name === undefined) tx.run("DELETE FROM ses_setting WHERE name = 'active-rule-set'");
      else tx.run("INSERT OR REPLACE INTO ses_setting VALUES ('active-rule-set', ?)", name);
    });
  };

  return {
    operations: {
      DescribeActiveReceiptRuleSet: operation(ses, "DescribeActiveReceiptRuleSet", {}, async () => {
        const name = await activeName();
        const set = name === undefined ? undefined : sets.get(name);
        if (name === undefined || !set) return {};
        const CreatedTimestamp = new Date(set.createdMs).toISOString();
        return { Metadata: { Name: name, CreatedTimestamp }, Rules: set.rules.map(ruleAs) };
      }),
      SetActiveReceiptRuleSet: operation(
        ses,
        "SetActiveReceiptRuleSet",
        { RuleSetName: z.string().optional() },
        async (input) => {
          await activate(input.RuleSetName);
          return {};
        },
      ),
    },
    createRuleSet: (name) => {
      if (!sets.has(name)) sets.set(name, { createdMs: options.clock.now(), rules: [] });
    },
    createRule: ({ ruleSet, rule, after }) => {
      const { rules } = needSet(ruleSet);
      const read = ReceiptRule.safeParse(rule);
      if (!read.success) {
        throw new AwsError(
          "InvalidParameterValue",
          `Switchboard on one machine does not know this receipt rule of ${ruleSet}: ${z.prettifyError(read.error)}`,
        );
      }
      const place = after === undefined ? rules.length : rules.findIndex(({ Name }) => Name === after) + 1;
      rules.splice(place, 0, read.data);
    },
    activate,
    rulesFor: async (addresses) => {
      const rules = sets.get((await activeName()) ?? "")?.rules ?? [];
      return rules
        .filter(({ Enabled }) => Enabled)
        .map((rule) => matching(rule, addresses, options.identities()))
        .filter(({ recipients }) => recipients.length > 0);
    },
  };
}

const ruleAs = (rule: ReceiptRule): JsonObject => JSON.parse(JSON.stringify(rule));

function matching(rule: ReceiptRule, addresses: readonly string[], identities: readonly string[]): MatchingRule {
  const conditions = rule.Recipients.length > 0 ? rule.Recipients : identities;
  return {
    name: rule.Name,
    scan: rule.ScanEnabled,
    recipients: addresses.filter((address) => conditions.some((condition) => matches(condition, address))),
    actions: rule.Actions.flatMap(actionsOf),
  };
}

const actionsOf = ({ S3Action, StopAction }: ReceiptRule["Actions"][number]): ReceiptAction[] => [
  ...(S3Action ? [storeAction(S3Action)] : []),
  ...(StopAction ? [{ kind: "stop" } as const] : []),
];

const storeAction = (action: NonNullable<ReceiptRule["Actions"][number]["S3Action"]>): ReceiptAction => ({
  kind: "s3",
  bucket: action.BucketName,
  prefix: action.ObjectKeyPrefix,
  ...(action.TopicArn !== undefined && { topicArn: action.TopicArn }),
});

/**
 * `user@example.com` matches with any `+label` too, `example.com` the domain, `.example.com` its subdomains.
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-receipt-rules-console-walkthrough.html
 */
function matches(condition: string, address: string): boolean {
  const [wanted, given] = [condition.toLowerCase(), address.toLowerCase()];
  const at = given.lastIndexOf("@");
  const domain = given.slice(at + 1);
  if (wanted.startsWith(".")) return domain.endsWith(wanted);
  if (!wanted.includes("@")) return domain === wanted;
  return given === wanted || `${given.slice(0, at).replace(/\+.*$/, "")}@${domain}` === wanted;
}
