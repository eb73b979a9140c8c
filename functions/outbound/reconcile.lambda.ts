import { reconcile } from "./reconcile.ts";

export const handler = async (): Promise<void> => {
  await reconcile();
};
