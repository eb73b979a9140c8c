import { logger } from "../platform/logger.ts";
import { sweep } from "./sweep.ts";

export const handler = async (): Promise<void> => {
  const swept = await sweep();
  if (swept.rung + swept.rescued + swept.tended + swept.failed > 0)
    logger.info("The sweep found something to mend", { ...swept });
};
