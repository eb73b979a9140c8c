import type { Reader } from "../tool.ts";
import { delicate, type Order } from "./order.ts";

type Words = {
  readonly day: (iso: string) => string;
  readonly status: (order: Order) => string;
  readonly parcel: (carrier: string, tracking: string) => string;
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
    const placed = `Your order ${number} of ${en.day(placedAt)}`;
    const left = shippedAt === null ? "has left our warehouse" : `left our warehouse on ${en.day(shippedAt)}`;
    const said: Readonly<Record<Order["status"], string>> = {
      placed: "has arrived with us, and the parcel has not left our warehouse yet.",
      packed: "is packed, and the parcel has not left our warehouse yet.",
      shipped: `is on its way: the parcel ${left}.`,
      delivered: deliveredAt === null ? "was delivered." : `was delivered on ${en.day(deliveredAt)}.`,
      delayed:
        shippedAt === null ? "is delayed and has not left our warehouse yet." : `is delayed: the parcel ${left}.`,
      "in-repair": "is with us for a repair.",
      returned: "has come back to us.",
      cancelled: "was cancelled.",
      lost: "has been reported lost by the carrier.",
    };
    return `${placed} ${said[status]}`;
  },
  parcel: (carrier, tracking) => `${carrier} carries the parcel under tracking number ${tracking}.`,
  expected: (carrier, day) => `${carrier} expects it to arrive on ${day}.`,
};

const de: Words = {
  day: (iso) => {
    const [year, at, day] = partsOf(iso);
    return `${String(day).padStart(2, "0")}.${String(at + 1).padStart(2, "0")}.${year}`;
  },
  status: ({ number, status, placedAt, shippedAt, deliveredAt }) => {
    const placed = `Ihre Bestellung ${number} vom ${de.day(placedAt)}`;
    const left =
      shippedAt === null
        ? "das Paket hat unser Lager verlassen"
        : `das Paket hat unser Lager am ${de.day(shippedAt)} verlassen`;
    const said: Readonly<Record<Order["status"], string>> = {
      placed: "ist bei uns eingegangen, das Paket hat unser Lager noch nicht verlassen.",
      packed: "ist gepackt, das Paket hat unser Lager noch nicht verlassen.",
      shipped: `ist unterwegs: ${left}.`,
      delivered: deliveredAt === null ? "wurde zugestellt." : `wurde am ${de.day(deliveredAt)} zugestellt.`,
      delayed:
        shippedAt === null
          ? "verspätet sich, das Paket hat unser Lager noch nicht verlassen."
          : `verspätet sich: ${left}.`,
      "in-repair": "ist bei uns in Reparatur.",
      returned: "ist wieder bei uns eingetroffen.",
      cancelled: "wurde storniert.",
      lost: "wurde vom Versanddienst als verloren gemeldet.",
    };
    return `${placed} ${said[status]}`;
  },
  parcel: (carrier, tracking) => `${carrier} befördert das Paket unter der Sendungsnummer ${tracking}.`,
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
    ...(carrier !== null && tracking !== null && status !== "placed" ? [words.parcel(carrier, tracking)] : []),
    ...(carrier !== null && awaited !== undefined && !late ? [words.expected(carrier, words.day(awaited))] : []),
  ];
  return { text: sentences.join(" "), delicate: late || delicate.has(status) };
}
