import * as z from "zod";
import { compilePattern } from "../../services/events/pattern.ts";
import { type Mapping, openQueueMapping } from "../../triggers/queue-mapping.ts";
import { openStreamMapping } from "../../triggers/stream-mapping.ts";
import { serviceOf } from "../../triggers/targets.ts";
import type { Rooms } from "../rooms.ts";
import { flag, number, typedResource } from "../typed-resource.ts";

const Properties = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: number.optional(),
  MaximumBatchingWindowInSeconds: number.default(0),
  FunctionResponseTypes: z.array(z.string()).default([]),
  ScalingConfig: z.object({ MaximumConcurrency: number }).optional(),
  Enabled: flag.default(true),
  StartingPosition: z.enum(["TRIM_HORIZON", "LATEST"]).default("TRIM_HORIZON"),
  BisectBatchOnFunctionError: flag.default(false),
  MaximumRetryAttempts: number.default(-1),
  MaximumRecordAgeInSeconds: number.default(-1),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
});
type Properties = z.output<typeof Properties>;

/** What both kinds of mapping are told. */
interface Shared {
  /** Place in the stream and name of the mapping. */
  readonly id: string;
  readonly functionArn: string;
  readonly windowMs: number;
  readonly reportsFailures: boolean;
}

// Enough to keep the three environments of a function busy and one batch at hand.
const usualConcurrency = 5;

const open: Readonly<Record<string, (properties: Properties, shared: Shared, rooms: Rooms) => Mapping>> = {
  sqs: (properties, shared, { streams, queues, functions }) => {
    if (properties.FilterCriteria) throw new Error("FilterCriteria of queues are not known here");
    return openQueueMapping(
      {
        ...shared,
        queueArn: properties.EventSourceArn,
        batchSize: properties.BatchSize ?? 10,
        maximumConcurrency: properties.ScalingConfig?.MaximumConcurrency ?? usualConcurrency,
      },
      { clock: streams.clock, queues, functions, ...(streams.onError && { onError: streams.onError }) },
    );
  },
  dynamodb: (properties, shared, { streams }) => {
    const filters = properties.FilterCriteria?.Filters ?? [];
    const matchers = filters.map(({ Pattern }) => compilePattern(z.json().parse(JSON.parse(Pattern))));
    const onFailure = properties.DestinationConfig?.OnFailure?.Destination;
    return openStreamMapping(
      {
        ...shared,
        table: /table\/([^/]+)/.exec(properties.EventSourceArn)?.[1] ?? properties.EventSourceArn,
        streamArn: properties.EventSourceArn,
        batchSize: properties.BatchSize ?? 100,
        startAtEnd: properties.StartingPosition === "LATEST",
        bisects: properties.BisectBatchOnFunctionError,
        retries: properties.MaximumRetryAttempts,
        longestAgeSeconds: properties.MaximumRecordAgeInSeconds,
        ...(onFailure !== undefined && { onFailureArn: onFailure }),
        wants: (record) => matchers.length === 0 || matchers.some((matches) => matches({ ...record })),
      },
      streams,
    );
  },
};

export const eventSourceMapping = typedResource({
  properties: Properties,
  harmless: {
    ParallelizationFactor: "batches of one item's changes stay in order either way",
    MetricsConfig: "nobody watches",
  },
  start: async (properties, { stack, logicalId, generatedName }, rooms) => {
    const openOne = open[serviceOf(properties.EventSourceArn)];
    if (!openOne) {
      throw new Error(`${properties.EventSourceArn} cannot feed a function here; queues and table streams can`);
    }
    const { FunctionName: name } = properties;
    const shared = {
      id: `${stack}/${logicalId}`,
      // An ARN may carry a version or alias; a name never does.
      functionArn: name.startsWith("arn:") ? name : rooms.functions.resolve(name),
      windowMs: properties.MaximumBatchingWindowInSeconds * 1000,
      reportsFailures: properties.FunctionResponseTypes.includes("ReportBatchItemFailures"),
    };
    if (properties.Enabled) rooms.mappings.push(openOne(properties, shared, rooms));
    return { ref: generatedName, attributes: { Id: generatedName } };
  },
});
