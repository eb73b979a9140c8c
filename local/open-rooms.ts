import path from "node:path";
import * as z from "zod";
import { openCustomResources } from "./assembly/custom-resources.ts";
import { openDeployments } from "./assembly/deployments.ts";
import type { Rooms } from "./assembly/rooms.ts";
import type { Clock } from "./clock.ts";
import { type Engine, openEngine } from "./history/engine.ts";
import { openHttpApis } from "./http/http-apis.ts";
import { openUserPools } from "./http/user-pools.ts";
import { type Functions, type FunctionsOptions, openFunctions } from "./lambda/functions.ts";
import type { MailOut } from "./mail/mail-out.ts";
import { openPeople, type People } from "./people/people.ts";
import { cognitoOperations } from "./services/cognito.ts";
import { openDynamo } from "./services/dynamodb/dynamo.ts";
import { openBus } from "./services/events/bus.ts";
import { type Invocations, openInvocations } from "./services/lambda.ts";
import { type AccessKeys, openAccessKeys } from "./services/permissions/access-keys.ts";
import { openBuckets } from "./services/s3/buckets.ts";
import { openSecrets } from "./services/secrets.ts";
import type { Operations } from "./services/service.ts";
import { openSes } from "./services/ses.ts";
import { openTopics, type TopicDelivery } from "./services/sns.ts";
import { openQueues } from "./services/sqs/queues.ts";
import type { Store } from "./store.ts";
import { failureRecord } from "./triggers/failure-record.ts";
import { s3Operations } from "./triggers/s3-tasks.ts";
import { openStreamPlaces } from "./triggers/stream-places.ts";
import { handOver, type TargetRooms } from "./triggers/targets.ts";
import { openTaskInvoker, whyNotCallable } from "./triggers/task-invoker.ts";

export interface RoomsOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** The data folder. */
  readonly folder: string;
  readonly mailOut: MailOut;
  /** Address of the AWS endpoint and of the console; known once their ports are. */
  readonly endpoint: () => string;
  /** Answers what a function in a thread of this process asks of that endpoint; absent: it asks by socket. */
  readonly answer?: FunctionsOptions["answer"];
  readonly origin: () => string;
  /** The console's address for people; absent: its own. */
  readonly publicUrl?: () => string;
  /** The desk listens on more than loopback: people need accounts. */
  readonly hasAccounts?: boolean;
  readonly random: () => number;
  /** Runs the functions; absent: each in an environment of its own, as on AWS. */
  readonly functions?: Functions;
  readonly onError: (error: unknown) => void;
}

export interface OpenRooms {
  readonly people: People;
  readonly rooms: Rooms;
  readonly invocations: Invocations;
  /** By which functions sign what they ask, and links. */
  readonly keys: AccessKeys;
  /** Operations by the endpoint's name of the service. */
  readonly operations: Readonly<Record<string, Operations>>;
  /** To be called when every resource of the template runs. */
  readonly tellAllStarted: () => void;
}

