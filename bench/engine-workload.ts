// The workload that engines are compared by: a customer's email in seven steps, four of which think for `D` milliseconds
// as a model would; every fifth email is angry and needs a person's approval, which comes at once.
import { isObject, type Json, type JsonObject } from "../local/asl/json.ts";

/** An engine under measurement. */
export interface Peer {
  run(i: number, email: JsonObject): Promise<Json>;
  /** What the workflows so far take on disk, in bytes. */
  keptBytes(): Promise<number>;
  settle(): Promise<void>;
  stop(): Promise<void>;
}

const isAngry = (i: number): boolean => i % 5 === 4;

export const emailOf = (i: number): JsonObject => ({
  id: `e${i}`,
  from: `user${i % 997}@example.com`,
  subject: isAngry(i) ? "Terrible service, I want a refund" : "How do I reset my password?",
  body:
    (isAngry(i)
      ? "This is terrible. I am angry and want my money back for order "
      : "Hello, thanks for the product. Could you tell me how to reset the password of account ") +
    `${i}. ${"Some more text of a normal support mail. ".repeat(4)}`,
});

/** How long the steps of workflow `i` think, in milliseconds: what is above it is the engine's. */
export const thinkingMs = (i: number, D: number): number => (isAngry(i) ? 2 : 4) * D;

/** Throws unless the workflow did its work. */
export function checkResult(result: Json, i: number): void {
  if (isObject(result) && result["logged"] === true && result["id"] === `e${i}` && result["messageId"] === `m-e${i}`)
    return;
  throw new Error(`The workflow ${i} answered ${JSON.stringify(result)}.`);
}

export type Steps = Readonly<Record<string, (sent: JsonObject) => Promise<Json>>>;

/** The steps, by name. */
export const stepsOf = (D: number): Steps => {
  const think = (): Promise<void> | undefined => (D > 0 ? new Promise((resolve) => setTimeout(resolve, D)) : undefined);
  return {
    parse: async ({ id = "", from = "", subject, body }) => ({ id, customer: from, text: `${subject}\n${body}` }),
    sentiment: async ({ text }) => {
      await think();
      return { sentiment: /terrible|angry/i.test(String(text)) ? "NEGATIVE" : "POSITIVE", score: 0.93 };
    },
    kb: async () => {
      await think();
      return {
        articles: [
          { id: "kb-12", title: "Reset a password", score: 0.81 },
          { id: "kb-44", title: "Account settings", score: 0.62 },
        ],
      };
    },
    draft: async ({ email, kb }) => {
      await think();
      const [article] = listIn(kb, "articles");
      const reply = `Dear ${textIn(email, "customer")}, see article ${textIn(article, "id")}. `;
      return { reply: reply + "Kind regards, the support team. ".repeat(3) };
    },
    send: async ({ email, text }) => {
      await think();
      return { messageId: `m-${textIn(email, "id")}`, bytes: String(text).length };
    },
    log: async ({ email, sent }) => ({ logged: true, id: textIn(email, "id"), messageId: textIn(sent, "messageId") }),
  };
};

export const textIn = (value: Json | undefined, member: string): string =>
  isObject(value) ? String(value[member]) : "";
const listIn = (value: Json | undefined, member: string): Json[] => {
  const list = isObject(value) ? value[member] : undefined;
  return Array.isArray(list) ? list : [];
};
