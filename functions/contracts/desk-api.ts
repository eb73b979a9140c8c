import { articleEndpoints } from "./desk/articles.ts";
import { conversationEndpoints } from "./desk/conversations.ts";
import type { Endpoint } from "./desk/endpoint.ts";
import { metricsEndpoints } from "./desk/metrics.ts";
import { peopleEndpoints } from "./desk/people.ts";
import { policyEndpoints } from "./desk/policy.ts";
import { recordEndpoints } from "./desk/record.ts";
import { taskEndpoints } from "./desk/tasks.ts";

/** Every operation of the desk's API by its name; what is not in here does not exist. */
export const deskApi = {
  ...taskEndpoints,
  ...conversationEndpoints,
  ...recordEndpoints,
  ...articleEndpoints,
  ...policyEndpoints,
  ...metricsEndpoints,
  ...peopleEndpoints,
} as const satisfies Record<string, Endpoint>;
export type OperationId = keyof typeof deskApi;
