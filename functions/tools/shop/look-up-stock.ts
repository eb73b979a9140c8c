import * as z from "zod";
import { readTool } from "../tool.ts";
import { asksWhatIsInStock, plainWords } from "./asks-about-order.ts";
import { PlainName } from "./order.ts";

const Item = z.object({
  sku: z.string().regex(/^[A-Z0-9-]{2,40}$/),
  name: PlainName,
  inStock: z.int().nonnegative(),
  /** When more is expected. */
  restockAt: z.iso.datetime({ offset: true }).nullish(),
});

const words = (text: string): string[] => plainWords(text).match(/[a-z0-9]+/g) ?? [];
const mostWords = 60;

/** Whether a product can be had. The words of the question stay here: the whole catalogue is asked for, and matched by code. */
export const lookUpStock = readTool({
  name: "look-up-stock",
  proof: "none",
  input: z.strictObject({ words: z.array(z.string().regex(/^[a-z0-9]{1,40}$/)).max(mostWords) }),
  output: z.object({ items: z.array(Item).max(500) }),
  plan: ({ question }) =>
    asksWhatIsInStock(question) ? [{ words: [...new Set(words(question))].slice(0, mostWords) }] : [],
  request: () => ({ method: "GET", path: "/stock" }),
  tell: ({ items }, { language }, input) => {
    const asked = new Set(input.words);
    // Every word of its name: `Corrie 2 tent` is not the Corrie 3.
    const meant = items.filter(({ name }) => words(name).every((word) => asked.has(word)));
    const [item] = meant;
    if (item === undefined || meant.length > 1) return undefined;
    const text = sentence(item, language);
    return text === undefined ? undefined : { title: item.name, heading: "Whether it is in stock", text };
  },
});

function sentence({ name, inStock, restockAt }: z.infer<typeof Item>, language: string): string | undefined {
  const day = typeof restockAt === "string" ? restockAt.slice(0, 10).split("-").reverse().join(".") : undefined;
  const said: Readonly<Record<string, readonly [there: string, gone: string, back: string]>> = {
    en: [
      `The ${name} is in stock and available.`,
      `The ${name} is out of stock.`,
      `We expect it back in stock on ${day}.`,
    ],
    de: [`${name} ist auf Lager und lieferbar.`, `${name} ist ausverkauft.`, `Wieder lieferbar ist es am ${day}.`],
  };
  const [there, gone, back] = said[language] ?? [];
  if (there === undefined || gone === undefined) return undefined;
  if (inStock > 0) return there;
  return day === undefined ? gone : `${gone} ${back}`;
}
