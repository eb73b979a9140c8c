import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SESClient } from "@aws-sdk/client-ses";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SFNClient } from "@aws-sdk/client-sfn";
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type Stage, stageNamed } from "../../lib/stages.ts";
import { deskUrlOf } from "./stack-outputs.ts";

/** The deployment that is looked at: names follow from the stage as in lib/, the rest is asked of AWS. */
export interface Place {
  readonly stage: Stage;
  /** One machine's endpoint stands in for AWS. */
  readonly isOneMachine: boolean;
  readonly deskUrl: string;
  readonly sqs: SQSClient;
  readonly sfn: SFNClient;
  readonly dynamodb: DynamoDBClient;
  readonly secrets: SecretsManagerClient;
  readonly ses: SESClient;
  readonly sesv2: SESv2Client;
  /** `arn:aws:states:REGION:ACCOUNT:stateMachine:switchboard-STAGE-support`. */
  readonly machineArn: (workflow: "support" | "event") => string;
}

export interface PlaceOptions {
  readonly stage: string;
  readonly endpoint: string | undefined;
  readonly desk: string | undefined;
}

/** Finds the deployment. Throws with what to do when there is none, or nobody to ask. */
export async function openPlace({ stage: name, endpoint, desk }: PlaceOptions): Promise<Place> {
  const stage = stageNamed(name);
  const here = endpoint === undefined ? settingsOfStage(stage) : settingsOfOneMachine(endpoint);
  const sqs = new SQSClient(here);
  const [, , , region, account] = (await arnOfQueue(sqs, `switchboard-${name}-mail`)).split(":");
  const partition = region?.startsWith("cn-") ? "aws-cn" : region?.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  return {
    stage,
    isOneMachine: endpoint !== undefined,
    deskUrl: (desk ?? (endpoint === undefined ? await deskUrlOf(name, sqs) : "http://127.0.0.1:8080")).replace(
      /\/$/,
      "",
    ),
    sqs,
    sfn: new SFNClient(here),
    dynamodb: new DynamoDBClient(here),
    secrets: new SecretsManagerClient(here),
    ses: new SESClient(here),
    sesv2: new SESv2Client(here),
    machineArn: (workflow) =>
      `arn:${partition}:states:${region}:${account}:stateMachine:switchboard-${name}-${workflow}`,
  };
}

const settingsOfStage = ({ region }: Stage) => (region === undefined ? {} : { region });
const settingsOfOneMachine = (endpoint: string) => ({
  endpoint,
  region: "us-east-1",
  // Its endpoint takes any; the SDK insists on having some.
  credentials: { accessKeyId: "one-machine", secretAccessKey: "one-machine" },
});

async function arnOfQueue(sqs: SQSClient, name: string): Promise<string> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
  return Attributes?.["QueueArn"] ?? "";
}
