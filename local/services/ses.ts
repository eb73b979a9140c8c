import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { MailOut } from "../mail/mail-out.ts";
import type { Store } from "../store.ts";
import { AwsError } from "./aws-error.ts";
import { operation } from "./operation.ts";
import { home, type Operations } from "./service.ts";
import { type ConfigurationSet, type EventPorts, openConfigurationSets } from "./ses/configuration-sets.ts";
import { type Feedback, openFeedback } from "./ses/feedback.ts";
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

interface IdentitySettings {
  /** Used when SendEmail names none. */
  readonly configurationSet?: string | undefined;
  /** Custom MAIL FROM domain: envelope senders are MESSAGE-ID@ this, so that bounces come back to us. */
  readonly mailFromDomain?: string | undefined;
}

export interface Ses {
  /** SESv2 (REST-JSON). */
  readonly operations: Operations;
  /** SES classic (query). */
  readonly classic: Operations;
  readonly receiptRules: ReceiptRules;
  /** Bounces and complaints that come back by email, for the receiver. */
  readonly feedback: Feedback;
  /** A domain or address that may send; here everything the template names counts as verified. */
  createIdentity(identity: string, settings?: IdentitySettings): { arn: string };
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
  const identities = new Map<string, IdentitySettings>();
  const sets = openConfigurationSets(options);
  const outbound = openOutbound({ store, clock, mailOut: options.mailOut, sets });
  const receiptRules = openReceiptRules({ store, clock, identities: () => [...identities.keys()] });
  const mailFromDomains = (): string[] =>
    [...identities.values()].flatMap(({ mailFromDomain: domain }) =>
      domain === undefined ? [] : [domain.toLowerCase()],
    );
  const feedback = openFeedback({ store, clock, sets, mailFromDomains });

  return {
    operations: {
      SendEmail: operation(sesv2, "SendEmail", sendEmailShape, async (input) => {
        const sending = await readSending(input);
        const identity = checkIdentities(sending, identities);
        const configurationSet = sending.configurationSet ?? identity.configurationSet;
        if (configurationSet !== undefined) sets.need(configurationSet);
        const sentMs = clock.now();
        const messageId = newMessageId(sentMs);
        const raw = stamp(sending.email, `<${messageId}@email.amazonses.com>`, sentMs);
        const { from: source, recipients, tags } = sending;
        const bounceTo =
          identity.mailFromDomain === undefined ? sending.bounceTo : `${messageId}@${identity.mailFromDomain}`;
        await store.transact((tx) =>
          outbound.accept(tx, { messageId, source, recipients, raw, configurationSet, tags, sentMs }, bounceTo),
        );
        return { MessageId: messageId };
      }),
      ...suppressionOperations({ store, clock }),
    },
    classic: receiptRules.operations,
    receiptRules,
    feedback,
    createIdentity: (identity, settings = {}) => {
      identities.set(identity.toLowerCase(), settings);
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

/** The identity that From speaks for. Throws MessageRejected unless it (in the request and in the email) is within one. */
function checkIdentities(sending: Sending, identities: ReadonlyMap<string, IdentitySettings>): IdentitySettings {
  const inEmail = /([^\s<>@,"]+@[^\s<>@,"]+)/.exec(fieldOf(sending.email, "from") ?? "")?.[1];
  const addresses = [...new Set([sending.from, inEmail ?? sending.from])];
  const failed = addresses.filter((address) => !identityOf(address, identities));
  const identity = identityOf(sending.from, identities);
  if (failed.length === 0 && identity) return identity;
  throw new AwsError(
    "MessageRejected",
    `Email address is not verified. The following identities failed the check in region ${home.region.toUpperCase()}: ${failed.join(", ")}`,
  );
}

/** The address itself, its domain, or a domain above: a verified domain speaks for its subdomains. */
function identityOf(address: string, identities: ReadonlyMap<string, IdentitySettings>): IdentitySettings | undefined {
  const given = address.toLowerCase();
  const labels = (given.split("@").at(-1) ?? "").split(".");
  const names = [given, ...labels.map((_, at) => labels.slice(at).join("."))];
  return names.map((name) => identities.get(name)).find((settings) => settings !== undefined);
}
