import { Logger } from "@aws-lambda-powertools/logger";

/** Structured logs. Ids, codes and counts only: never addresses, subjects or text of customers (S12). */
export const logger = new Logger({ serviceName: "switchboard" });
