import { createTransport } from "nodemailer";
import type { MailOut } from "./mail-out.ts";

/** With what outgoing email is signed: https://www.rfc-editor.org/rfc/rfc6376 */
export interface DkimKey {
  /** The domain that answers for the email: that of its From, or one above. */
  readonly domain: string;
  /** The public key lies in DNS at `<selector>._domainkey.<domain>`. */
  readonly selector: string;
  /** PEM. */
  readonly privateKey: string;
}

/** A way out that signs every email as its last act, so that nothing changes what was signed. */
export function signingMailOut(mailOut: MailOut, { domain, selector, privateKey }: DkimKey): MailOut {
  // A transport that sends nothing: it gives back what it would have sent.
  const signer = createTransport({
    ...{ streamTransport: true, buffer: true, newline: "windows" },
    dkim: { domainName: domain, keySelector: selector, privateKey },
  });
  return {
    deliver: async (email) => {
      const { message } = await signer.sendMail({ envelope: { from: email.from, to: [...email.to] }, raw: email.raw });
      if (!Buffer.isBuffer(message)) throw new Error("The signer gave no email back");
      return mailOut.deliver({ ...email, raw: message });
    },
    close: () => {
      signer.close();
      mailOut.close();
    },
  };
}
