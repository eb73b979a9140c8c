// Custom resources: runs the template's own functions as CloudFormation does.
//
//   C1. Create at first sight; Update, with the old properties, when the resolved ones changed; else nothing is called.
//   C2. What a function answered is kept, so a restart needs no call to know its attributes.
//   C3. The record is written after the answer: a crash between them calls again, as CloudFormation may.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html
import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Clock } from "../clock.ts";
import type { Functions } from "../lambda/functions.ts";
import type { Json, JsonObject } from "../services/service.ts";
import type { Store } from "../store.ts";

interface CustomResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly serviceToken: string;
  readonly properties: JsonObject;
  readonly timeoutMs: number;
}

interface CustomResourceState {
  readonly physicalId: string;
  readonly data: JsonObject;
}

export interface CustomResources {
  settle(resource: CustomResource): Promise<CustomResourceState>;
  /** Takes what a function sends to its ResponseURL, by the last part of that URL's path. False for an unknown one. */
  respond(id: string, body: string): boolean;
}

const steps = [
  `CREATE TABLE custom_resource (
     name TEXT PRIMARY KEY, physical_id TEXT NOT NULL, properties TEXT NOT NULL, data TEXT NOT NULL) STRICT`,
];

const Response = z.object({
  Status: z.enum(["SUCCESS", "FAILED"]),
  Reason: z.string().optional(),
  PhysicalResourceId: z.string().optional(),
  Data: z.record(z.string(), z.json()).optional(),
});
type Response = z.output<typeof Response>;

export interface CustomResourcesOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly functions: Pick<Functions, "invoke">;
  /** Address under which `respond` is reached, without a slash at the end. */
  readonly responseUrl: () => string;
}

export function openCustomResources({ store, clock, functions, responseUrl }: CustomResourcesOptions): CustomResources {
  store.migrate("custom-resources", steps);
  const waiting = new Map<string, (response: Response) => void>();

  /** Calls the function and waits until it has sent its response, or returned it where that is all it does. */
  const call = async (resource: CustomResource, event: JsonObject): Promise<Response> => {
    const id = randomUUID();
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    waiting.set(id, resolve);
    const cancel = clock.at(clock.now() + resource.timeoutMs, () => {
      reject(new Error(`it did not answer within ${resource.timeoutMs / 1000} seconds`));
    });
    const payload = JSON.stringify({ ...event, ResponseURL: `${responseUrl()}/${id}` });
    functions.invoke(resource.serviceToken, payload).then((answer) => {
      if (answer.functionError !== undefined) reject(new Error(answer.payload));
    }, reject);
    try {
      return await promise;
    } finally {
      cancel();
      waiting.delete(id);
    }
  };

  return {
    settle: async (resource) => {
      const name = `${resource.stack}/${resource.logicalId}`;
      const row = await store.read((tx) => tx.get("SELECT * FROM custom_resource WHERE name = ?", name));
      const before = row && {
        physicalId: String(row["physical_id"]),
        properties: String(row["properties"]),
        data: z.record(z.string(), z.json()).parse(JSON.parse(String(row["data"]))),
      };
      const properties = JSON.stringify(resource.properties);
      if (before?.properties === properties) return before;
      const response = await call(resource, eventFor(resource, before));
      if (response.Status === "FAILED") throw new Error(response.Reason ?? "its function answered FAILED");
      const physicalId = response.PhysicalResourceId ?? before?.physicalId ?? name;
      const data = response.Data ?? {};
      await store.transact((tx) => {
        tx.run(
          `INSERT INTO custom_resource VALUES (?1, ?2, ?3, ?4)
           ON CONFLICT (name) DO UPDATE SET physical_id = ?2, properties = ?3, data = ?4`,
          name,
          physicalId,
          properties,
          JSON.stringify(data),
        );
      });
      return { physicalId, data };
    },
    respond: (id, body) => {
      const settle = waiting.get(id);
      const response = Response.safeParse(parse(body));
      if (!settle || !response.success) return false;
      settle(response.data);
      return true;
    },
  };
}

function eventFor(
  { stack, logicalId, type, properties, serviceToken }: CustomResource,
  before: { readonly physicalId: string; readonly properties: string } | undefined,
): JsonObject {
  const common = {
    ServiceToken: serviceToken,
    StackId: `arn:aws:cloudformation:us-east-1:000000000000:stack/${stack}/local`,
    RequestId: randomUUID(),
    LogicalResourceId: logicalId,
    ResourceType: type,
    ResourceProperties: textual({ ...properties, ServiceToken: serviceToken }),
  };
  if (!before) return { RequestType: "Create", ...common };
  const old: JsonObject = z.record(z.string(), z.json()).parse(JSON.parse(before.properties));
  return {
    RequestType: "Update",
    PhysicalResourceId: before.physicalId,
    OldResourceProperties: textual({ ...old, ServiceToken: serviceToken }),
    ...common,
  };
}

/** CloudFormation hands booleans and numbers to custom resources as text. */
function textual(value: Json): Json {
  if (Array.isArray(value)) return value.map(textual);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, textual(member)]));
  }
  return value === null ? null : String(value);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
