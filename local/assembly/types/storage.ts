import * as z from "zod";
import type { PasswordRules } from "../../services/password.ts";
import { notificationOf } from "../../services/s3/created.ts";
import { home } from "../../services/service.ts";
import { checkTarget } from "../../triggers/targets.ts";
import { type BucketNotification, bucketEvent, notifications, wants } from "../bucket-notifications.ts";
import type { Rooms } from "../rooms.ts";
import { flag, number, typedResource } from "../typed-resource.ts";

const safe = "the data folder is as safe as its disk";
const alone = "nobody else reaches this machine's services";

export const bucket = typedResource({
  properties: z.object({
    BucketName: z.string().optional(),
    LifecycleConfiguration: z
      .object({
        Rules: z.array(
          z.object({ Status: z.string(), ExpirationInDays: number.optional(), Prefix: z.string().optional() }),
        ),
      })
      .optional(),
    NotificationConfiguration: z
      .object({ EventBridgeConfiguration: z.object({ EventBridgeEnabled: flag.default(true) }).optional() })
      .optional(),
  }),
  harmless: {
    BucketEncryption: safe,
    PublicAccessBlockConfiguration: alone,
    OwnershipControls: alone,
    LoggingConfiguration: "nobody else reaches this machine's buckets, so there is no access to log",
    VersioningConfiguration: "copy the data folder to keep what was",
    "LifecycleConfiguration.Rules.NoncurrentVersionExpiration": "only current versions are kept",
    "LifecycleConfiguration.Rules.NoncurrentVersionExpirationInDays": "only current versions are kept",
    "LifecycleConfiguration.Rules.AbortIncompleteMultipartUpload": "uploads are whole or nothing",
    "LifecycleConfiguration.Rules.ExpiredObjectDeleteMarker": "only current versions are kept",
    "LifecycleConfiguration.Rules.Id": "a name",
    "LifecycleConfiguration.Rules.Transitions": "there is one kind of storage",
    IntelligentTieringConfigurations: "there is one kind of storage",
    MetricsConfigurations: "nobody watches",
  },
  start: async (properties, { generatedName }, rooms) => {
    const name = properties.BucketName ?? generatedName.toLowerCase();
    const { arn } = await rooms.buckets.createBucket({
      name,
      expire: (properties.LifecycleConfiguration?.Rules ?? [])
        .filter(({ Status }) => Status === "Enabled")
        .flatMap(({ ExpirationInDays: afterDays, Prefix: prefix }) =>
          afterDays === undefined ? [] : [{ afterDays, ...(prefix !== undefined && { prefix }) }],
        ),
    });
    if (properties.NotificationConfiguration?.EventBridgeConfiguration?.EventBridgeEnabled) tellBus(name, rooms);
    const domain = `${name}.s3.amazonaws.com`;
    return {
      ref: name,
      attributes: { Arn: arn, DomainName: domain, RegionalDomainName: `${name}.s3.${home.region}.amazonaws.com` },
    };
  },
});

function tellBus(bucketName: string, { buckets, bus, allStarted }: Rooms): void {
  buckets.onObjectCreated(bucketName, async (event) => {
    await allStarted;
    await bus.putServiceEvent({
      source: "aws.s3",
      detailType: "Object Created",
      detail: bucketEvent(event),
      resources: [`arn:${home.partition}:s3:::${event.bucket}`],
    });
  });
}

/** CDK's own custom resource, interpreted: what the bucket tells whom. */
export const bucketNotifications = typedResource({
  properties: z.object({ BucketName: z.string(), NotificationConfiguration: notifications }),
  harmless: {
    ServiceToken: "interpreted here, so its provider is not called",
    Managed: "nobody else configures this machine's buckets",
    SkipDestinationValidation: "destinations are here",
  },
  start: async ({ BucketName, NotificationConfiguration: configuration }, { generatedName }, rooms) => {
    const tell = (arn: string, notification: BucketNotification): void => {
      checkTarget(arn);
      rooms.buckets.onObjectCreated(BucketName, async (event) => {
        if (!wants(notification, event)) return;
        await rooms.allStarted;
        await rooms.handOver(arn, notificationOf(event, notification.Id ?? generatedName));
      });
    };
    for (const one of configuration.QueueConfigurations) tell(one.QueueArn, one);
    for (const one of configuration.TopicConfigurations) tell(one.TopicArn, one);
    for (const one of configuration.LambdaFunctionConfigurations) tell(one.LambdaFunctionArn, one);
    if (configuration.EventBridgeConfiguration) tellBus(BucketName, rooms);
    return { ref: `${BucketName}-notifications`, attributes: {} };
  },
});

