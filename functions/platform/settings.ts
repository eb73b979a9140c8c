import { env } from "../contracts/environment.ts";
import { type TableName, tables } from "../contracts/tables.ts";

/** The value of an environment variable that the template must have given; a missing one names itself. */
export function setting(name: keyof typeof env): string {
  return required(env[name]);
}

/** The value of an environment variable that may be absent: what it names is then not part of this stage. */
export function settingIfAny(name: keyof typeof env): string | undefined {
  const value = process.env[env[name]];
  return value === "" ? undefined : value;
}

/** Physical name of a table. */
export function tableName(table: TableName): string {
  return required(tables[table].env);
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") {
    throw new Error(`The environment variable ${name} is not set: lib/ must give it to this function.`);
  }
  return value;
}
