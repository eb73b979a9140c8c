import { expiryInDays } from "../../platform/clock.ts";
import { updateItem } from "../../platform/dynamo.ts";
import { tableName } from "../../platform/settings.ts";
import type { Account } from "./accounts.ts";
import type { Amount, Ledger } from "./purse.ts";

/**
 * counters: pk `budget#<account>`, sk `spent`. One conditional update per account, outside any transaction: many calls
 * meet in the same rows, and DynamoDB lines up single updates where it would cancel transactions.
 */
export const ledgerRows: Ledger = {
  async add(account, amount) {
    const limits = Object.entries(account.limits);
    const conditions = limits.map(([name]) => `(attribute_not_exists(#${name}) OR #${name} <= :${name}Room)`);
    const rooms = limits.map(([name, most]) => [`:${name}Room`, most - amountOf(amount, name)] as const);
    // A new row has none of the attributes: the condition cannot say no for it.
    if (rooms.some(([, room]) => room < 0)) return false;
    try {
      await change(account, amount, conditions.join(" AND "), Object.fromEntries(rooms));
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === "ConditionalCheckFailedException") return false;
      throw error;
    }
  },
  async correct(account, amount) {
    await change(account, amount, undefined, {});
  },
};

const names = ["nano", "calls", "tokens", "ms"] as const;
const amountOf = (amount: Amount, name: string): number => {
  const known = names.find((one) => one === name);
  return known === undefined ? 0 : amount[known];
};

async function change(
  { name, days }: Account,
  amount: Amount,
  condition: string | undefined,
  rooms: Readonly<Record<string, number>>,
): Promise<void> {
  await updateItem({
    TableName: tableName("counters"),
    Key: { pk: `budget#${name}`, sk: "spent" },
    UpdateExpression: `${days === undefined ? "" : "SET #expiresAt = :expiresAt "}ADD ${names.map((one) => `#${one} :${one}`).join(", ")}`,
    ...(condition !== undefined && condition !== "" && { ConditionExpression: condition }),
    ExpressionAttributeNames: {
      ...(days !== undefined && { "#expiresAt": "expiresAt" }),
      ...Object.fromEntries(names.map((one) => [`#${one}`, one])),
    },
    ExpressionAttributeValues: {
      ...(days !== undefined && { ":expiresAt": expiryInDays(days) }),
      ...Object.fromEntries(names.map((one) => [`:${one}`, amount[one]])),
      ...rooms,
    },
  });
}
