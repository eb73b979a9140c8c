import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { App, CustomResource, Duration, Fn, Stack } from "aws-cdk-lib";
import { HttpApi, HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpUserPoolAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { UserPool } from "aws-cdk-lib/aws-cognito";
import { AttributeType, type ITable, StreamViewType, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { Rule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import {
  Code,
  FilterCriteria,
  FilterRule,
  type IVersion,
  Function as LambdaFunction,
  Runtime,
  StartingPosition,
} from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { Bucket, type IBucket } from "aws-cdk-lib/aws-s3";
import { BucketDeployment, Source } from "aws-cdk-lib/aws-s3-deployment";
import { SqsDestination } from "aws-cdk-lib/aws-s3-notifications";
import { Topic } from "aws-cdk-lib/aws-sns";
import { SqsSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { DefinitionBody, QueryLanguage, StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { LambdaInvoke } from "aws-cdk-lib/aws-stepfunctions-tasks";

export interface ToyApp {
  /** Folder to work in; the assembly goes into its `out`. */
  readonly folder: string;
  /** What the function's code says; new words are new code. */
  readonly word: string;
  /** A property of the custom resource. */
  readonly seed: string;
}

// Writes whatever it is given into the table, under a key that tells where it came from; answers API calls and seeds.
const code = (word: string): string => `
import { DynamoDBClient, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
const db = new DynamoDBClient({});
const put = (key, value) => db.send(new PutItemCommand({
  TableName: process.env.TABLE, Item: { pk: { S: key }, value: { S: JSON.stringify(value) } } }));
export const handler = async (event) => {
  if (event.RequestType) {
    await put(event.RequestType + " " + event.ResourceProperties.word, event.OldResourceProperties ?? null);
    const body = JSON.stringify({ Status: "SUCCESS", PhysicalResourceId: "seed", Data: { Answer: "seeded " + event.ResourceProperties.word } });
    await fetch(event.ResponseURL, { method: "PUT", body });
    return;
  }
  if (event.requestContext) {
    const { Items } = await db.send(new ScanCommand({ TableName: process.env.TABLE }));
    return { statusCode: 200, body: JSON.stringify({ word: "${word}", seeded: process.env.SEEDED, keys: Items.map((item) => item.pk.S).sort() }) };
  }
  if (event.Records) {
    for (const record of event.Records) {
      if (record.eventSource === "aws:dynamodb") await put("stream of " + record.dynamodb.Keys.pk.S, record.eventName);
      else {
        const body = JSON.parse(record.body);
        const key = body.Records ? "object " + body.Records[0].s3.object.key : body["detail-type"] ? "event " + body.source : "message " + body.text;
        await put(key, body);
      }
    }
    return { batchItemFailures: [] };
  }
  await put("task " + event.text, "${word}");
  return { word: "${word}" };
};`;

/** A small app with one of everything that the assembly starts, as CDK synthesises it. */
export function synthesiseToy({ folder, word, seed }: ToyApp): string {
  const source = path.join(folder, "code");
  const files = path.join(folder, "files");
  mkdirSync(source, { recursive: true });
  mkdirSync(files, { recursive: true });
  writeFileSync(path.join(source, "index.mjs"), code(word));
  writeFileSync(path.join(files, "hello.md"), "# hello");
  const app = new App({
    outdir: path.join(folder, `out-${word}-${seed}`),
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
  });
  const data = new Stack(app, "Data");
  const main = new Stack(app, "Main");
  const text = { type: AttributeType.STRING };
  const table = new TableV2(data, "Table", {
    partitionKey: { name: "pk", ...text },
    dynamoStream: StreamViewType.NEW_IMAGE,
  });
  const bucket = new Bucket(main, "Bucket");
  const queue = new Queue(main, "Queue", { visibilityTimeout: Duration.seconds(60) });
  const handler = new LambdaFunction(main, "Handler", {
    code: Code.fromAsset(source),
    handler: "index.handler",
    runtime: Runtime.NODEJS_24_X,
    timeout: Duration.seconds(10),
    memorySize: 256,
    environment: { TABLE: table.tableName },
  });
  table.grantReadWriteData(handler);
  handler.addEventSource(new SqsEventSource(queue, { reportBatchItemFailures: true }));
  handler.addEventSource(
    new DynamoEventSource(table as ITable, {
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [FilterCriteria.filter({ dynamodb: { Keys: { pk: { S: FilterRule.beginsWith("task ") } } } })],
    }),
  );
  const topic = new Topic(main, "Topic", { topicName: "toy-topic" });
  topic.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: true }));
  bucket.addObjectCreatedNotification(new SqsDestination(queue), { prefix: "files/" });
  const deployment = new BucketDeployment(main, "Files", {
    sources: [Source.asset(files)],
    destinationBucket: bucket as IBucket,
    destinationKeyPrefix: "files/",
  });
  deployment.node.addDependency(handler);
  new StateMachine(main, "Machine", {
    stateMachineName: "toy-machine",
    queryLanguage: QueryLanguage.JSONATA,
    definitionBody: DefinitionBody.fromChainable(
      LambdaInvoke.jsonata(main, "Do it", {
        lambdaFunction: handler.currentVersion as IVersion,
        outputs: "{% $states.result.Payload %}",
      }),
    ),
  });
  new Rule(main, "Ended", {
    eventPattern: { source: ["aws.states"], detail: { status: ["SUCCEEDED"] } },
    targets: [new SqsQueue(queue)],
  });
  const seeding = new CustomResource(main, "Seed", {
    serviceToken: handler.functionArn,
    resourceType: "Custom::Seed",
    properties: { word: seed },
  });
  seeding.node.addDependency(handler);
  const pool = new UserPool(main, "People");
  const client = pool.addClient("Web");
  const api = new HttpApi(main, "Api");
  const desk = new LambdaFunction(main, "Desk", {
    code: Code.fromAsset(source),
    handler: "index.handler",
    runtime: Runtime.NODEJS_24_X,
    timeout: Duration.seconds(10),
    memorySize: 256,
    environment: { TABLE: table.tableName, SEEDED: Fn.join("", ["it is ", seeding.getAttString("Answer")]) },
  });
  table.grantReadData(desk);
  api.addRoutes({
    path: "/api/{proxy+}",
    methods: [HttpMethod.GET],
    integration: new HttpLambdaIntegration("DeskIntegration", desk),
    authorizer: new HttpUserPoolAuthorizer("PeopleAuthorizer", pool, { userPoolClients: [client] }),
  });
  return app.synth().directory;
}
