import * as z from "zod";
import { compilePattern } from "../../services/events/pattern.ts";
import { openQueueMapping } from "../../triggers/queue-mapping.ts";
import { openStreamMapping } from "../../triggers/stream-mapping.ts";
import { serviceOf } from "../../triggers/targets.ts";
import { flag, number, typedResource } from "../typed-resource.ts";

const access = "nobody else reaches this machine's services";

export const lambdaFunction = typedResource({
  properties: z.object({
    FunctionName: z.string().optional(),
    Code: z.object({ S3Key: z.string() }),
    Handler: z.string(),
    Runtime: z.string(),
    Timeout: number.default(3),
    MemorySize: number.default(128),
    Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).optional() }).optional(),
    ReservedConcurrentExecutions: number.optional(),
    DeadLetterConfig: z.object({ TargetArn: z.string() }).optional(),
  }),
  harmless: {
    "Code.S3Bucket": "assets are read from the cloud assembly",
    Role: access,
    Architectures: "the machine has the one it has",
    Description: "words for people",
    LoggingConfig: "logs are files in the data folder",
    TracingConfig: "traces stay in the log files",
    EphemeralStorage: "the machine's own temporary folder",
    KmsKeyArn: "the data folder is as safe as its disk",
    RuntimeManagementConfig: "the runtime is this Node",
    RecursiveLoop: "AWS watches for loops; here a person does",
    SnapStart: "nothing starts from snapshots",
  },
  refuse: ({ Properties }) =>
    /^nodejs/.test(String(Properties?.["Runtime"]))
      ? []
      : [`has the runtime ${String(Properties?.["Runtime"])}; only Node.js runs here`],
  start: async (properties, { generatedName, metadata, asset }, rooms) => {
    const name = properties.FunctionName ?? generatedName;
    const hash = properties.Code.S3Key.replace(/\.zip$/, "");
    const { arn } = await rooms.functions.define({
      name,
      code: { hash, folder: asset(hash) },
      handler: properties.Handler,
      timeoutSeconds: properties.Timeout,
      memoryMb: properties.MemorySize,
      isolation: metadata["switchboard:isolation"] === "process" ? "process" : "thread",
      variables: properties.Environment?.Variables ?? {},
      ...(properties.ReservedConcurrentExecutions !== undefined && {
        reservedConcurrency: properties.ReservedConcurrentExecutions,
      }),
    });
    if (properties.DeadLetterConfig) {
      rooms.failureDestinations.set(arn, { arn: properties.DeadLetterConfig.TargetArn, kind: "dead-letters" });
    }
    return { ref: name, attributes: { Arn: arn } };
  },
});

export const lambdaVersion = typedResource({
  properties: z.object({ FunctionName: z.string() }),
  harmless: {
    Description: "words for people",
    CodeSha256: "CDK's logical id already stands for the code",
    ProvisionedConcurrencyConfig: "nothing is kept warm",
  },
  start: async ({ FunctionName }, { logicalId }, { functions }) => {
    const { arn, version } = await functions.publishVersion(FunctionName, logicalId);
    return { ref: arn, attributes: { Version: version, FunctionArn: arn } };
  },
});

export const lambdaAlias = typedResource({
  properties: z.object({ FunctionName: z.string(), FunctionVersion: z.string(), Name: z.string() }),
  harmless: { Description: "words for people", ProvisionedConcurrencyConfig: "nothing is kept warm" },
  start: async ({ FunctionName, FunctionVersion, Name }, _, { functions }) => {
    const { arn } = functions.alias(FunctionName, Name, FunctionVersion);
    return { ref: arn, attributes: { AliasArn: arn } };
  },
});

export const eventInvokeConfig = typedResource({
  properties: z.object({
    FunctionName: z.string(),
    DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
  }),
  harmless: {
    Qualifier: "a destination serves every version",
    MaximumRetryAttempts: "asynchronous events are tried three times, as is Lambda's own default",
    MaximumEventAgeInSeconds: "asynchronous events are tried within minutes",
  },
  start: async ({ FunctionName, DestinationConfig }, { generatedName }, { functions, failureDestinations }) => {
    const destination = DestinationConfig?.OnFailure?.Destination;
    if (destination !== undefined) {
      failureDestinations.set(functions.resolve(FunctionName), { arn: destination, kind: "destination" });
    }
    return { ref: generatedName, attributes: {} };
  },
});

export const eventSourceMapping = typedResource({
  properties: z.object({
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
  }),
  harmless: {
    ParallelizationFactor: "batches of one item's changes stay in order either way",
    MetricsConfig: "nobody watches",
  },
  start: async (properties, { stack, logicalId, generatedName }, rooms) => {
    const source = properties.EventSourceArn;
    const functionArn = rooms.functions.resolve(properties.FunctionName);
    const reportsFailures = properties.FunctionResponseTypes.includes("ReportBatchItemFailures");
    const windowMs = properties.MaximumBatchingWindowInSeconds * 1000;
    if (!properties.Enabled) return { ref: generatedName, attributes: { Id: generatedName } };
    if (serviceOf(source) === "sqs") {
      if (properties.FilterCriteria) throw new Error("FilterCriteria of queues are not known here");
      rooms.mappings.push(
        openQueueMapping(
          {
            queueArn: source,
            functionArn: properties.FunctionName.startsWith("arn:") ? properties.FunctionName : functionArn,
            batchSize: properties.BatchSize ?? 10,
            windowMs,
            reportsFailures,
            maximumConcurrency: properties.ScalingConfig?.MaximumConcurrency ?? 5,
          },
          { clock: rooms.streams.clock, queues: rooms.queues, functions: rooms.functions },
        ),
      );
    } else if (serviceOf(source) === "dynamodb") {
      const matchers = (properties.FilterCriteria?.Filters ?? []).map(({ Pattern }) =>
        compilePattern(JSON.parse(Pattern)),
      );
      const onFailure = properties.DestinationConfig?.OnFailure?.Destination;
      rooms.mappings.push(
        openStreamMapping(
          {
            id: `${stack}/${logicalId}`,
            table: /table\/([^/]+)/.exec(source)?.[1] ?? source,
            streamArn: source,
            functionArn: properties.FunctionName.startsWith("arn:") ? properties.FunctionName : functionArn,
            batchSize: properties.BatchSize ?? 100,
            windowMs,
            startAtEnd: properties.StartingPosition === "LATEST",
            reportsFailures,
            bisects: properties.BisectBatchOnFunctionError,
            retries: properties.MaximumRetryAttempts,
            longestAgeSeconds: properties.MaximumRecordAgeInSeconds,
            ...(onFailure !== undefined && { onFailureArn: onFailure }),
            wants: (record) => matchers.length === 0 || matchers.some((matches) => matches({ ...record })),
          },
          rooms.streams,
        ),
      );
    } else {
      throw new Error(`${source} cannot feed a function here; queues and table streams can`);
    }
    return { ref: generatedName, attributes: { Id: generatedName } };
  },
});
