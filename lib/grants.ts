import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import { type TableName, tables } from "../functions/contracts/tables.ts";

// A condition in a transaction tells no more of a row than reading it.
const reading = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:ConditionCheckItem"];
const writing = [...reading, "dynamodb:PutItem", "dynamodb:UpdateItem"];
// The log is append-only: nobody, not even the function that wrote an entry, can change or delete one.
const appending = ["dynamodb:PutItem"];

export type Access = "read" | "write" | "write-and-remove" | "append" | "read-and-append";
const actionsOf: Readonly<Record<Access, readonly string[]>> = {
  read: reading,
  write: writing,
  // Queues in a table: what has gone on must not be in the way of what comes.
  "write-and-remove": [...writing, "dynamodb:DeleteItem"],
  append: appending,
  "read-and-append": [...reading, ...appending],
};

/** Exactly these calls on exactly this table and its named indexes. */
export function tableAccess(table: { readonly tableArn: string }, name: TableName, access: Access): PolicyStatement {
  const indexes = access === "append" ? [] : tables[name].indexes.map((index) => `${table.tableArn}/index/${index}`);
  return new PolicyStatement({ actions: [...actionsOf[access]], resources: [table.tableArn, ...indexes] });
}

/** Reading or writing objects under one prefix, nothing else of the bucket. */
export function objectAccess(
  bucket: Bucket,
  prefix: string,
  verbs: readonly ("Get" | "Put" | "Delete")[],
): PolicyStatement {
  return new PolicyStatement({
    actions: verbs.map((verb) => `s3:${verb}Object`),
    resources: [bucket.arnForObjects(`${prefix}*`)],
  });
}

/** Listing the keys under one prefix; without it S3 answers 403 where it should say 404. */
export function listAccess(bucket: Bucket, prefix: string): PolicyStatement {
  return new PolicyStatement({
    actions: ["s3:ListBucket"],
    resources: [bucket.bucketArn],
    conditions: { StringLike: { "s3:prefix": `${prefix}*` } },
  });
}

export function grant(to: IGrantable, ...statements: readonly PolicyStatement[]): void {
  for (const statement of statements) to.grantPrincipal.addToPrincipalPolicy(statement);
}
