import * as z from "zod";
import { pathOf, readTool } from "../tool.ts";
import { asksWhereItIs } from "./asks-about-order.ts";
import { Order, OrderNumber } from "./order.ts";
import { tellOrder } from "./tell-order.ts";

const mostAtOnce = 3;

/** Where an order is whose number the customer names. */
export const lookUpOrder = readTool({
  name: "look-up-order",
  proof: "customer",
  input: z.strictObject({ number: OrderNumber }),
  output: Order,
  plan: ({ question, named, namedAnywhere }) => {
    const numbers = named.length > 0 ? named : namedAnywhere;
    return asksWhereItIs(question, numbers.length > 0)
      ? numbers.slice(0, mostAtOnce).map((number) => ({ number }))
      : [];
  },
  about: ({ number }) => number,
  request: ({ number }) => ({ method: "GET", path: pathOf`/orders/${number}` }),
  ownership: {
    request: ({ number }) => ({ method: "GET", path: pathOf`/orders/${number}/customer` }),
    in: (order) => order.customer.email,
  },
  tell: (order, reader, { number }) => {
    // The service must speak of what it was asked.
    if (order.number !== number) return undefined;
    const told = tellOrder(order, reader);
    return told && { title: `Order ${number}`, heading: "Where it is", ...told };
  },
});
