import { findOrders } from "./shop/find-orders.ts";
import { lookUpOrder } from "./shop/look-up-order.ts";
import { lookUpStock } from "./shop/look-up-stock.ts";
import { requestRefund } from "./shop/request-refund.ts";
import type { Tool } from "./tool.ts";

/** Every tool there is. Which agent may use which, the policy says (`tools.agents`). docs/tools.md: how to add one. */
export const allTools: readonly Tool[] = [lookUpOrder, findOrders, lookUpStock, requestRefund];

/** The tools of these names, in their order; a name that is no tool gives none. */
export const toolsNamed = (names: readonly string[], tools: readonly Tool[] = allTools): Tool[] =>
  names.flatMap((name) => tools.find((tool) => tool.name === name) ?? []);
