import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openShop, type TestShop } from "./shop.ts";

describe("the sample shop's order service", () => {
  let shop: TestShop;
  beforeEach(async () => {
    shop = await openShop();
  });
  afterEach(() => shop.close());

  const get = async (path: string, headers: Record<string, string> = { authorization: `Bearer ${shop.key}` }) => {
    const response = await fetch(`${shop.url}${path}`, { headers });
    return { status: response.status, body: await response.json() };
  };
  const ask = async (body: unknown, headers: Record<string, string>) => {
    const response = await fetch(`${shop.url}/refund-requests`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${shop.key}`, ...headers },
    });
    return { status: response.status, body: await response.json() };
  };

  test("answers an order, its customer alone, a customer's orders, and the shelves", async () => {
    expect((await get("/orders/FW-10230")).body).toMatchObject({ number: "FW-10230", status: "shipped" });
    expect((await get("/orders/FW-10230/customer")).body).toEqual({ email: "ruth.fallon@glenmore.example" });
    expect((await get("/customers/Ruth.Fallon%40glenmore.example/orders")).body).toMatchObject({
      customer: { email: "ruth.fallon@glenmore.example" },
      orders: [{ number: "FW-10230" }],
    });
    expect((await get("/stock")).body).toMatchObject({ items: expect.arrayContaining([expect.anything()]) });
  });

  test("knows no stranger, no other path, and nobody without its key", async () => {
    for (const path of ["/orders/FW-99999", "/customers/nobody%40x.example", "/", "/orders", "/orders/FW-10230/items"])
      expect((await get(path)).status).toBe(404);
    expect((await get("/orders/FW-10230", {})).status).toBe(401);
    expect((await get("/orders/FW-10230", { authorization: "Bearer wrong" })).status).toBe(401);
    expect((await get("/orders/%ZZ")).status).toBe(400);
  });

  test("takes a refund request once for each key, also after a restart", async () => {
    const first = await ask({ order: "FW-10226" }, { "idempotency-key": "a" });
    expect(first).toMatchObject({ status: 201, body: { order: "FW-10226", status: "requested" } });
    await shop.restart();
    expect(await ask({ order: "FW-10226" }, { "idempotency-key": "a" })).toEqual({ status: 200, body: first.body });
    expect((await ask({ order: "FW-10227" }, { "idempotency-key": "a" })).status).toBe(409);
    expect((await ask({ order: "FW-99999" }, { "idempotency-key": "b" })).status).toBe(404);
    expect((await ask({ order: "FW-10226" }, {})).status).toBe(400);
    expect((await ask({ order: "FW-10226", amount: 5 }, { "idempotency-key": "c" })).status).toBe(400);
    expect(shop.refunds()).toEqual([{ order: "FW-10226", reference: expect.stringMatching(/^RF-/) }]);
  });
});