/** CDK's own custom resource, interpreted: an asset's files in a bucket. */
export const bucketDeployment = typedResource({
  properties: z.object({
    DestinationBucketName: z.string(),
    DestinationBucketKeyPrefix: z.string().default(""),
    SourceObjectKeys: z.array(z.string()),
    SourceMarkers: z.array(z.record(z.string(), z.json())).optional(),
    SourceMarkersConfig: z.array(z.object({ jsonEscape: flag.optional() })).optional(),
    Prune: flag.default(true),
    Exclude: z.array(z.string()).optional(),
    Include: z.array(z.string()).optional(),
    UserMetadata: z.record(z.string(), z.string()).optional(),
  }),
  harmless: {
    SystemMetadata: "caches are told by the API, which gives the console here",
    ServiceToken: "interpreted here, so its provider is not called",
    SourceBucketNames: "assets are read from the cloud assembly",
    WaitForDistributionInvalidation: "there is no CDN",
    DistributionId: "there is no CDN",
    DistributionPaths: "there is no CDN",
    OutputObjectKeys: "told anyway",
    RetainOnDelete: "what is deleted is the data folder",
    Extract: "assets are folders here",
    DestinationBucketArn: "told anyway",
  },
  refuse: ({ Properties }) =>
    ["Exclude", "Include", "UserMetadata"]
      .filter((name) => Properties?.[name] !== undefined)
      .map((name) => `has the property ${name}, which is not known here`),
  start: async (properties, { stack, logicalId, asset }, { deployments }) => {
    await deployments.deploy(`${stack}/${logicalId}`, {
      bucket: properties.DestinationBucketName,
      prefix: properties.DestinationBucketKeyPrefix,
      prune: properties.Prune,
      sources: properties.SourceObjectKeys.map((key, at) => ({
        path: asset(key),
        markers: properties.SourceMarkers?.[at] ?? {},
        jsonEscape: properties.SourceMarkersConfig?.[at]?.jsonEscape ?? false,
      })),
    });
    return {
      ref: `${stack}-${logicalId}`,
      attributes: {
        DestinationBucketArn: `arn:${home.partition}:s3:::${properties.DestinationBucketName}`,
        SourceObjectKeys: properties.SourceObjectKeys,
      },
    };
  },
});

const Generate = z.object({
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
  PasswordLength: number.optional(),
  ExcludeCharacters: z.string().optional(),
  ExcludeLowercase: flag.optional(),
  ExcludeUppercase: flag.optional(),
  ExcludeNumbers: flag.optional(),
  ExcludePunctuation: flag.optional(),
  IncludeSpace: flag.optional(),
  RequireEachIncludedType: flag.optional(),
});

export const secret = typedResource({
  properties: z.object({
    Name: z.string().optional(),
    SecretString: z.string().optional(),
    GenerateSecretString: Generate.optional(),
  }),
  harmless: { Description: "words for people", KmsKeyId: safe },
  start: async (properties, { generatedName }, { secrets }) => {
    const { arn } = await secrets.createSecret({
      name: properties.Name ?? generatedName,
      ...(properties.SecretString !== undefined && { secretString: properties.SecretString }),
      ...(properties.GenerateSecretString && { generate: definedOnly(properties.GenerateSecretString) }),
    });
    return { ref: arn, attributes: { Id: arn } };
  },
});

/** Members that are there; a password rule that is undefined is none. */
const definedOnly = (members: z.output<typeof Generate>): PasswordRules =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
