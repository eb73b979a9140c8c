import * as z from "zod";
import { effectTool, pathOf } from "../tool.ts";
import { asksForRefund } from "./asks-about-order.ts";
import { OrderNumber } from "./order.ts";

const said: Readonly<Record<string, (order: string, reference: string) => string>> = {
  en: (order, reference) => `We have passed on your refund request for order ${order}; its reference is ${reference}.`,
  de: (order, reference) =>
    `Wir haben Ihre Erstattungsanfrage zur Bestellung ${order} weitergegeben; sie hat das Zeichen ${reference}.`,
};

/** Asks the shop's own people for a refund. It moves no money: the order service decides what is refunded and when. */
export const requestRefund = effectTool({
  name: "request-refund",
  proof: "customer",
  input: z.strictObject({ number: OrderNumber }),
  output: z.object({
    order: OrderNumber,
    reference: z.string().regex(/^[A-Z0-9-]{4,40}$/),
    status: z.enum(["requested"]),
  }),
  plan: ({ question, named, namedAnywhere }) => {
    const numbers = named.length > 0 ? named : namedAnywhere;
    // Which of several orders is meant, a person finds out.
    return numbers.length === 1 && asksForRefund(question) ? numbers.map((number) => ({ number })) : [];
  },
  about: ({ number }) => number,
  ownership: { request: ({ number }) => ({ method: "GET", path: pathOf`/orders/${number}/customer` }) },
  request: ({ number }) => ({ method: "POST", path: "/refund-requests", body: { order: number } }),
  summary: ({ number }) => `Ask the shop for a refund of order ${number}`,
  receipt: ({ order, reference }, language) => ({
    reference,
    told: (said[language] ?? said["en"])?.(order, reference) ?? "",
  }),
});
