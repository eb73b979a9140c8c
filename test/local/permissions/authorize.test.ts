import { describe, expect, test } from "vitest";
import { accessKeyOf } from "../../../local/services/permissions/access-keys.ts";
import { authorize } from "../../../local/services/permissions/authorize.ts";
import { allows, statementsOf } from "../../../local/services/permissions/statement.ts";
import type { WireRequest } from "../../../local/services/wire/message.ts";

const table = "arn:aws:dynamodb:us-east-1:000000000000:table/tasks";
const role = (statements: object[]) => ({
  name: "role",
  statements: statementsOf({ Version: "2012-10-17", Statement: statements as never }),
});

const request = (caller: string, service: string, rest: Partial<WireRequest>): WireRequest => ({
  method: "POST",
  path: "/",
  query: new URLSearchParams(),
  body: Buffer.alloc(0),
  requestId: "r",
  ...rest,
  headers: {
    authorization: `AWS4-HMAC-SHA256 Credential=${caller}/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host`,
    ...rest.headers,
  },
});
const dynamo = (caller: string, operation: string, input: object) =>
  request(caller, "dynamodb", {
    headers: { "x-amz-target": `DynamoDB_20120810.${operation}` },
    body: Buffer.from(JSON.stringify(input)),
  });

describe("a function's role, on one machine", () => {
  const reader = role([
    { Effect: "Allow", Action: ["dynamodb:GetItem", "dynamodb:Query"], Resource: [table, `${table}/index/byStatus`] },
  ]);
  const of = () => reader;

  test("allows what its policy names and denies the rest in AWS's words", () => {
    expect(authorize(dynamo(accessKeyOf("f"), "GetItem", { TableName: "tasks" }), of)).toBeUndefined();
    const denied = authorize(dynamo(accessKeyOf("f"), "PutItem", { TableName: "tasks" }), of);
    expect(denied?.name).toBe("AccessDeniedException");
    expect(denied?.message).toContain(`is not authorized to perform: dynamodb:PutItem on resource: ${table}`);
  });

  test("names an index of its own, not every index", () => {
    expect(
      authorize(dynamo(accessKeyOf("f"), "Query", { TableName: "tasks", IndexName: "byStatus" }), of),
    ).toBeUndefined();
    expect(authorize(dynamo(accessKeyOf("f"), "Query", { TableName: "tasks", IndexName: "other" }), of)).toBeDefined();
  });

  test("is asked about every item of a transaction", () => {
    const items = [{ ConditionCheck: { TableName: "tasks" } }, { Put: { TableName: "log" } }];
    const writer = role([{ Effect: "Allow", Action: "dynamodb:ConditionCheckItem", Resource: table }]);
    expect(
      authorize(dynamo(accessKeyOf("f"), "TransactWriteItems", { TransactItems: items }), () => writer)?.message,
    ).toContain("dynamodb:PutItem");
  });

  test("sends only from the addresses its condition names", () => {
    const sender = role([
      {
        Effect: "Allow",
        Action: "ses:SendEmail",
        Resource: "arn:aws:ses:us-east-1:000000000000:identity/shop.example",
        Condition: { "ForAnyValue:StringEquals": { "ses:FromAddress": ["help@shop.example"] } },
      },
    ]);
    const send = (from: string) =>
      request(accessKeyOf("f"), "ses", {
        path: "/v2/email/outbound-emails",
        body: Buffer.from(JSON.stringify({ FromEmailAddress: from })),
      });
    expect(authorize(send("Help <help@shop.example>"), () => sender)).toBeUndefined();
    expect(authorize(send("ceo@shop.example"), () => sender)).toBeDefined();
  });

  test("reads objects of its prefix only, and lists only under it", () => {
    const emails = role([
      { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::mail/read/*" },
      {
        Effect: "Allow",
        Action: "s3:ListBucket",
        Resource: "arn:aws:s3:::mail",
        Condition: { StringLike: { "s3:prefix": "raw/*" } },
      },
    ]);
    const get = (path: string, query = "") =>
      request(accessKeyOf("f"), "s3", { method: "GET", path, query: new URLSearchParams(query) });
    expect(authorize(get("/mail/read/1.json"), () => emails)).toBeUndefined();
    expect(authorize(get("/mail/raw/1"), () => emails)).toBeDefined();
    expect(authorize(get("/mail", "list-type=2&prefix=raw/"), () => emails)).toBeUndefined();
    expect(authorize(get("/mail", "list-type=2&prefix="), () => emails)).toBeDefined();
  });
});

test("whoever is no function owns the machine's account", () => {
  expect(authorize(dynamo("anything", "DeleteItem", { TableName: "tasks" }), () => undefined)).toBeUndefined();
});

test("a policy that is not understood is refused, not guessed at", () => {
  expect(() => statementsOf({ Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }] })).toThrow("Effect Deny");
  expect(() => statementsOf({ Statement: { Effect: "Allow", NotAction: "s3:*", Resource: "*" } })).toThrow("NotAction");
  expect(() =>
    statementsOf({ Statement: { Effect: "Allow", Action: "a:b", Resource: "*", Condition: { Bool: { x: "true" } } } }),
  ).toThrow("Bool");
});

test("an action nobody allowed is denied, whatever the resource", () => {
  expect(allows([], { action: "sqs:SendMessage", resource: undefined, context: {} })).toBe(false);
});
