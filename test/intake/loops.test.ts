import { afterEach, describe, expect, test } from "vitest";
import { openSmtpIn, type SmtpIn } from "../../local/mail/smtp-in.ts";
import { eventually } from "../journeys/harness/running-switchboard.ts";
import { type Instance, interactionsOf, openInstance } from "./in-process.ts";

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.stop();
});

const mailbox = "support@fernwood.example";
const question = (from: string, subject: string, id: string) =>
  `From: ${from}\r\nTo: ${mailbox}\r\nSubject: ${subject}\r\nMessage-ID: <${id}@elsewhere.example>\r\n\r\nHello,\r\n\r\nhow long does standard delivery take?\r\n\r\nThanks\r\n`;

/** A relay that hands each email to `take` after saying 250, as mail servers do. */
async function relay(take: (raw: string) => void): Promise<SmtpIn> {
  const server = await openSmtpIn({
    port: 0,
    accepts: () => true,
    deliver: async ({ raw }) => {
      setTimeout(take, 20, raw.toString());
      return "id";
    },
  });
  open.push({ stop: () => server.close() });
  return server;
}

async function instance(server: SmtpIn): Promise<Instance> {
  const opened = await openInstance(`smtp://127.0.0.1:${server.port}`);
  open.unshift(opened);
  // A reply at once is the worst that a loop can have.
  await opened.changePolicy({ debounceSeconds: 0 });
  return opened;
}

/** Every reply has arrived on the other side, all that arrived is over, and two seconds later that is still so. */
async function quiet(instances: readonly Instance[], count: () => number): Promise<void> {
  let since: { readonly replies: number; readonly at: number } | undefined;
  await eventually(
    "silence",
    async () => {
      const replies = count();
      const all = (await Promise.all(instances.map(interactionsOf))).flat();
      const isOver = all.length === replies + 1 && all.every(({ outcome }) => outcome !== "open");
      if (!isOver || since?.replies !== replies) since = { replies, at: Date.now() };
      return isOver && Date.now() - since.at >= 2000;
    },
    90_000,
  );
}

describe("loops stop", { timeout: 180_000 }, () => {
  test("against an auto-responder that sends no headers at all (L9, L10)", async () => {
    let replies = 0;
    let robot: Instance | undefined;
    const server = await relay((raw) => {
      replies += 1;
      const subject = /^Subject: (.*)\r$/m.exec(raw)?.[1] ?? "";
      const to = /^Reply-To: .*<([^>]+)>\r$/m.exec(raw.replaceAll(/\r\n[ \t]+/g, " "))?.[1] ?? mailbox;
      const answer = question("robot@elsewhere.example", `Re: ${subject}`, `robot-${replies}`);
      void robot?.send({ from: "robot@elsewhere.example", to }, answer);
    });
    robot = await instance(server);
    await robot.send(
      { from: "robot@elsewhere.example", to: mailbox },
      question("robot@elsewhere.example", "Delivery", "first"),
    );
    await eventually("the first reply", async () => replies > 0, 60_000);
    await quiet([robot], () => replies);
    expect(replies).toBeGreaterThanOrEqual(1);
    expect(replies).toBeLessThanOrEqual(2);
    const outcomes = (await interactionsOf(robot)).map(({ outcome, reasons }) => `${outcome} ${reasons.join()}`);
    expect(outcomes).toHaveLength(replies + 1);
    expect(outcomes[0]).toMatch(/^waiting .*over-cap/);
  });

  test("between two instances that take each other for customers (L9, F29)", async () => {
    const sent = { a: 0, b: 0 };
    const sides: { a?: Instance; b?: Instance } = {};
    // The wire gives each the other's address, so that neither knows its own mailbox in it.
    const disguised = (raw: string, as: string) =>
      raw
        .replaceAll(/^(From|Reply-To): .*(\r\n[ \t].*)*/gm, `$1: Shop <${as}>`)
        .replaceAll(/^To: .*/gm, `To: ${mailbox}`);
    const wireA = await relay((raw) => {
      sent.a += 1;
      void sides.b?.send({ from: "a@elsewhere.example", to: mailbox }, disguised(raw, "a@elsewhere.example"));
    });
    const wireB = await relay((raw) => {
      sent.b += 1;
      void sides.a?.send({ from: "b@elsewhere.example", to: mailbox }, disguised(raw, "b@elsewhere.example"));
    });
    sides.a = await instance(wireA);
    sides.b = await instance(wireB);
    await sides.a.send(
      { from: "b@elsewhere.example", to: mailbox },
      question("b@elsewhere.example", "Delivery", "start"),
    );
    await eventually("the first reply", async () => sent.a > 0, 60_000);
    await quiet([sides.a, sides.b], () => sent.a + sent.b);
    expect(sent.a).toBeLessThanOrEqual(2);
    expect(sent.b).toBeLessThanOrEqual(2);
    const [last] = await interactionsOf(sides.b);
    expect(last).toMatchObject({ outcome: "closed", reasons: ["auto-reply"] });
  });
});
