// DescribeStateMachine, ListStateMachines and the reading operations on versions and aliases.
import { AwsError } from "../services/aws-error.ts";
import type { JsonObject, Operations } from "../services/service.ts";
import type { Row, Store } from "../store.ts";
import { machineArnOf, readMachineArn } from "./arns.ts";
import type { MachineRow, Machines } from "./machines.ts";
import { onlyMembers, pageOf, pageToken, text } from "./request.ts";
import { readRoutes } from "./versions.ts";

export function machineOperations({ store, machines }: { store: Store; machines: Machines }): Operations {
  const machineOf = async (arn: string): Promise<MachineRow> => (await machines.target(arn, () => 0)).machine;

  return {
    DescribeStateMachine: async (input) => {
      onlyMembers(input, "stateMachineArn", "includedData");
      const arn = text(input, "stateMachineArn");
      const { machine, hash, roleArn } = await machines.target(arn, () => 0);
      return {
        stateMachineArn: arn,
        name: machine.name,
        status: "ACTIVE",
        definition: await machines.definitionText(hash),
        roleArn,
        type: machine.type,
        creationDate: machine.createdMs / 1000,
        revisionId: machine.revisionId,
        loggingConfiguration: { level: "OFF", includeExecutionData: false },
        tracingConfiguration: { enabled: false },
      };
    },
    ListStateMachines: async (input) => {
      onlyMembers(input, "maxResults", "nextToken");
      const { size, after } = pageOf(input);
      const rows = await store.read((tx) =>
        tx.all("SELECT * FROM sfn_machine WHERE id > ? ORDER BY id LIMIT ?", after, size + 1),
      );
      return page(rows, size, "stateMachines", "id", (row) => ({
        stateMachineArn: machineArnOf(String(row["name"])),
        name: String(row["name"]),
        type: String(row["type"]),
        creationDate: Number(row["created_ms"]) / 1000,
      }));
    },
    ListStateMachineVersions: async (input) => {
      onlyMembers(input, "stateMachineArn", "maxResults", "nextToken");
      const { size, after } = pageOf(input);
      const { id, arn } = await machineOf(text(input, "stateMachineArn"));
      const rows = await store.read((tx) =>
        tx.all(
          "SELECT * FROM sfn_version WHERE machine = ?1 AND (?2 = 0 OR number < ?2) ORDER BY number DESC LIMIT ?3",
          id,
          after,
          size + 1,
        ),
      );
      return page(rows, size, "stateMachineVersions", "number", (row) => ({
        stateMachineVersionArn: `${arn}:${row["number"]}`,
        creationDate: Number(row["created_ms"]) / 1000,
      }));
    },
    DescribeStateMachineAlias: async (input) => {
      onlyMembers(input, "stateMachineAliasArn");
      const arn = text(input, "stateMachineAliasArn");
      const read = readMachineArn(arn);
      const machine = read && (await machines.named(read.name));
      const row =
        machine &&
        (await store.read((tx) =>
          tx.get("SELECT * FROM sfn_alias WHERE machine = ? AND name = ?", machine.id, read.qualifier ?? ""),
        ));
      if (!row) throw new AwsError("ResourceNotFound", `Resource Not Found: '${arn}'`);
      return {
        ...aliasSummary(machine.arn, row),
        name: String(row["name"]),
        routingConfiguration: readRoutes(row).map(({ version, weight }) => ({
          stateMachineVersionArn: `${machine.arn}:${version}`,
          weight,
        })),
        updateDate: Number(row["updated_ms"]) / 1000,
      };
    },
    ListStateMachineAliases: async (input) => {
      onlyMembers(input, "stateMachineArn", "maxResults", "nextToken");
      const { size, after } = pageOf(input);
      const { id, arn } = await machineOf(text(input, "stateMachineArn"));
      const rows = await store.read((tx) =>
        tx.all("SELECT * FROM sfn_alias WHERE machine = ? ORDER BY name LIMIT ? OFFSET ?", id, size + 1, after),
      );
      const aliases = rows.slice(0, size).map((row) => aliasSummary(arn, row));
      return {
        stateMachineAliases: aliases,
        ...(rows.length > size ? { nextToken: pageToken(after + size) } : {}),
      };
    },
  };
}

const aliasSummary = (machineArn: string, row: Row): JsonObject => ({
  stateMachineAliasArn: `${machineArn}:${row["name"]}`,
  creationDate: Number(row["created_ms"]) / 1000,
});

function page(
  rows: readonly Row[],
  size: number,
  member: string,
  cursor: string,
  shape: (row: Row) => JsonObject,
): JsonObject {
  const shown = rows.slice(0, size);
  const more = rows.length > size ? { nextToken: pageToken(Number(shown.at(-1)?.[cursor])) } : {};
  return { [member]: shown.map(shape), ...more };
}
