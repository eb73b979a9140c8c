import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  type CfnFunction,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";

export interface SwitchboardFunctionProps {
  /** `room/name` of a `functions/<room>/<name>.lambda.ts`. */
  readonly handler: string;
  readonly code: Code;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMiB: number;
  /** Parses untrusted bytes: on one machine it gets a process of its own with a memory limit. */
  readonly untrusted: boolean;
  readonly stage: { readonly name: string; readonly protect: boolean };
}

/** A Lambda function with the house's defaults: Node 24, JSON logs kept three months, tracing, versions that outlive deploys. */
export class SwitchboardFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: SwitchboardFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: props.stage.protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    super(scope, id, {
      // A role of its own that may write its own log streams, instead of AWS's managed policy for every log of the account.
      role: new Role(scope, `${id}Role`, {
        assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
        inlinePolicies: {
          logs: new PolicyDocument({
            statements: [
              new PolicyStatement({
                actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
                resources: [logGroup.logGroupArn],
              }),
            ],
          }),
        },
      }),
      functionName: `switchboard-${props.stage.name}-${props.handler.replace("/", "-")}`,
      runtime: Runtime.NODEJS_24_X,
      handler: `${props.handler}.handler`,
      code: props.code,
      environment: { ...props.environment },
      timeout: Duration.seconds(props.timeoutSeconds),
      memorySize: props.memoryMiB,
      tracing: Tracing.ACTIVE,
      loggingFormat: LoggingFormat.JSON,
      logGroup,
      // A running execution goes on calling the version it started with (F30): versions are never deleted by a deploy.
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
    });
    if (props.untrusted) {
      (this.node.defaultChild as CfnFunction).addMetadata("switchboard:isolation", "process");
    }
  }
}
