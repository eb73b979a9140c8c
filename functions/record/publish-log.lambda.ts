import { publishLog } from "./publish-log.ts";

export const handler = publishLog;
