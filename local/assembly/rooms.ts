import type { Engine } from "../history/engine.ts";
import type { HttpApis } from "../http/http-apis.ts";
import type { UserPools } from "../http/user-pools.ts";
import type { Functions } from "../lambda/functions.ts";
import type { Dynamo } from "../services/dynamodb/dynamo.ts";
import type { Bus } from "../services/events/bus.ts";
import type { Buckets } from "../services/s3/buckets.ts";
import type { Secrets } from "../services/secrets.ts";
import type { Json } from "../services/service.ts";
import type { EventDestination } from "../services/ses/configuration-sets.ts";
import type { Ses } from "../services/ses.ts";
import type { Topics } from "../services/sns.ts";
import type { Queues } from "../services/sqs/queues.ts";
import type { Mapping } from "../triggers/queue-mapping.ts";
import type { StreamMappingRooms } from "../triggers/stream-mapping.ts";
import type { CustomResources } from "./custom-resources.ts";
import type { Deployments } from "./deployments.ts";

/** A dead-letter queue gets the event itself, a destination the story of its failure. */
interface FailureDestination {
  readonly arn: string;
  readonly kind: "dead-letters" | "destination";
}

/** What the starters of resources work with. */
export interface Rooms {
  readonly dynamo: Dynamo;
  readonly queues: Queues;
  readonly topics: Topics;
  readonly buckets: Buckets;
  readonly secrets: Secrets;
  readonly ses: Ses;
  readonly bus: Bus;
  readonly engine: Engine;
  readonly functions: Functions;
  readonly apis: HttpApis;
  readonly userPools: UserPools;
  readonly customResources: CustomResources;
  readonly deployments: Deployments;
  /** What a stream mapping needs besides its own settings. */
  readonly streams: StreamMappingRooms;
  /** Hands something on to a queue, function, topic, machine or bus; durable when it resolves. */
  readonly handOver: (targetArn: string, payload: Json) => Promise<void>;
  /** Mappings that are started once every resource is there. */
  readonly mappings: Mapping[];
  /** Where the sending events of each configuration set go. */
  readonly eventDestinations: Map<string, EventDestination[]>;
  /** Where asynchronous events of a function go that failed for good, by its ARN. */
  readonly failureDestinations: Map<string, FailureDestination>;
  /** Settles once every resource runs: what buckets tell earlier would find rules missing. */
  readonly allStarted: Promise<void>;
  /** Address of the console and API as people reach them, `http://127.0.0.1:PORT` unless the desk listens wider. */
  readonly publicUrl: () => string;
  /** Public addresses that the template composes, and where they are here. */
  readonly addresses: Map<string, string>;
}
