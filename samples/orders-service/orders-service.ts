import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import * as z from "zod";
import { openRefundRequests } from "./refund-requests.ts";
import type { Shop } from "./shop.ts";

// The sample shop's order service: what a shop of one's own would have, as small as it can be and still real. It keeps a
// key, answers JSON, and takes a refund request once for each Idempotency-Key.

export interface OrdersServiceOptions {
  readonly shop: Shop;
  /** Where refund requests are kept. */
  readonly folder: string;
  /** Callers name it as a bearer token. */
  readonly key: string;
  /** 0 takes a free one. */
  readonly port: number;
}

export interface OrdersService {
  readonly url: string;
  readonly refunds: () => readonly { readonly order: string; readonly reference: string }[];
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}
const notFound: Answer = { status: 404, body: { error: "not-found" } };
const found = (body: unknown): Answer => (body === undefined ? notFound : { status: 200, body });

const RefundRequest = z.strictObject({ order: z.string().max(64) });
const mostBytes = 10_000;

/** Serves on loopback only. */
export async function openOrdersService({ shop, folder, key, port }: OrdersServiceOptions): Promise<OrdersService> {
  const refunds = openRefundRequests(folder);
  const orderOf = (number: string) => shop.orders.find((order) => order.number === number);
  const ordersOf = (email: string) => shop.orders.filter((order) => order.customer.email === email.toLowerCase());
  const get: Readonly<Record<string, (first: string) => Answer>> = {
    "orders/*": (number) => found(orderOf(number)),
    "orders/*/customer": (number) => {
      const order = orderOf(number);
      return found(order && { email: order.customer.email });
    },
    "customers/*": (email) => found(ordersOf(email).length === 0 ? undefined : { email: email.toLowerCase() }),
    "customers/*/orders": (email) =>
      found(
        ordersOf(email).length === 0
          ? undefined
          : { customer: { email: email.toLowerCase() }, orders: ordersOf(email) },
      ),
    stock: () => found({ items: shop.items }),
  };

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    if (!isKey(request.headers.authorization, key)) return { status: 401, body: { error: "unauthorized" } };
    const [first = "", second, third] = new URL(request.url ?? "/", "http://localhost").pathname
      .split("/")
      .filter((part) => part !== "")
      .map((part) => decodeURIComponent(part));
    if (request.method === "POST" && first === "refund-requests") return askForRefund(request);
    const route = [first, ...(second === undefined ? [] : ["*"]), ...(third === undefined ? [] : [third])].join("/");
    return request.method === "GET" ? (get[route]?.(second ?? "") ?? notFound) : notFound;
  };

  const askForRefund = async (request: IncomingMessage): Promise<Answer> => {
    const idempotencyKey = request.headers["idempotency-key"];
    const body = RefundRequest.safeParse(await bodyOf(request));
    if (typeof idempotencyKey !== "string" || !body.success) return { status: 400, body: { error: "bad-request" } };
    const { order } = body.data;
    if (orderOf(order) === undefined) return notFound;
    const asked = refunds.ask(idempotencyKey, order);
    if (asked === undefined) return { status: 409, body: { error: "key-used-for-another-order" } };
    const { reference } = asked.request;
    return { status: asked.isNew ? 201 : 200, body: { order, reference, status: "requested" } };
  };

  const server = createServer((request, response) => {
    answer(request)
      .catch((): Answer => ({ status: 400, body: { error: "bad-request" } }))
      .then(({ status, body }) => {
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      })
      .catch(() => response.destroy());
  });
  await listening(server, port);
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}`,
    refunds: () => refunds.all().map(({ order, reference }) => ({ order, reference })),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const listening = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });

function isKey(header: string | undefined, key: string): boolean {
  const given = Buffer.from(header ?? "");
  const right = Buffer.from(`Bearer ${key}`);
  return given.length === right.length && timingSafeEqual(given, right);
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > mostBytes) return undefined;
  }
  return JSON.parse(text);
}
