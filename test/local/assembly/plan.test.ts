import { describe, expect, test } from "vitest";
import type { CloudAssembly, Resource, Stack } from "../../../local/assembly/cloud-assembly.ts";
import { planAssembly } from "../../../local/assembly/plan.ts";
import { unknownProperties } from "../../../local/assembly/resource-type.ts";
import { resourceTypes } from "../../../local/assembly/resource-types.ts";

const stackOf = (
  name: string,
  Resources: Record<string, Resource>,
  Outputs: Stack["template"]["Outputs"] = {},
): Stack => ({
  name,
  assets: new Map(),
  template: { Resources, Outputs, Parameters: {}, Conditions: {}, Mappings: {} },
});
const assemblyOf = (...stacks: Stack[]): CloudAssembly => ({ stacks });
const planned = (assembly: CloudAssembly): string[] =>
  planAssembly(assembly, resourceTypes).resources.map(({ stack, logicalId }) => `${stack.name}/${logicalId}`);

describe("refusals", () => {
  test("everything that is not known is named, all at once", () => {
    const assembly = assemblyOf(
      stackOf("app", {
        Fleet: { Type: "AWS::ECS::Cluster" },
        Queue: { Type: "AWS::SQS::Queue", Properties: { VisibilityTimeout: 30, Telepathy: true } },
        Rule: {
          Type: "AWS::Events::Rule",
          Properties: { ScheduleExpression: "rate(1 minute)", Targets: [{ Id: "a", Arn: "b", EcsParameters: {} }] },
        },
        Python: {
          Type: "AWS::Lambda::Function",
          Properties: { Code: { S3Key: "x.zip" }, Handler: "index.handler", Runtime: "python3.13" },
        },
      }),
    );
    let message = "";
    try {
      planAssembly(assembly, resourceTypes);
    } catch (error) {
      message = error instanceof Error ? error.message : "";
    }
    expect(message.split("\n")).toEqual([
      "The template needs what one machine does not have:",
      "  app/Fleet has the type AWS::ECS::Cluster, which is not known here",
      "  app/Queue (AWS::SQS::Queue) has the property Telepathy, which is not known here",
      "  app/Rule (AWS::Events::Rule) has the property Targets.EcsParameters, which is not known here",
      "  app/Python (AWS::Lambda::Function) has the runtime python3.13; only Node.js runs here",
    ]);
  });

  test("a resource whose condition does not hold is not looked at", () => {
    const stack = stackOf("app", { Fleet: { Type: "AWS::ECS::Cluster", Condition: "Never" } });
    stack.template.Conditions["Never"] = { "Fn::Equals": ["a", "b"] };
    expect(planned(assemblyOf(stack))).toEqual([]);
  });

  test("both branches of an If are looked at, values of other intrinsics are not", () => {
    const type = { understood: ["A.B"], harmless: { C: "why" } };
    expect(unknownProperties(type, { A: { "Fn::If": ["x", { B: 1 }, { D: 2 }] }, C: { E: 1 } })).toEqual(["A.D"]);
    expect(unknownProperties(type, { A: { Ref: "Something" } })).toEqual([]);
    expect(unknownProperties(type, { A: [{ B: 1 }, { B: 2, F: 3 }] })).toEqual(["A.F"]);
  });

  test("resources that wait for each other are named", () => {
    const assembly = assemblyOf(
      stackOf("app", {
        One: { Type: "AWS::SQS::Queue", DependsOn: "Two" },
        Two: { Type: "AWS::SQS::Queue", DependsOn: ["One"] },
      }),
    );
    expect(() => planned(assembly)).toThrow("app/One → app/Two → app/One");
  });
});

test("a resource comes after what it refers to, in its stack and across stacks", () => {
  const app = stackOf("app", {
    Subscription: {
      Type: "AWS::SNS::Subscription",
      Properties: {
        TopicArn: { Ref: "Topic" },
        Protocol: "sqs",
        Endpoint: { "Fn::ImportValue": "data:Queue" },
        RawMessageDelivery: true,
      },
    },
    Topic: { Type: "AWS::SNS::Topic" },
  });
  const data = stackOf(
    "data",
    { Queue: { Type: "AWS::SQS::Queue" } },
    { Out: { Value: { "Fn::GetAtt": ["Queue", "Arn"] }, Export: { Name: "data:Queue" } } },
  );
  expect(planned(assemblyOf(app, data))).toEqual(["app/Topic", "data/Queue", "app/Subscription"]);
});

test("a custom resource waits for the policies of its function, and so for all that they name", () => {
  const order = planned(
    assemblyOf(
      stackOf("app", {
        Seed: {
          Type: "Custom::Seed",
          DependsOn: "Policy",
          Properties: { ServiceToken: { "Fn::GetAtt": ["Fn", "Arn"] } },
        },
        Policy: {
          Type: "AWS::IAM::Policy",
          Properties: { PolicyDocument: { Resource: { "Fn::GetAtt": ["Queue", "Arn"] } } },
        },
        Queue: { Type: "AWS::SQS::Queue" },
        Fn: {
          Type: "AWS::Lambda::Function",
          Properties: { Code: { S3Key: "x.zip" }, Handler: "index.handler", Runtime: "nodejs24.x" },
        },
      }),
    ),
  );
  expect(order.at(-1)).toBe("app/Seed");
});

test("a provider that serves only interpreted custom resources is not started; one that serves others is", () => {
  const provider: Resource = {
    Type: "AWS::Lambda::Function",
    Properties: { Code: { ZipFile: "import boto3" }, Handler: "index.handler", Runtime: "python3.13" },
  };
  const { resources } = planAssembly(
    assemblyOf(
      stackOf("app", {
        Provider: provider,
        Told: {
          Type: "Custom::S3BucketNotifications",
          Properties: {
            ServiceToken: { "Fn::GetAtt": ["Provider", "Arn"] },
            BucketName: "b",
            NotificationConfiguration: {},
          },
        },
      }),
    ),
    resourceTypes,
  );
  expect(resources.find(({ logicalId }) => logicalId === "Provider")).toMatchObject({
    reason: "provider of a custom resource that is interpreted here",
  });
});
