import * as z from "zod";

// The order service's answers, as narrow as they can be: a value that is no status, day, number or short name is refused,
// so that nothing the service says can be an instruction or a link (P10).

export const OrderNumber = z.string().regex(/^[A-Z]{0,6}-?\d{3,12}$/);
const Day = z.iso.datetime({ offset: true });
/** A name of few plain words: no line break, no link, no markup, no end of a sentence. */
export const PlainName = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} &'’+,-]{0,59}$/u);

export const Order = z.object({
  number: OrderNumber,
  customer: z.object({ email: z.email() }),
  placedAt: Day,
  status: z.enum(["placed", "packed", "shipped", "delivered", "delayed", "in-repair", "returned", "cancelled", "lost"]),
  carrier: PlainName.nullable(),
  tracking: z
    .string()
    .regex(/^[A-Z0-9-]{4,40}$/)
    .nullable(),
  shippedAt: Day.nullable(),
  deliveredAt: Day.nullable(),
  /** When the carrier expects to bring it. */
  expectedAt: Day.nullish(),
  /** In cents of `currency`. */
  totalCents: z.int().nonnegative(),
  currency: z.string().regex(/^[A-Z]{3}$/),
});
export type Order = z.infer<typeof Order>;

/** What the customer is called to rely on is one of these; the rest needs a person's words. */
export const delicate = new Set<Order["status"]>(["delayed", "in-repair", "returned", "cancelled", "lost"]);
