import type { Reader } from "../tool.ts";
import { delicate, type Order } from "./order.ts";

type Words = {
  readonly day: (iso: string) => string;
  readonly status: (order: Order) => string;
  readonly parcel: (carrier: string, tracking: string, done: boolean) => string;
  readonly expected: (carrier: string, day: string) => string;
};

const month = "January February March April May June July August September October November December".split(" ");
const partsOf = (iso: string): [year: number, month: number, day: number] => {
  const at = new Date(iso);
  return [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
};

const en: Words = {
  day: (iso) => {
    const [year, at, day] = partsOf(iso);
    return `${day} ${month[at]} ${year}`;
  },
  status: ({ number, status, placedAt, shippedAt, deliveredAt }) => {
    const off = `the parcel set off from our warehouse${shippedAt === null ? "" : ` on ${en.day(shippedAt)}`}`;
    const said: Readonly<Record<Order["status"], string>> = {
      placed: "has arrived with us, and the parcel is still in our warehouse.",
      packed: "is packed, and the parcel is still in our warehouse.",
      shipped: `is on its way: ${off}.`,
      delivered: `was delivered to the delivery address${deliveredAt === null ? "" : ` on ${en.day(deliveredAt)}`}.`,
      delayed: shippedAt === null ? "is delayed and still in our warehouse." : `is delayed: ${off}.`,
      "in-repair": "is with us for a repair.",
      returned: "has come back to us.",
      cancelled: "was cancelled.",
      lost: "has been reported lost by the carrier.",
    };
    return `Your order ${number} of ${en.day(placedAt)} ${said[status]}`;
  },
  parcel: (carrier, tracking, done) =>
    `${carrier} ${done ? "brought" : "carries"} the parcel under tracking number ${tracking}.`,
  expected: (carrier, day) => `${carrier} expects it to arrive on ${day}.`,
};

const de: Words = {
  day: (iso) => {
    const [year, at, day] = partsOf(iso);
    return `${String(day).padStart(2, "0")}.${String(at + 1).padStart(2, "0")}.${year}`;
  },
  status: ({ number, status, placedAt, shippedAt, deliveredAt }) => {
    const left = `das Paket hat unser Lager${shippedAt === null ? "" : ` am ${de.day(shippedAt)}`} verlassen`;
    const said: Readonly<Record<Order["status"], string>> = {
      placed: "ist bei uns eingegangen, das Paket ist noch in unserem Lager.",
      packed: "ist gepackt, das Paket ist noch in unserem Lager.",
      shipped: `ist unterwegs: ${left}.`,
      delivered: `wurde${deliveredAt === null ? "" : ` am ${de.day(deliveredAt)}`} an die Lieferadresse zugestellt.`,
      delayed: shippedAt === null ? "verspätet sich und ist noch in unserem Lager." : `verspätet sich: ${left}.`,
      "in-repair": "ist bei uns in Reparatur.",
      returned: "ist wieder bei uns eingetroffen.",
      cancelled: "wurde storniert.",
      lost: "wurde vom Versanddienst als verloren gemeldet.",
    };
    return `Ihre Bestellung ${number} vom ${de.day(placedAt)} ${said[status]}`;
  },
  parcel: (carrier, tracking, done) =>
    `${carrier} ${done ? "brachte" : "befördert"} das Paket unter der Sendungsnummer ${tracking}.`,
  expected: (carrier, day) => `${carrier} erwartet die Zustellung am ${day}.`,
};

const byLanguage: Readonly<Record<string, Words>> = { en, de };

/**
 * Where an order is, in sentences of ours around checked values. Undefined in a language that we have no words for. A day
 * that has passed is not told as one to wait for: the parcel is late, and a person explains.
 */
export function tellOrder(order: Order, { language, today }: Reader): { text: string; delicate: boolean } | undefined {
  const words = byLanguage[language];
  if (words === undefined) return undefined;
  const { status, carrier, tracking, expectedAt } = order;
  const awaited = status === "shipped" && typeof expectedAt === "string" ? expectedAt : undefined;
  const late = awaited !== undefined && awaited.slice(0, 10) < today;
  const sentences = [
    words.status(order),
    ...(carrier !== null && tracking !== null && status !== "placed"
      ? [words.parcel(carrier, tracking, status === "delivered")]
      : []),
    ...(carrier !== null && awaited !== undefined && !late ? [words.expected(carrier, words.day(awaited))] : []),
  ];
  return { text: sentences.join(" "), delicate: late || delicate.has(status) };
}
