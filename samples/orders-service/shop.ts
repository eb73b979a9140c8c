import { readFileSync } from "node:fs";
import * as z from "zod";

const Order = z.looseObject({ number: z.string(), customer: z.looseObject({ email: z.string() }) });
const Item = z.looseObject({ sku: z.string(), name: z.string(), inStock: z.int() });

/** What the sample shop knows: its orders and its shelves. */
export interface Shop {
  readonly orders: readonly z.infer<typeof Order>[];
  readonly items: readonly z.infer<typeof Item>[];
}

const read = <T extends z.ZodType>(file: string, schema: T): z.infer<T> =>
  schema.parse(JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), "utf8")));

export const sampleShop = (): Shop => ({
  orders: read("orders.json", z.array(Order)),
  items: read("stock.json", z.array(Item)),
});
