import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { MailOut } from "../mail/mail-out.ts";
import type { Store } from "../store.ts";
import { AwsError } from "./aws-error.ts";
import { operation } from "./operation.ts";
import { home, type Operations } from "./service.ts";
import { type ConfigurationSet, type EventPorts, openConfigurationSets } from "./ses/configuration-sets.ts";
import { fieldOf, stamp } from "./ses/mime.ts";
import { openOutbound } from "./ses/outbound.ts";
import { openReceiptRules, type ReceiptRules } from "./ses/receipt-rules.ts";
import { readSending, type Sending, sendEmailShape } from "./ses/request.ts";
import { suppressionOperations } from "./ses/suppression.ts";

export interface SesOptions extends EventPorts {
  readonly store: Store;
  readonly clock: Clock;
  /** Where accepted emails go: `openRelay` or `openOutbox` of mail/mail-out.ts. */
  readonly mailOut: MailOut;
}

export interface Ses {
  /** SESv2 (REST-JSON). */
  readonly operations: Operations;
  /** SES classic (query). */
  readonly classic: Operations;
  readonly receiptRules: ReceiptRules;
  /** A domain or address that may send; here everything the template names counts as verified. */
  createIdentity(identity: string): { arn: string };
  createConfigurationSet(set: ConfigurationSet): void;
  start(): Promise<void>;
  stop(): void;
}

const steps = [
  `CREATE TABLE ses_email (
     message_id TEXT PRIMARY KEY,
     source TEXT NOT NULL,
     bounce_to TEXT NOT NULL,
     recipients TEXT NOT NULL,
     waiting TEXT NOT NULL,
     raw BLOB NOT NULL,
     configuration_set TEXT,
     tags TEXT NOT NULL,
     sent_ms INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE ses_delayed (
     message_id TEXT NOT NULL,
     recipient TEXT NOT NULL,
     PRIMARY KEY (message_id, recipient)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE ses_suppressed (address TEXT PRIMARY KEY, reason TEXT NOT NULL, updated_ms INTEGER NOT NULL) STRICT;
   CREATE TABLE ses_setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`,
] as const;

const sesv2 = { service: "sesv2", invalid: "BadRequestException" } as const;

/**
 * SES: takes emails to send as AWS does — its own Message-ID and Date in place of the sender's, identities checked,
 * suppression list, events — and keeps the receipt rules that say what becomes of received ones.
 */
export function openSes(options: SesOptions): Ses {
  const { store, clock } = options;
  store.migrate("ses", steps);
  const identities = new Set<string>();
  const sets = openConfigurationSets(options);
  const outbound = openOutbound({ store, clock, mailOut: options.mailOut, sets });
  const receiptRules = openReceiptRules({ store, clock, identities: () => [...identities] });

  return {
    operations: {
      SendEmail: operation(sesv2, "SendEmail", sendEmailShape, async (input) => {
        const sending = await readSending(input);
        checkIdentities(sending, identities);
        if (sending.configurationSet !== undefined) sets.need(sending.configurationSet);
        const sentMs = clock.now();
        const messageId = newMessageId(sentMs);
        const raw = stamp(sending.email, `<${messageId}@email.amazonses.com>`, sentMs);
        const { from: source, recipients, configurationSet, tags } = sending;
        await store.transact((tx) =>
          outbound.accept(tx, { messageId, source, recipients, raw, configurationSet, tags, sentMs }, sending.bounceTo),
        );
        return { MessageId: messageId };
      }),
      ...suppressionOperations({ store, clock }),
    },
    classic: receiptRules.operations,
    receiptRules,
    createIdentity: (identity) => {
      identities.add(identity.toLowerCase());
      return { arn: `arn:${home.partition}:ses:${home.region}:${home.account}:identity/${identity}` };
    },
    createConfigurationSet: (set) => sets.define(set),
    start: async () => {
      await sets.start();
      await outbound.start();
    },
    stop: () => {
      sets.stop();
      outbound.stop();
    },
  };
}

/** Of SES's own form: `0100` for us-east-1, the time in hex, a UUID. */
const newMessageId = (nowMs: number): string => `0100${nowMs.toString(16).padStart(12, "0")}-${randomUUID()}-000000`;

/** Throws MessageRejected unless From (of the request and of the email) is an identity or within one. */
function checkIdentities(sending: Sending, identities: ReadonlySet<string>): void {
  const inEmail = /([^\s<>@,"]+@[^\s<>@,"]+)/.exec(fieldOf(sending.email, "from") ?? "")?.[1];
  const failed = [sending.from, inEmail ?? sending.from].filter((address) => !isVerified(address, identities));
  if (failed.length === 0) return;
  const list = [...new Set(failed)].join(", ");
  throw new AwsError(
    "MessageRejected",
    `Email address is not verified. The following identities failed the check in region ${home.region.toUpperCase()}: ${list}`,
  );
}

function isVerified(address: string, identities: ReadonlySet<string>): boolean {
  const given = address.toLowerCase();
  const domain = given.split("@").at(-1) ?? "";
  if (identities.has(given)) return true;
  // A verified domain speaks for its subdomains.
  return domain.split(".").some((_, at, labels) => identities.has(labels.slice(at).join(".")));
}
