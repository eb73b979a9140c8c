import type { Draws } from "./random.ts";
import type { Delivered } from "./relay.ts";

/** One email on its way in: stored once, told of `notices` times. */
export interface Arrival {
  readonly atMs: number;
  readonly objectKey: string;
  readonly from: string;
  readonly to: string;
  readonly raw: string;
  /** Which email it is; two arrivals with one `email` are the same email that came twice (F2). */
  readonly email: string;
  /** When the queue tells of it, after `atMs`: none when the notice is lost, many when it is told again and again (F1). */
  readonly notices: readonly number[];
}

const mailbox = "support@fernwood.example";
const minute = 60_000;

const answerable = [
  "how long does standard delivery take?",
  "how many days do I have to send something back?",
  "which ways to pay do you offer?",
  "what are your opening hours?",
] as const;
const angry = "This is unacceptable. I am furious, where is my parcel? I want my money back at once.";
const hard = "Can you tell me why the moon looks larger when it is near the horizon?";

interface Letter {
  readonly from: string;
  readonly subject: string;
  readonly messageId?: string;
  readonly headers?: readonly string[];
  readonly text: string;
  readonly to?: string;
}

/** An email as it lies in the bucket. */
function letter({ from, subject, messageId, headers = [], text, to = mailbox }: Letter): string {
  const lines = [
    `From: Customer <${from}>`,
    `To: ${to}`,
    `Subject: ${subject}`,
    ...(messageId === undefined ? [] : [`Message-ID: ${messageId}`]),
    ...headers,
  ];
  return `${lines.join("\r\n")}\r\n\r\nHello,\r\n\r\n${text}\r\n\r\nThank you\r\n`;
}

/** How often and when the queue tells of one email, in ms after it came. */
function noticesOf(draws: Draws): number[] {
  const luck = draws.next();
  if (luck < 0.02) return [];
  const count =
    luck < 0.4 ? 1 : luck < 0.72 ? draws.between(2, 6) : luck < 0.94 ? draws.between(7, 30) : draws.between(31, 100);
  // Half of the repeated ones come all at once, the others over twenty minutes.
  const together = draws.chance(0.5);
  const first = draws.between(0, 3000);
  return Array.from({ length: count }, (_, at) => (together || at === 0 ? first : draws.between(0, 20 * minute)));
}

/** What `count` customers send from `startMs` on within `withinMs`, in every manner that mail servers know. */
export function customersOf(draws: Draws, count: number, startMs: number, withinMs: number): Arrival[] {
  const arrivals: Arrival[] = [];
  const ids: string[] = [];
  const add = (from: string, raw: string, atMs: number, email: string): void =>
    void arrivals.push({
      atMs,
      objectKey: `raw/seeded-${arrivals.length}`,
      from,
      to: mailbox,
      raw,
      email,
      notices: noticesOf(draws),
    });
  for (let n = 0; n < count; n++) {
    const from = `customer${n}@domain${n}.example`;
    const atMs = startMs + draws.between(0, withinMs);
    const messageId = `<seeded-${n}@domain${n}.example>`;
    const email = `email-${n}`;
    const plain: Letter = { from, subject: `Question ${n}`, messageId, text: draws.of(answerable) };
    const luck = draws.next();
    if (luck < 0.4) add(from, letter(plain), atMs, email);
    else if (luck < 0.5) add(from, letter({ ...plain, text: angry }), atMs, email);
    else if (luck < 0.57) add(from, letter({ ...plain, text: hard }), atMs, email);
    else if (luck < 0.61) add(from, letter({ ...plain, headers: ["Auto-Submitted: auto-replied"] }), atMs, email);
    else if (luck < 0.64) add(from, letter({ ...plain, headers: ["List-Id: <news.example>"] }), atMs, email);
    else if (luck < 0.69)
      add(from, letter({ from, subject: plain.subject, text: `${plain.text} (${n})` }), atMs, email);
    else if (luck < 0.74) {
      // Another's Message-ID, copied (F2).
      const copied = ids.length > 0 ? draws.of(ids) : messageId;
      add(from, letter({ ...plain, messageId: copied, text: `${plain.text} (${n})` }), atMs, email);
    } else if (luck < 0.84) {
      // The same email over two ways: other Received, other object, other SES id (F2).
      add(from, `Received: from one by mx; now\r\n${letter(plain)}`, atMs, email);
      add(from, `Received: from two by mx; later\r\n${letter(plain)}`, atMs + draws.between(0, 30 * minute), email);
    } else if (luck < 0.96) {
      // A question and what came to mind afterwards, in either order (F12).
      const afterMs = atMs + draws.between(-2 * minute, 20 * minute);
      add(from, letter(plain), atMs, email);
      const second = `<seeded-${n}-b@domain${n}.example>`;
      const headers = [`In-Reply-To: ${messageId}`, `References: ${messageId}`];
      const text = draws.of([...answerable, angry]);
      add(
        from,
        letter({ from, subject: `Re: Question ${n}`, messageId: second, headers, text }),
        afterMs,
        `${email}-b`,
      );
    } else add(`robot${n}@domain${n}.example`, letter({ ...plain, from: `robot${n}@domain${n}.example` }), atMs, email);
    ids.push(messageId);
  }
  return arrivals;
}

/** What a customer writes back, if at all: a person now and then, a robot always and at once, without a header that says so (F29). */
export function answerTo(email: Delivered, n: number, draws: Draws): Arrival | undefined {
  const robot = email.to.startsWith("robot");
  if (!robot && !draws.chance(0.08)) return undefined;
  const of = (name: string): string =>
    new RegExp(`^${name}: ([^\\r]*(?:\\r\\n[ \\t][^\\r]*)*)`, "m").exec(email.raw)?.[1] ?? "";
  const to = /<([^>]+)>/.exec(of("Reply-To"))?.[1] ?? mailbox;
  const messageId = `<answer-${n}@customers.example>`;
  const raw = robot
    ? letter({ from: email.to, to, messageId, subject: `Re: ${of("Subject")}`, text: "I am away." })
    : letter({
        ...{
          from: email.to,
          to,
          messageId,
          subject: "Re: one more",
          text: "And how long does delivery to Germany take?",
        },
        headers: [`In-Reply-To: <${email.messageId}@email.amazonses.com>`],
      });
  const atMs = email.atMs + (robot ? 1000 : draws.between(minute, 40 * minute));
  return {
    ...{ atMs, objectKey: `raw/answer-${n}`, from: email.to, to, raw },
    ...{ email: `answer-${n}`, notices: noticesOf(draws) },
  };
}
