/** BatchWriteItem: up to 25 puts and deletes, without conditions. */
import { AwsError } from "../aws-error.ts";
import type { Json, Operation } from "../service.ts";
import { checkOnce } from "./cancel.ts";
import { consumedByTable, writeUnits } from "./capacity.ts";
import type { Context } from "./context.ts";
import type { KeyBytes } from "./keys.ts";
import { capacityChoice, listOf, longerThan, map, objectOf, oneOf, readRequest, required, text } from "./request.ts";
import type { Table } from "./table.ts";
import { itemMembers, keyMembers, locate, plan, readKeyed, readPut, type Write } from "./write.ts";

const maxWrites = 25;

const requestShape = {
  ReturnConsumedCapacity: capacityChoice(),
  ReturnItemCollectionMetrics: text(oneOf("SIZE", "NONE")),
  RequestItems: required(map(longerThan(1))),
} as const;

const invalid = (message: string): AwsError => new AwsError("ValidationException", message);

export function batchWriteOperation({ store, tables, writer }: Context): Operation {
  return async (input) => {
    const request = readRequest("BatchWriteItem", requestShape, input);
    const wanted = Object.entries(request.RequestItems).map(([name, json]) => ({
      name,
      writes: readWrites(name, listOf(json)),
    }));
    const count = wanted.reduce((sum, { writes }) => sum + writes.length, 0);
    if (count > maxWrites) throw invalid("Too many items requested for the BatchWriteItem call");
    return store.transact((tx) => {
      const located = wanted.flatMap(({ name, writes }) => {
        const table = tables.find(tx, name);
        const targets = writes.map((write) => ({ write, table, key: locateInBatch(write, table) }));
        checkOnce(
          targets.map(({ key }) => [table, key]),
          "Provided list of item keys contains duplicates",
        );
        return targets;
      });
      const changes = located.map(({ write, table, key }) => plan(tx, write, table, key, false));
      for (const change of changes) writer.apply(tx, change);
      return {
        UnprocessedItems: {},
        ...consumedByTable(request.ReturnConsumedCapacity, () =>
          changes.map((change) => [change.table.name, writeUnits(change)]),
        ),
      };
    });
  };
}

function readWrites(name: string, requests: readonly Json[]): Write[] {
  if (requests.length === 0 || requests.length > maxWrites) {
    throw invalid(
      `1 validation error detected: Value '${JSON.stringify({ [name]: requests.length })}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]`,
    );
  }
  return requests.map((json) => {
    const members = Object.entries(objectOf(json)).filter(([, value]) => value !== null);
    const [kind, content] = members[0] ?? [];
    if (members.length !== 1 || content === undefined) {
      throw invalid(
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
      );
    }
    if (kind === "PutRequest") {
      return readPut({ TableName: name, ...readRequest("PutRequest", itemMembers, objectOf(content)) });
    }
    if (kind === "DeleteRequest") {
      return readKeyed("delete", { TableName: name, ...readRequest("DeleteRequest", keyMembers, objectOf(content)) });
    }
    throw invalid(`A write request of BatchWriteItem is PutRequest or DeleteRequest, not ${kind}`);
  });
}

/** A batch words a bad key of an item to put like any other bad key. */
function locateInBatch(write: Write, table: Table): KeyBytes {
  try {
    return locate(write, table);
  } catch (error) {
    if (!(error instanceof AwsError) || !/Missing the key|Type mismatch for key/.test(error.message)) throw error;
    throw invalid("The provided key element does not match the schema");
  }
}
