import { type OrdersService, openOrdersService } from "./orders-service.ts";
import { sampleShop } from "./shop.ts";

/** The order service of the sample shop, with its orders, on a port of loopback (0 picks a free one). */
export const openSampleOrders = (options: {
  readonly folder: string;
  readonly key: string;
  readonly port: number;
}): Promise<OrdersService> => openOrdersService({ shop: sampleShop(), ...options });
