import * as z from "zod";
import { BedrockModel } from "./bedrock-models.ts";

/** Settings of one environment. Secrets appear by name only; policy (thresholds, tone, modes) is data, see policy.yaml. */
const Stage = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{1,20}$/),
  /** Absent: the account and region of whoever deploys. Synthesis needs neither. */
  account: z.string().length(12).optional(),
  region: z.string().optional(),
  /** Domain whose MX points at SES; replies come from and return to it. */
  mailDomain: z.string(),
  /** Our addresses; the first is the default. */
  mailboxes: z.array(z.email()).min(1),
  /** Name of a foreign SES receipt rule set that is active already and may get our rule added; absent: refuse to replace one. */
  shareRuleSet: z.string().optional(),
  /** What automation may do when a mailbox is first deployed. People change it later in policy. */
  startMode: z.enum(["shadow", "draft", "auto"]),
  /** Copies the sample shop's articles into the knowledge bucket. */
  sampleKnowledge: z.boolean(),
  /** Models that IAM lets the functions call; policy chooses among them (docs/models.md). */
  models: z.strictObject({
    bedrock: z.array(BedrockModel),
    openai: z.boolean(),
    /** A Bedrock guardrail that looks at everything that goes in and comes out. */
    guardrail: z
      .strictObject({ id: z.string().regex(/^[a-z0-9]+$/), version: z.string().regex(/^(?:\d{1,8}|DRAFT)$/) })
      .optional(),
  }),
  /** Services that tools ask (docs/tools.md). Absent: tools are off, and a person answers what is about one's own order. */
  tools: z.strictObject({ ordersUrl: z.url({ protocol: /^https$/ }) }).optional(),
  /** Keeps data when the stack is deleted, guards it against deletion and copies it continuously. */
  protect: z.boolean(),
  /** Encrypts buckets, tables and topics with a key of our own instead of AWS's. */
  customerKey: z.boolean(),
  /** CloudFront before the desk: the console from a bucket near to people, one address for it and the API. */
  edge: z.boolean(),
  /** Who is told of alarms; nobody when empty. */
  alarmEmails: z.array(z.email()),
});
export type Stage = z.infer<typeof Stage>;

const bedrock: BedrockModel[] = [
  "amazon.nova-lite-v1:0",
  "amazon.titan-embed-text-v2:0",
  // Offered through inference profiles only.
  { model: "anthropic.claude-haiku-4-5-20251001-v1:0", profile: "global" },
  { model: "anthropic.claude-sonnet-4-5-20250929-v1:0", profile: "global" },
];

const stages: Readonly<Record<string, z.input<typeof Stage>>> = {
  // The sample shop: what `npm start` runs unchanged, and a first deployment to play with.
  dev: {
    name: "dev",
    mailDomain: "fernwood.example",
    mailboxes: ["support@fernwood.example"],
    startMode: "auto",
    sampleKnowledge: true,
    models: { bedrock, openai: true },
    protect: false,
    customerKey: false,
    // It takes minutes to deploy and one machine has no use for it: the API gives the page, too.
    edge: false,
    alarmEmails: [],
  },
  staging: {
    name: "staging",
    mailDomain: "staging.example.com",
    mailboxes: ["support@staging.example.com"],
    startMode: "draft",
    sampleKnowledge: false,
    models: { bedrock, openai: true },
    protect: true,
    customerKey: true,
    edge: true,
    alarmEmails: [],
  },
  prod: {
    name: "prod",
    mailDomain: "example.com",
    mailboxes: ["support@example.com"],
    startMode: "draft",
    sampleKnowledge: false,
    models: { bedrock, openai: true },
    protect: true,
    customerKey: true,
    edge: true,
    alarmEmails: [],
  },
};

export const stageNames = Object.keys(stages);

/** The settings of `name`. Throws with the stages there are. */
export function stageNamed(name: string): Stage {
  const settings = stages[name];
  if (!settings)
    throw new Error(
      `There is no stage '${name}'. lib/stages.ts has ${stageNames.join(", ")}: choose one with -c stage=NAME.`,
    );
  return Stage.parse(settings);
}
