import { indexKeys, type TableName, tables } from "../../functions/contracts/tables.ts";
import type { Dynamo } from "../../local/services/dynamodb/dynamo.ts";

/** Every table of the product, named as its contract names it, with its indexes and the log's stream. */
export async function createProductTables(dynamo: Dynamo): Promise<void> {
  for (const [name, { indexes }] of Object.entries(tables)) await dynamo.createTable(tableSpec(name, indexes));
}

function tableSpec(name: string, indexes: (typeof tables)[TableName]["indexes"]) {
  const names = ["pk", "sk", ...indexes.flatMap((index) => [indexKeys(index).pk, indexKeys(index).sk])];
  const keys = (pk: string, sk: string) => [
    { AttributeName: pk, KeyType: "HASH" },
    { AttributeName: sk, KeyType: "RANGE" },
  ];
  return {
    name,
    keySchema: keys("pk", "sk"),
    attributeDefinitions: names.map((each) => ({ AttributeName: each, AttributeType: "S" })),
    globalSecondaryIndexes: indexes.map((index) => ({
      IndexName: index,
      KeySchema: keys(indexKeys(index).pk, indexKeys(index).sk),
      Projection: { ProjectionType: "ALL" },
    })),
    ...(name === "log" && { streamViewType: "NEW_IMAGE" }),
  };
}
