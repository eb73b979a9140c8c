import * as z from "zod";
import type { Clock } from "../../clock.ts";
import type { Store, Transaction } from "../../store.ts";
import { AwsError } from "../aws-error.ts";
import { type Deliveries, openDeliveries } from "../deliveries.ts";
import type { ServiceEvent } from "../events/event.ts";
import { detailTypes, identityArn, type SendingEvent, type SentEmail, sendingEvent } from "./events.ts";

export interface EventDestination {
  readonly name: string;
  readonly enabled: boolean;
  /** MatchingEventTypes of the template, in any of its spellings: `send`, `DELIVERY`, `deliveryDelay`. */
  readonly events: readonly string[];
  /** Where to: a topic, or the default event bus. */
  readonly to: { readonly topicArn: string } | { readonly eventBusArn: string };
}

export interface ConfigurationSet {
  readonly name: string;
  readonly destinations: readonly EventDestination[];
}

export interface EventPorts {
  /** Both durable when they resolve. */
  readonly publish: (topicArn: string, message: { subject: string; text: string }) => Promise<void>;
  readonly putEvent: (event: ServiceEvent) => Promise<void>;
}

export interface ConfigurationSets {
  define(set: ConfigurationSet): void;
  /** Throws NotFoundException. */
  need(name: string): void;
  /** Writes an event down for each destination that wants it. */
  emit(tx: Transaction, email: SentEmail, event: SendingEvent, detail: object): void;
  start(): Promise<void>;
  stop(): void;
}

const Item = z.object({
  topicArn: z.string().optional(),
  detailType: z.string(),
  resource: z.string(),
  text: z.string(),
});

// https://docs.aws.amazon.com/ses/latest/dg/event-publishing-create-configuration-set.html says nothing of an end to
// the trying; a topic or bus of the same machine fails only with the disk.
const policy = { retries: Number.POSITIVE_INFINITY, longestMs: Number.POSITIVE_INFINITY };

/** Configuration sets: which events of sent emails go where. They are the template's, told anew at each start. */
export function openConfigurationSets(options: { store: Store; clock: Clock } & EventPorts): ConfigurationSets {
  const sets = new Map<string, ConfigurationSet>();
  const deliveries: Deliveries = openDeliveries({
    store: options.store,
    clock: options.clock,
    room: "ses-events",
    deliver: async (item) => {
      const { topicArn, detailType, resource, text } = Item.parse(item);
      if (topicArn !== undefined) {
        await options.publish(topicArn, { subject: "Amazon SES Email Event Notification", text });
      } else await options.putEvent({ source: "aws.ses", detailType, detail: JSON.parse(text), resources: [resource] });
    },
    policy: () => policy,
    giveUp: async () => undefined,
  });
  return {
    define: (set) => void sets.set(set.name, set),
    need: (name) => {
      if (sets.has(name)) return;
      throw new AwsError("NotFoundException", `Configuration set <${name}> does not exist.`, { status: 404 });
    },
    emit: (tx, email, event, detail) => {
      const wanted = (sets.get(email.configurationSet ?? "")?.destinations ?? []).filter(
        ({ enabled, events }) => enabled && events.some((name) => plain(name) === plain(event)),
      );
      if (wanted.length === 0) return;
      const text = JSON.stringify(sendingEvent(email, event, detail));
      const resource = identityArn(email.source.split("@").at(-1) ?? "");
      for (const { to } of wanted) {
        deliveries.enqueue(tx, {
          ...("topicArn" in to && { topicArn: to.topicArn }),
          detailType: detailTypes[event],
          resource,
          text,
        });
      }
    },
    start: () => deliveries.start(),
    stop: () => deliveries.stop(),
  };
}

const plain = (name: string): string => name.toLowerCase().replaceAll("_", "");
