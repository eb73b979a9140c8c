import * as z from "zod";
import type { Clock } from "../../clock.ts";
import type { Store, Transaction } from "../../store.ts";
import { AwsError } from "../aws-error.ts";
import { operation } from "../operation.ts";
import type { Operations } from "../service.ts";

type Reason = "BOUNCE" | "COMPLAINT";
const sesv2 = { service: "sesv2", invalid: "BadRequestException" } as const;

/** Addresses that get nothing any more: https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list.html */
export const suppress = (tx: Transaction, address: string, reason: Reason, nowMs: number): void => {
  tx.run("INSERT OR REPLACE INTO ses_suppressed VALUES (?, ?, ?)", address.toLowerCase(), reason, nowMs);
};

export const suppressedFor = (tx: Pick<Transaction, "get">, address: string): string | undefined => {
  const reason = tx.get("SELECT reason FROM ses_suppressed WHERE address = ?", address.toLowerCase())?.["reason"];
  return typeof reason === "string" ? reason : undefined;
};

export function suppressionOperations({ store, clock }: { store: Store; clock: Clock }): Operations {
  const EmailAddress = z.string();
  return {
    PutSuppressedDestination: operation(
      sesv2,
      "PutSuppressedDestination",
      { EmailAddress, Reason: z.enum(["BOUNCE", "COMPLAINT"]) },
      async (input) => {
        await store.transact((tx) => suppress(tx, input.EmailAddress, input.Reason, clock.now()));
        return {};
      },
    ),
    GetSuppressedDestination: operation(sesv2, "GetSuppressedDestination", { EmailAddress }, async (input) => {
      const address = input.EmailAddress.toLowerCase();
      const row = await store.read((tx) => tx.get("SELECT * FROM ses_suppressed WHERE address = ?", address));
      if (!row) throw notListed(address);
      return {
        SuppressedDestination: {
          EmailAddress: address,
          Reason: String(row["reason"]),
          LastUpdateTime: Number(row["updated_ms"]) / 1000,
        },
      };
    }),
    DeleteSuppressedDestination: operation(sesv2, "DeleteSuppressedDestination", { EmailAddress }, async (input) => {
      const address = input.EmailAddress.toLowerCase();
      const { changes } = await store.transact((tx) => tx.run("DELETE FROM ses_suppressed WHERE address = ?", address));
      if (changes === 0) throw notListed(address);
      return {};
    }),
  };
}

const notListed = (address: string): AwsError =>
  new AwsError("NotFoundException", `Email address ${address} does not exist on your suppression list.`, {
    status: 404,
  });