/** Opens every service on one store and ties them to each other; nothing runs until the template says what there is. */
export async function openRooms(options: RoomsOptions): Promise<OpenRooms> {
  const { store, clock, folder, endpoint, origin, onError } = options;
  const operations: Record<string, Operations> = {};
  const { promise: allStarted, resolve: tellAllStarted } = Promise.withResolvers<void>();
  const failureDestinations: Rooms["failureDestinations"] = new Map();

  const dynamo = openDynamo({ store, clock });
  const queues = openQueues({ store, clock, urlBase: endpoint });
  const buckets = await openBuckets({ store, clock, folder: path.join(folder, "blobs") });
  const secrets = openSecrets({ store, clock });
  const keys = await openAccessKeys(store);
  const functions =
    options.functions ??
    openFunctions({ store, clock, folder, endpoint, keys, ...(options.answer && { answer: options.answer }) });

  const invocations = openInvocations({
    store,
    clock,
    invoke: async (name, payload) => {
      const { payload: text, functionError } = await functions.invoke(name, JSON.stringify(payload));
      return functionError === undefined ? { payload: JSON.parse(text) } : { payload: JSON.parse(text), functionError };
    },
    exists: functions.exists,
    giveUp: async (name, payload, error) => {
      const functionArn = functions.resolve(name);
      const destination = failureDestinations.get(functionArn);
      if (!destination) return;
      const told =
        destination.kind === "dead-letters" ? payload : failureRecord(functionArn, payload, error, clock.now());
      await handOver(destination.arn, { payload: told }, targets);
    },
  });
  const deadLetter = async (...letter: Parameters<typeof queues.send>): Promise<void> => {
    await queues.send(...letter);
  };
  const topics = openTopics({
    store,
    clock,
    deadLetter,
    deliver: async ({ protocol, endpoint: target, body, attributes }: TopicDelivery) => {
      if (protocol === "sqs") await queues.send(target, body, attributes);
      else await invocations.invokeLater(target, z.json().parse(JSON.parse(body)));
    },
  });
  const bus = openBus({
    store,
    clock,
    deadLetter,
    deliver: (targetArn, payload, { messageGroupId }) =>
      handOver(targetArn, { payload, ...(messageGroupId !== undefined && { messageGroupId }) }, targets),
  });
  const publish = async (topicArn: string, { subject, text }: { subject: string; text: string }): Promise<void> => {
    await topics.publish(topicArn, { subject, message: text });
  };
  const ses = openSes({
    store,
    clock,
    mailOut: options.mailOut,
    publish,
    putEvent: bus.putServiceEvent,
  });
  /** What tasks may call: the endpoint's JSON services, and S3. */
  const callable: Record<string, Operations> = { s3: s3Operations(buckets) };
  const engine: Engine = openEngine({
    store,
    clock,
    random: options.random,
    invoke: openTaskInvoker({ functions, operations: callable, awaitEnd: (arn) => engine.ended(arn) }),
    whyNot: (resource) => whyNotCallable(resource, callable),
    onStatusChange: (change) =>
      bus.putServiceEvent({
        source: "aws.states",
        detailType: "Step Functions Execution Status Change",
        detail: { ...change },
        resources: [change.executionArn],
      }),
  });
  const targets: TargetRooms = {
    sendMessage: async (queueArn, body, fifo) => {
      await queues.send(queueArn, body, undefined, fifo);
    },
    invokeLater: invocations.invokeLater,
    publish: async (topicArn, message) => {
      await topics.publish(topicArn, { message });
    },
    states: engine.operations,
    events: bus.operations,
  };
  const people = openPeople({ store, clock });
  const userPools = openUserPools({ store, clock, ...(options.hasAccounts === true && { sessions: people }) });
  Object.assign(operations, {
    "cognito-idp": cognitoOperations({ userPools, accounts: people.accounts }),
    dynamodb: dynamo.operations,
    dynamodbstreams: dynamo.streamOperations,
    events: bus.operations,
    lambda: invocations.operations,
    secretsmanager: secrets.operations,
    ses: ses.classic,
    sesv2: ses.operations,
    sns: topics.operations,
    sqs: queues.operations,
    states: engine.operations,
  });
  Object.assign(callable, operations);
  const deliver: Rooms["handOver"] = (arn, payload) => handOver(arn, { payload }, targets);
  const { readStream, onStream } = dynamo;
  return {
    operations,
    invocations,
    keys,
    people,
    tellAllStarted,
    rooms: {
      ...{ dynamo, queues, topics, buckets, secrets, ses, bus, engine, functions, userPools },
      apis: openHttpApis({ functions, userPools, onError }),
      customResources: openCustomResources({
        store,
        clock,
        functions,
        responseUrl: () => `${origin()}/.cloudformation`,
      }),
      deployments: openDeployments(store, buckets),
      streams: { clock, functions, places: openStreamPlaces(store), readStream, onStream, deliver, onError },
      handOver: deliver,
      mappings: [],
      eventDestinations: new Map(),
      failureDestinations,
      allStarted,
      publicUrl: options.publicUrl ?? origin,
      addresses: new Map(),
    },
  };
}
