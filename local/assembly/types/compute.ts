import * as z from "zod";
import { number, typedResource } from "../typed-resource.ts";

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
    Role: "what it allows is looked up when the function asks for it",
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
