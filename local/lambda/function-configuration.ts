import type { AccessKey } from "../services/permissions/access-keys.ts";

/** Where a function's environments run: threads share our memory limit, a process has one of its own. */
export type Isolation = "thread" | "process";

/** One version of a function, as its environments need it. */
export interface FunctionConfiguration {
  readonly name: string;
  /** `$LATEST` or a version number. */
  readonly version: string;
  readonly arn: string;
  /** Folder with the code, and the handler in it: `path/file.export`. */
  readonly codeFolder: string;
  readonly handler: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly isolation: Isolation;
  readonly variables: Readonly<Record<string, string>>;
  /** ReservedConcurrentExecutions; 0 stops the function. */
  readonly reservedConcurrency?: number;
}

/** What a function that failed answers, in Lambda's own shape. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** The answer of one event: the handler's result as JSON text, or why there is none. */
export type Outcome = { readonly payload: string } | { readonly error: FunctionError };

/** The variables that Lambda itself sets, so that SDK clients and libraries find what they expect. */
export function runtimeVariables(
  configuration: FunctionConfiguration,
  aws: { readonly endpoint: string; readonly region: string; readonly key: AccessKey },
): Record<string, string> {
  return {
    ...configuration.variables,
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_REGION: aws.region,
    AWS_DEFAULT_REGION: aws.region,
    // The endpoint looks whose role this is: what the policies in the template do not give is denied. The secret signs links.
    AWS_ACCESS_KEY_ID: aws.key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: aws.key.secretAccessKey,
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_NAME: configuration.name,
    AWS_LAMBDA_FUNCTION_VERSION: configuration.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${configuration.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: "local",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    LAMBDA_TASK_ROOT: configuration.codeFolder,
    _HANDLER: configuration.handler,
    TZ: "UTC",
  };
}
