import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { openRelay } from "../../../local/mail/mail-out.ts";

/** What a mail server says to one command; `drop` ends the connection without a word. */
type Script = Readonly<Partial<Record<"EHLO" | "MAIL" | "RCPT" | "DATA" | "end", string>>>;

const open: { close(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

const usual: Required<Script> = {
  ...{ EHLO: "250 relay.example", MAIL: "250 ok", RCPT: "250 ok", DATA: "354 go on", end: "250 2.0.0 taken as 17" },
};

/** A mail server that follows a script, with what it was given. */
async function scripted(script: Script): Promise<{ url: string; taken: string[] }> {
  const taken: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    let text = "";
    let inData = false;
    const say = (line: string): void => void (line === "drop" ? socket.destroy() : socket.write(`${line}\r\n`));
    say("220 relay.example ESMTP");
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      for (
        let end = text.indexOf(inData ? "\r\n.\r\n" : "\r\n");
        end >= 0;
        end = text.indexOf(inData ? "\r\n.\r\n" : "\r\n")
      ) {
        const part = text.slice(0, end);
        text = text.slice(end + (inData ? 5 : 2));
        if (inData) {
          taken.push(part);
          inData = false;
          say(script.end ?? usual.end);
          continue;
        }
        const verb = part.slice(0, 4).toUpperCase();
        if (verb === "QUIT") socket.end("221 bye\r\n");
        else if (verb === "DATA") {
          const answer = script.DATA ?? usual.DATA;
          inData = answer.startsWith("354");
          say(answer);
        } else if (verb === "EHLO" || verb === "MAIL" || verb === "RCPT") say(script[verb] ?? usual[verb]);
        else say("250 ok");
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  const address = server.address();
  return { url: `smtp://127.0.0.1:${typeof address === "object" ? address?.port : 0}`, taken };
}

const email = {
  ...{ messageId: "1", from: "bounce+r.x.y@shop.example", to: ["anna@customer.example"] },
  raw: Buffer.from("Message-ID: <1@email.amazonses.com>\r\nSubject: x\r\n\r\nHello\r\n"),
};

describe("what a mail server may answer to a reply (F26)", () => {
  test.each([
    ["4xx at once", { MAIL: "451 4.3.0 busy" }, { permanent: false, reply: "451 4.3.0 busy" }],
    ["4xx for the recipient (greylisting)", { RCPT: "450 4.2.0 come again" }, { permanent: false }],
    ["4xx after the email", { end: "452 4.3.1 no room" }, { permanent: false }],
    ["5xx for the recipient", { RCPT: "550 5.1.1 no such user" }, { permanent: true, reply: "550 5.1.1 no such user" }],
    ["5xx for the sender (account paused)", { MAIL: "554 5.7.1 sending paused" }, { permanent: true }],
    ["5xx after the email", { end: "554 5.6.0 refused as spam" }, { permanent: true }],
    ["a cut connection before the email", { DATA: "drop" }, { permanent: false }],
    // It may have been taken: the same Message-ID comes again, and the recipient's server can tell.
    ["a cut connection after the email", { end: "drop" }, { permanent: false }],
  ] satisfies [string, Script, object][])("%s", async (_, script, refused) => {
    const { url } = await scripted(script);
    const relay = openRelay({ url });
    open.push(relay);
    const handover = await relay.deliver(email);
    expect(handover.accepted).toEqual([]);
    expect(handover.refused).toEqual([expect.objectContaining({ address: "anna@customer.example", ...refused })]);
  });

  test("is taken with the envelope sender by which a bounce finds its reply (VERP)", async () => {
    const { url, taken } = await scripted({});
    const relay = openRelay({ url });
    open.push(relay);
    expect(await relay.deliver(email)).toMatchObject({ accepted: email.to, refused: [] });
    expect(taken).toHaveLength(1);
  });

  test("one recipient refused of two: each is told for itself (partial accept)", async () => {
    let asked = 0;
    const { url } = await scripted({
      get RCPT() {
        return asked++ === 0 ? "250 ok" : "550 5.1.1 no such user";
      },
    });
    const relay = openRelay({ url });
    open.push(relay);
    const handover = await relay.deliver({ ...email, to: ["anna@customer.example", "bob@customer.example"] });
    expect(handover.accepted).toEqual(["anna@customer.example"]);
    expect(handover.refused).toEqual([expect.objectContaining({ address: "bob@customer.example", permanent: true })]);
  });
});
