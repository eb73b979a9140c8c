/** What every operation of the embedded DynamoDB works with. */
import type { Clock } from "../../clock.ts";
import type { Store } from "../../store.ts";
import type { JsonObject } from "../service.ts";
import type { Item } from "./attribute-value.ts";
import type { Writer } from "./items.ts";
import type { Tables } from "./tables.ts";

export interface Context {
  readonly store: Store;
  readonly clock: Clock;
  readonly tables: Tables;
  readonly writer: Writer;
}

/** An item as a response shows it: the same object, under the wire's type. */
export const asJson = (item: Item): JsonObject => item as unknown as JsonObject; // Value is JSON without undefined members
