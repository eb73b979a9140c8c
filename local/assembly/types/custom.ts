import * as z from "zod";
import { arnOf } from "../../services/service.ts";
import type { ResourceType, Started } from "../resource-type.ts";
import type { Rooms } from "../rooms.ts";
import { typedResource } from "../typed-resource.ts";

/** A custom resource served by one of the template's own functions: its properties are between it and the function. */
export const customResource: ResourceType<Rooms> = {
  understood: [],
  acceptsAnything: true,
  start: async ({ stack, logicalId, type, properties }, { customResources }): Promise<Started> => {
    const { ServiceToken: serviceToken, ServiceTimeout: seconds, ...own } = properties;
    if (typeof serviceToken !== "string") throw new Error("it names no function as its ServiceToken");
    const { physicalId, data } = await customResources.settle({
      stack,
      logicalId,
      type,
      serviceToken,
      properties: own,
      // CloudFormation waits an hour unless told otherwise.
      timeoutMs: Number(seconds ?? 3600) * 1000,
    });
    return { ref: physicalId, attributes: data };
  },
};

export const parameter = typedResource({
  properties: z.object({ Name: z.string().optional(), Type: z.enum(["String", "StringList"]), Value: z.string() }),
  harmless: {
    Description: "words for people",
    Tier: "there is one kind of parameter",
    AllowedPattern: "CDK checks values when it synthesises",
    DataType: "values are text",
  },
  // Only the template itself can refer to it: the endpoint offers no operation that reads parameters.
  start: async ({ Name, Type, Value }, { generatedName }) => {
    const name = Name ?? generatedName;
    const arn = arnOf("ssm", `parameter/${name.replace(/^\//, "")}`);
    return { ref: name, attributes: { Type, Value, Arn: arn } };
  },
});
