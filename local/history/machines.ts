// State machines, their versions and aliases.
//
//   E5. Definitions are kept by content hash, so an execution finishes on the definition it started with, whatever is
//       defined after it.
import { createHash } from "node:crypto";
import type { Machine } from "../asl/machine.ts";
import { parseMachine, type ResourceCheck } from "../asl/parse-machine.ts";
import type { Clock } from "../clock.ts";
import { AwsError } from "../services/aws-error.ts";
import type { Row, Store, Transaction } from "../store.ts";
import { machineArnOf, readMachineArn } from "./arns.ts";
import { qualifiedTarget } from "./versions.ts";

export interface MachineRow {
  readonly id: number;
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly type: "STANDARD" | "EXPRESS";
  readonly revisionId: string;
  readonly hash: string;
  readonly createdMs: number;
  readonly updatedMs: number;
}

/** What StartExecution starts: a machine as it is, or as one of its versions had it. */
export interface Target {
  readonly machine: MachineRow;
  readonly hash: string;
  readonly roleArn: string;
  readonly version: string | undefined;
  readonly alias: string | undefined;
}

export interface MachineDefinition {
  readonly name: string;
  readonly roleArn: string;
  readonly type: "STANDARD" | "EXPRESS";
  /** Amazon States Language, as text. */
  readonly definition: string;
}

export interface Machines {
  /** Defines a machine or changes it. Throws UnsupportedDefinition. The same definition keeps its revision. */
  define(machine: MachineDefinition): Promise<{ arn: string; revisionId: string }>;
  named(name: string): Promise<MachineRow | undefined>;
  /** What a machine, version or alias ARN runs. Throws InvalidArn, StateMachineDoesNotExist. */
  target(arn: string, random: () => number): Promise<Target>;
  /** The compiled definition with this hash. */
  load(hash: string): Promise<Machine> | Machine;
  definitionText(hash: string): Promise<string>;
  /** The compiled definition with this hash, read through `tx` unless it is at hand. */
  compiled(tx: Pick<Transaction, "get">, hash: string): Machine;
}

export function openMachines(options: { store: Store; clock: Clock; whyNot: ResourceCheck | undefined }): Machines {
  const { store, clock, whyNot } = options;
  const compiled = new Map<string, Machine>();
  const rows = new Map<string, MachineRow>();

  const named = async (name: string): Promise<MachineRow | undefined> => {
    const known = rows.get(name);
    if (known) return known;
    const row = await store.read((tx) => tx.get("SELECT * FROM sfn_machine WHERE name = ?", name));
    if (!row) return undefined;
    const machine = machineRow(row);
    rows.set(name, machine);
    return machine;
  };
  const load = (tx: Pick<Transaction, "get">, hash: string): Machine => {
    const known = compiled.get(hash);
    if (known) return known;
    // It was checked when it was defined; what the resources are today does not matter to a run under way.
    const machine = parseMachine(definitionBody(tx, hash));
    compiled.set(hash, machine);
    return machine;
  };

  return {
    named,
    compiled: load,
    load: (hash) => compiled.get(hash) ?? store.read((tx) => load(tx, hash)),
    definitionText: (hash) => store.read((tx) => definitionBody(tx, hash)),
    target: async (arn, random) => {
      const read = readMachineArn(arn);
      if (!read) throw new AwsError("InvalidArn", `Invalid Arn: '${arn}'`);
      const machine = await named(read.name);
      if (!machine) throw new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
      const { hash, roleArn } = machine;
      if (read.qualifier === undefined) return { machine, hash, roleArn, version: undefined, alias: undefined };
      return await store.read((tx) => qualifiedTarget(tx, machine, read.qualifier ?? "", arn, random));
    },
    define: async ({ name, roleArn, type, definition }) => {
      const machine = parseMachine(definition, whyNot);
      const hash = createHash("sha256").update(definition).digest("hex").slice(0, 32);
      const revisionId = createHash("sha256").update(`${hash} ${roleArn}`).digest("hex").slice(0, 32);
      await store.transact((tx) => {
        tx.run("INSERT OR IGNORE INTO sfn_definition VALUES (?, ?)", hash, definition);
        tx.run(
          `INSERT INTO sfn_machine (name, role_arn, type, revision_id, hash, created_ms, updated_ms)
           VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
           ON CONFLICT (name) DO UPDATE SET role_arn = ?2, type = ?3, revision_id = ?4, hash = ?5, updated_ms = ?6
           WHERE revision_id <> ?4`,
          name,
          roleArn,
          type,
          revisionId,
          hash,
          clock.now(),
        );
      });
      rows.delete(name);
      compiled.set(hash, machine);
      return { arn: machineArnOf(name), revisionId };
    },
  };
}

function definitionBody(tx: Pick<Transaction, "get">, hash: string): string {
  const row = tx.get("SELECT body FROM sfn_definition WHERE hash = ?", hash);
  if (!row) throw new Error(`The definition ${hash} is missing from the database.`);
  return String(row["body"]);
}

const machineRow = (row: Row): MachineRow => ({
  id: Number(row["id"]),
  name: String(row["name"]),
  arn: machineArnOf(String(row["name"])),
  roleArn: String(row["role_arn"]),
  type: row["type"] === "EXPRESS" ? "EXPRESS" : "STANDARD",
  revisionId: String(row["revision_id"]),
  hash: String(row["hash"]),
  createdMs: Number(row["created_ms"]),
  updatedMs: Number(row["updated_ms"]),
});
