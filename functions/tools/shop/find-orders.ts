import * as z from "zod";
import { pathOf, readTool } from "../tool.ts";
import { asksWhereItIs } from "./asks-about-order.ts";
import { Order } from "./order.ts";
import { tellOrder } from "./tell-order.ts";

const mostTold = 2;

/** Where the sender's orders are when they name none: those under way, or else the latest. */
export const findOrders = readTool({
  name: "find-orders",
  proof: "customer",
  // The address is the sender's own as our mail server proved it, never one that an email mentions.
  input: z.strictObject({ customer: z.email() }),
  output: z.object({ customer: z.object({ email: z.email() }), orders: z.array(Order).max(50) }),
  plan: ({ question, namedAnywhere, customer }) =>
    customer !== undefined && namedAnywhere.length === 0 && asksWhereItIs(question, false) ? [{ customer }] : [],
  request: ({ customer }) => ({ method: "GET", path: pathOf`/customers/${customer}/orders` }),
  ownership: {
    request: ({ customer }) => ({ method: "GET", path: pathOf`/customers/${customer}` }),
    in: ({ customer }) => customer.email,
  },
  tell: ({ customer, orders }, reader) => {
    const theirs = orders.filter((order) => order.customer.email === customer.email);
    const newestFirst = theirs.toSorted((a, b) => Date.parse(b.placedAt) - Date.parse(a.placedAt));
    const underWay = newestFirst.filter(({ status }) => status !== "delivered" && status !== "cancelled");
    const chosen = (underWay.length > 0 ? underWay : newestFirst.slice(0, 1)).slice(0, mostTold);
    const told = chosen.map((order) => tellOrder(order, reader));
    if (told.length === 0 || told.includes(undefined)) return undefined;
    return {
      title: `Orders ${chosen.map(({ number }) => number).join(", ")}`,
      heading: "Where they are",
      text: told.map((one) => one?.text).join(" "),
      delicate: told.some((one) => one?.delicate === true),
    };
  },
});
