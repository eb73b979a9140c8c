import { sweepMail } from "./sweep-mail.ts";

export const handler = async (): Promise<void> => {
  await sweepMail();
};
