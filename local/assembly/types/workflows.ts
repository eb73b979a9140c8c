import * as z from "zod";
import { number, typedResource } from "../typed-resource.ts";

export const stateMachine = typedResource({
  properties: z.object({
    StateMachineName: z.string().optional(),
    StateMachineType: z.enum(["STANDARD", "EXPRESS"]).default("STANDARD"),
    RoleArn: z.string(),
    DefinitionString: z.string().optional(),
    Definition: z.record(z.string(), z.json()).optional(),
    DefinitionSubstitutions: z.record(z.string(), z.coerce.string()).default({}),
  }),
  harmless: {
    LoggingConfiguration: "every run's history is kept in the data folder",
    TracingConfiguration: "every run's history is kept in the data folder",
    EncryptionConfiguration: "the data folder is as safe as its disk",
  },
  start: async (properties, { generatedName }, { engine }) => {
    const text = properties.DefinitionString ?? JSON.stringify(properties.Definition ?? {});
    const definition = text.replaceAll(
      /\$\{([\w-]+)\}/g,
      (whole, name: string) => properties.DefinitionSubstitutions[name] ?? whole,
    );
    const name = properties.StateMachineName ?? generatedName;
    const { arn, revisionId } = await engine.define({
      name,
      roleArn: properties.RoleArn,
      type: properties.StateMachineType,
      definition,
    });
    return { ref: arn, attributes: { Arn: arn, Name: name, StateMachineRevisionId: revisionId } };
  },
});

export const stateMachineVersion = typedResource({
  properties: z.object({ StateMachineArn: z.string(), StateMachineRevisionId: z.string().optional() }),
  harmless: { Description: "words for people" },
  start: async ({ StateMachineArn, StateMachineRevisionId }, _, { engine }) => {
    const { arn } = await engine.publishVersion(StateMachineArn, StateMachineRevisionId);
    return { ref: arn, attributes: { Arn: arn } };
  },
});

export const stateMachineAlias = typedResource({
  properties: z.object({
    Name: z.string().optional(),
    RoutingConfiguration: z
      .array(z.object({ StateMachineVersionArn: z.string(), Weight: number }))
      .length(1, "routes to several versions; on one machine there is one at a time")
      .optional(),
    // However gradual on AWS, here the new version gets everything at once.
    DeploymentPreference: z.object({ StateMachineVersionArn: z.string() }).optional(),
  }),
  harmless: {
    Description: "words for people",
    "DeploymentPreference.Type": "the new version gets everything at once",
    "DeploymentPreference.Percentage": "the new version gets everything at once",
    "DeploymentPreference.Interval": "the new version gets everything at once",
    "DeploymentPreference.Alarms": "nobody watches",
  },
  start: async (properties, { generatedName }, { engine }) => {
    const version =
      properties.DeploymentPreference?.StateMachineVersionArn ??
      properties.RoutingConfiguration?.[0]?.StateMachineVersionArn;
    if (version === undefined) throw new Error("it names no version");
    const machineArn = version.slice(0, version.lastIndexOf(":"));
    const { arn } = await engine.alias(machineArn, properties.Name ?? generatedName, version);
    return { ref: arn, attributes: { Arn: arn } };
  },
});
