import * as z from "zod";
import { flag, typedResource } from "../typed-resource.ts";

export const receiptRuleSet = typedResource({
  properties: z.object({ RuleSetName: z.string().optional() }),
  start: async ({ RuleSetName }, { generatedName }, { ses }) => {
    const name = RuleSetName ?? generatedName;
    ses.receiptRules.createRuleSet(name);
    return { ref: name, attributes: {} };
  },
});

export const receiptRule = typedResource({
  properties: z.object({
    RuleSetName: z.string(),
    After: z.string().optional(),
    Rule: z.looseObject({ Name: z.string().optional() }),
  }),
  harmless: { Rule: "what is not known in a rule is refused, by name, when it is made" },
  start: async ({ RuleSetName, After, Rule }, { generatedName }, { ses }) => {
    const name = Rule.Name ?? generatedName;
    ses.receiptRules.createRule({
      ruleSet: RuleSetName,
      rule: { ...Rule, Name: name },
      ...(After !== undefined && { after: After }),
    });
    return { ref: name, attributes: {} };
  },
});

export const emailIdentity = typedResource({
  properties: z.object({ EmailIdentity: z.string() }),
  harmless: {
    ConfigurationSetAttributes: "the sender names its configuration set itself",
    MailFromAttributes: "SES's own bounces go nowhere from one machine",
    DkimAttributes: "the relay signs, if one is set",
    DkimSigningAttributes: "the relay signs, if one is set",
    FeedbackAttributes: "events tell of bounces",
  },
  start: async ({ EmailIdentity }, _, { ses }) => {
    const { arn } = ses.createIdentity(EmailIdentity);
    const dns = Object.fromEntries(
      [1, 2, 3].flatMap((at) => [
        [`DkimDNSTokenName${at}`, `local${at}._domainkey.${EmailIdentity}`],
        [`DkimDNSTokenValue${at}`, `local${at}.dkim.amazonses.com`],
      ]),
    );
    return { ref: EmailIdentity, attributes: { EmailIdentityArn: arn, ...dns } };
  },
});

export const configurationSet = typedResource({
  properties: z.object({ Name: z.string().optional() }),
  harmless: {
    ReputationOptions: "nobody watches",
    SendingOptions: "sending is on",
    SuppressionOptions: "addresses that bounce or complain are suppressed, as is SES's own default",
    TrackingOptions: "nothing is tracked",
    DeliveryOptions: "there is one way out",
    VdmOptions: "nobody watches",
  },
  start: async ({ Name }, { generatedName }, { ses }) => {
    const name = Name ?? generatedName;
    ses.createConfigurationSet({ name, destinations: [] });
    return { ref: name, attributes: {} };
  },
});

export const eventDestination = typedResource({
  properties: z.object({
    ConfigurationSetName: z.string(),
    EventDestination: z.object({
      Name: z.string().optional(),
      Enabled: flag.default(false),
      MatchingEventTypes: z.array(z.string()),
      SnsDestination: z.object({ TopicARN: z.string() }).optional(),
      EventBridgeDestination: z.object({ EventBusArn: z.string() }).optional(),
    }),
  }),
  start: async (
    { ConfigurationSetName, EventDestination: destination },
    { generatedName },
    { ses, eventDestinations },
  ) => {
    const { SnsDestination: topic, EventBridgeDestination: bus } = destination;
    const to = topic ? { topicArn: topic.TopicARN } : bus ? { eventBusArn: bus.EventBusArn } : undefined;
    if (!to) throw new Error("only topics and the event bus can be told of sending events here");
    const { Name: name = generatedName, Enabled: enabled, MatchingEventTypes: events } = destination;
    const destinations = [...(eventDestinations.get(ConfigurationSetName) ?? []), { name, enabled, events, to }];
    eventDestinations.set(ConfigurationSetName, destinations);
    ses.createConfigurationSet({ name: ConfigurationSetName, destinations });
    return { ref: generatedName, attributes: { Id: generatedName } };
  },
});
