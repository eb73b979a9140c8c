// Versions (what a machine was when it was published) and aliases (names that route starts to one or two versions).
// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-cd-aliasing-versioning.html

import { isObject, type Json } from "../asl/json.ts";
import { AwsError } from "../services/aws-error.ts";
import type { Row, Transaction } from "../store.ts";
import type { MachineRow, Target } from "./machines.ts";

type Reader = Pick<Transaction, "get">;

export interface Route {
  readonly version: number;
  /** Percent of the starts. */
  readonly weight: number;
}

export const readRoutes = (row: Row): Route[] => {
  const routes: Json = JSON.parse(String(row["routes"]));
  if (!Array.isArray(routes)) return [];
  return routes
    .filter(isObject)
    .map((route) => ({ version: Number(route["version"]), weight: Number(route["weight"]) }));
};

/** What a version number or alias name runs; of an alias with two routes, one by chance. Throws ResourceNotFound. */
export function qualifiedTarget(
  tx: Reader,
  machine: MachineRow,
  qualifier: string,
  arn: string,
  random: () => number,
): Target {
  if (/^\d+$/.test(qualifier)) return { ...versionTarget(tx, machine, Number(qualifier), arn), alias: undefined };
  const row = tx.get("SELECT routes FROM sfn_alias WHERE machine = ? AND name = ?", machine.id, qualifier);
  if (!row) throw doesNotExist(arn);
  const routes = readRoutes(row);
  let drawn = random() * routes.reduce((sum, { weight }) => sum + weight, 0);
  const route = routes.find(({ weight }) => {
    drawn -= weight;
    return drawn < 0;
  });
  const { version } = route ?? routes[0] ?? { version: 0 };
  return { ...versionTarget(tx, machine, version, arn), alias: qualifier };
}

function versionTarget(tx: Reader, machine: MachineRow, number: number, arn: string): Omit<Target, "alias"> {
  const row = tx.get("SELECT hash, role_arn FROM sfn_version WHERE machine = ? AND number = ?", machine.id, number);
  if (!row) throw doesNotExist(arn);
  return { machine, hash: String(row["hash"]), roleArn: String(row["role_arn"]), version: String(number) };
}

const doesNotExist = (arn: string): AwsError =>
  new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);

/** Publishes the machine as it is; a second publishing of the same revision answers the version it has. */
export function publishVersion(
  tx: Pick<Transaction, "get" | "run">,
  machine: MachineRow,
  nowMs: number,
  description: string | undefined,
): number {
  const last = tx.get(
    "SELECT number FROM sfn_version WHERE machine = ? AND revision_id = ? ORDER BY number DESC LIMIT 1",
    machine.id,
    machine.revisionId,
  );
  if (last) return Number(last["number"]);
  tx.run("UPDATE sfn_machine SET last_version = last_version + 1 WHERE id = ?", machine.id);
  const number = Number(tx.get("SELECT last_version FROM sfn_machine WHERE id = ?", machine.id)?.["last_version"]);
  tx.run(
    "INSERT INTO sfn_version VALUES (?, ?, ?, ?, ?, ?, ?)",
    machine.id,
    number,
    machine.revisionId,
    machine.hash,
    machine.roleArn,
    description ?? null,
    nowMs,
  );
  return number;
}
