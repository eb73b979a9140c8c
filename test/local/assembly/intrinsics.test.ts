// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub is written so.
import { expect, test } from "vitest";
import type { Stack } from "../../../local/assembly/cloud-assembly.ts";
import { resolve, UnknownIntrinsic } from "../../../local/assembly/intrinsics.ts";
import { conditionHolds, scopeOf } from "../../../local/assembly/scope.ts";
import type { Json } from "../../../local/services/service.ts";

const stack: Stack = {
  name: "app",
  assets: new Map(),
  template: {
    Resources: {},
    Parameters: { Size: { Type: "String", Default: "small" } },
    Conditions: {
      IsSmall: { "Fn::Equals": [{ Ref: "Size" }, "small"] },
      IsLarge: { "Fn::Not": [{ Condition: "IsSmall" }] },
    },
    Mappings: { Ports: { dev: { http: 8080 } } },
    Outputs: {},
  },
};
const data: Stack = {
  ...stack,
  name: "data",
  template: {
    ...stack.template,
    Outputs: { TableName: { Value: { Ref: "Table" }, Export: { Name: { "Fn::Sub": "${AWS::StackName}:Table" } } } },
  },
};
const scope = scopeOf({ stacks: [data, stack] }, stack, (name, logicalId) =>
  `${name}/${logicalId}` === "app/Queue"
    ? { ref: "http://127.0.0.1/q", attributes: { Arn: "arn:aws:sqs:us-east-1:000000000000:q" } }
    : `${name}/${logicalId}` === "data/Table"
      ? { ref: "orders", attributes: {} }
      : undefined,
);

test.each<[string, Json, Json]>([
  ["Ref of a resource", { Ref: "Queue" }, "http://127.0.0.1/q"],
  ["Ref of a parameter", { Ref: "Size" }, "small"],
  ["Ref of a pseudo parameter", { Ref: "AWS::Region" }, "us-east-1"],
  ["GetAtt as list", { "Fn::GetAtt": ["Queue", "Arn"] }, "arn:aws:sqs:us-east-1:000000000000:q"],
  ["GetAtt as text", { "Fn::GetAtt": "Queue.Arn" }, "arn:aws:sqs:us-east-1:000000000000:q"],
  [
    "Join of JSON text around an ARN",
    { "Fn::Join": ["", ['{"a":"', { "Fn::GetAtt": ["Queue", "Arn"] }, '"}']] },
    '{"a":"arn:aws:sqs:us-east-1:000000000000:q"}',
  ],
  [
    "Sub with names, attributes and literals",
    { "Fn::Sub": "${AWS::Partition} ${Queue.Arn} ${!Kept}" },
    "aws arn:aws:sqs:us-east-1:000000000000:q ${Kept}",
  ],
  [
    "Sub with variables of its own",
    { "Fn::Sub": ["${A}-${AWS::AccountId}", { A: { Ref: "Size" } }] },
    "small-000000000000",
  ],
  ["Select from Split", { "Fn::Select": [5, { "Fn::Split": [":", { "Fn::GetAtt": ["Queue", "Arn"] }] }] }, "q"],
  ["If", { "Fn::If": ["IsLarge", "yes", { Ref: "Size" }] }, "small"],
  ["FindInMap", { "Fn::FindInMap": ["Ports", "dev", "http"] }, 8080],
  ["ImportValue across stacks", { "Fn::ImportValue": "data:Table" }, "orders"],
  ["GetStackOutput", { "Fn::GetStackOutput": { StackName: "data", OutputName: "TableName" } }, "orders"],
  ["NoValue leaves its member out", { a: { Ref: "AWS::NoValue" }, b: [1, { Ref: "AWS::NoValue" }] }, { b: [1] }],
  ["an object with a member called Condition", { Condition: { StringEquals: 1 } }, { Condition: { StringEquals: 1 } }],
])("%s", (_, value, expected) => {
  expect(resolve(value, scope)).toEqual(expected);
});

test("a name that leads nowhere is told, not made up", () => {
  expect(() => resolve({ Ref: "Nobody" }, scope)).toThrow("app refers to Nobody, which is not in it");
  expect(() => resolve({ "Fn::GetAtt": ["Queue", "Colour"] }, scope)).toThrow("app/Queue has no attribute Colour here");
  expect(() => resolve({ "Fn::ImportValue": "lost" }, scope)).toThrow("imports lost, which no stack exports");
  expect(() => resolve({ "Fn::Transform": {} }, scope)).toThrow(UnknownIntrinsic);
});

test("conditions are told before anything runs", () => {
  expect(conditionHolds(stack, "IsSmall")).toBe(true);
  expect(conditionHolds(stack, "IsLarge")).toBe(false);
});
