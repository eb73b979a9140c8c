import * as z from "zod";
import type { Started } from "../resource-type.ts";
import type { Rooms } from "../rooms.ts";
import { flag, typedResource } from "../typed-resource.ts";

const Keys = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));
const shared = {
  TableName: z.string().optional(),
  KeySchema: Keys,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: Keys,
        Projection: z.object({
          ProjectionType: z.string().optional(),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: flag }).optional(),
};
const Shared = z.object(shared);

const harmless = {
  BillingMode: "nothing is billed and nothing is throttled",
  ProvisionedThroughput: "nothing is throttled",
  WriteProvisionedThroughputSettings: "nothing is throttled",
  WriteOnDemandThroughputSettings: "nothing is throttled",
  OnDemandThroughput: "nothing is throttled",
  WarmThroughput: "nothing is throttled",
  "GlobalSecondaryIndexes.ProvisionedThroughput": "nothing is throttled",
  "GlobalSecondaryIndexes.OnDemandThroughput": "nothing is throttled",
  "GlobalSecondaryIndexes.ContributorInsightsSpecification": "nobody watches",
  SSESpecification: "the data folder is as safe as its disk",
  PointInTimeRecoverySpecification: "copy the data folder to back it up",
  DeletionProtectionEnabled: "tables go with the data folder",
  ContributorInsightsSpecification: "nobody watches",
  TableClass: "nothing is billed",
};

const create = async (properties: z.output<typeof Shared>, name: string, { dynamo }: Rooms): Promise<Started> => {
  const ttl = properties.TimeToLiveSpecification;
  const { arn, streamArn } = await dynamo.createTable({
    name,
    keySchema: properties.KeySchema,
    attributeDefinitions: properties.AttributeDefinitions,
    ...(properties.GlobalSecondaryIndexes && {
      globalSecondaryIndexes: properties.GlobalSecondaryIndexes.map(({ Projection, ...index }) => ({
        ...index,
        Projection: {
          ...(Projection.ProjectionType !== undefined && { ProjectionType: Projection.ProjectionType }),
          ...(Projection.NonKeyAttributes && { NonKeyAttributes: Projection.NonKeyAttributes }),
        },
      })),
    }),
    ...(properties.StreamSpecification && { streamViewType: properties.StreamSpecification.StreamViewType }),
    ...(ttl?.Enabled && { ttlAttribute: ttl.AttributeName }),
  });
  return {
    ref: name,
    attributes: { Arn: arn, TableId: name, ...(streamArn !== undefined && { StreamArn: streamArn }) },
  };
};

export const table = typedResource({
  properties: Shared,
  harmless,
  start: (properties, { generatedName }, rooms) => create(properties, properties.TableName ?? generatedName, rooms),
});

export const globalTable = typedResource({
  properties: z.object({
    ...shared,
    // One replica in this region is the table itself; its settings are those of any table.
    Replicas: z
      .array(z.object({ Region: z.string() }))
      .max(1, "has replicas in other regions, which do not exist here"),
  }),
  harmless: {
    ...harmless,
    ...Object.fromEntries(
      [
        "GlobalSecondaryIndexes",
        "PointInTimeRecoverySpecification",
        "DeletionProtectionEnabled",
        "ContributorInsightsSpecification",
        "SSESpecification",
        "TableClass",
        "Tags",
        "ReadOnDemandThroughputSettings",
        "ReadProvisionedThroughputSettings",
        "ResourcePolicy",
      ].map((name) => [`Replicas.${name}`, "settings of the only replica that change nothing here"]),
    ),
  },
  start: (properties, { generatedName }, rooms) => create(properties, properties.TableName ?? generatedName, rooms),
});
