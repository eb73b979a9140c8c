/** Names of the environment variables (beside those of `tables`) that the template gives to functions and `platform/settings.ts` reads. */
export const env = {
  stage: "STAGE",
  mailBucket: "MAIL_BUCKET",
  knowledgeBucket: "KNOWLEDGE_BUCKET",
  supportWorkflow: "SUPPORT_WORKFLOW_ARN",
  eventWorkflow: "EVENT_WORKFLOW_ARN",
  busName: "BUS_NAME",
  mailDomain: "MAIL_DOMAIN",
  mailboxes: "MAILBOXES",
  configurationSet: "CONFIGURATION_SET",
  policySeed: "POLICY_SEED",
  modelSecret: "MODEL_SECRET",
  signingSecret: "SIGNING_SECRET",
  crmSecret: "CRM_SECRET",
  deskUrl: "DESK_URL",
  allowedModels: "ALLOWED_MODELS",
} as const;
