import type { MailOut } from "../../../local/mail/mail-out.ts";
import type { Draws } from "./random.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** One email that reached its recipient's server. */
export interface Delivered {
  readonly messageId: string;
  readonly to: string;
  readonly raw: string;
  readonly atMs: number;
}

export interface SimulatedRelay extends MailOut {
  readonly delivered: Delivered[];
  /** Deliveries beyond the first of one Message-ID: the mail service repeated what its answer was lost of. */
  readonly repeats: () => number;
  faults: boolean;
}

/** The way from SES to the customers' servers: slow, busy, refusing, or silent after it has taken an email (F26). */
export function openSimulatedRelay(
  time: VirtualTime,
  draws: Draws,
  onDelivered: (email: Delivered) => void,
): SimulatedRelay {
  const all: Delivered[] = [];
  const take = (messageId: string, to: string, raw: Buffer): void => {
    const email = { messageId, to, raw: raw.toString(), atMs: time.clock.now() };
    all.push(email);
    onDelivered(email);
  };
  const relay: SimulatedRelay = {
    delivered: all,
    repeats: () => all.length - new Set(all.map(({ messageId }) => messageId)).size,
    faults: true,
    deliver: async ({ messageId, to, raw }) => {
      const address = to[0] ?? "";
      await time.sleep(draws.between(20, 4000));
      const luck = relay.faults ? draws.next() : 1;
      const refused = (reply: string, permanent: boolean) => ({
        ...{ accepted: [], refused: [{ address, reply, permanent }], reply: "", by: "relay.example" },
      });
      if (luck < 0.04) return refused("451 4.3.0 busy, come again", false);
      if (luck < 0.07) return refused("550 5.1.1 no such user", true);
      if (luck < 0.09) {
        take(messageId, address, raw);
        return refused("timeout after DATA", false);
      }
      take(messageId, address, raw);
      return { accepted: [address], refused: [], reply: "250 2.0.0 taken", by: "relay.example" };
    },
    close: () => undefined,
  };
  return relay;
}
