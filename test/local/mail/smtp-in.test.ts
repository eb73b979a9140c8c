import { connect, type Socket } from "node:net";
import { createTransport } from "nodemailer";
import { afterEach, expect, test } from "vitest";
import { type Envelope, openSmtpIn, type SmtpIn, type SmtpInOptions } from "../../../local/mail/smtp-in.ts";

let server: SmtpIn | undefined;
const delivered: { envelope: Envelope; raw: Buffer }[] = [];
const open = async (options: Partial<SmtpInOptions> = {}): Promise<SmtpIn> => {
  delivered.length = 0;
  server = await openSmtpIn({
    port: 0,
    accepts: (address) => address.endsWith("@shop.example"),
    deliver: async (email) => {
      delivered.push(email);
      return "id-1";
    },
    ...options,
  });
  return server;
};
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const send = (port: number, mail: object) => {
  const transport = createTransport({ host: "127.0.0.1", port, secure: false, ignoreTLS: true });
  return transport.sendMail(mail).finally(() => transport.close());
};

/** A raw conversation: sends each line when the server has answered the one before. */
const talk = async (port: number, lines: readonly string[]): Promise<string[]> => {
  const socket: Socket = connect(port, "127.0.0.1");
  const answers: string[] = [];
  const next = () =>
    new Promise<void>((resolve, reject) => {
      socket.once("data", (data) => {
        answers.push(data.toString());
        resolve();
      });
      socket.once("error", reject);
      socket.once("close", () => resolve());
    });
  await next();
  for (const line of lines) {
    const answered = next();
    socket.write(line);
    await answered;
  }
  socket.destroy();
  return answers;
};
const begin = ["EHLO me\r\n", "MAIL FROM:<a@b.example>\r\n", "RCPT TO:<support@shop.example>\r\n", "DATA\r\n"];

test("an email reaches deliver byte for byte, with its envelope, and is then acknowledged", async () => {
  const { port } = await open();
  const info = await send(port, {
    envelope: { from: "kay@mail.example", to: ["support@shop.example"] },
    raw: "Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r\n\r\n.leading dot\r\nÜber 8bit\r\n",
  });
  expect(info.response).toBe("250 2.0.0 Ok id-1");
  expect(delivered[0]?.envelope).toMatchObject({
    from: "kay@mail.example",
    to: ["support@shop.example"],
    remoteAddress: "127.0.0.1",
  });
  expect(delivered[0]?.raw.toString()).toBe(
    "Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r\n\r\n.leading dot\r\nÜber 8bit\r\n",
  );
});

test("it relays for nobody, and takes the known recipients of a mixed list (S11)", async () => {
  const { port } = await open();
  await expect(send(port, { from: "a@b.example", to: "someone@elsewhere.example", text: "x" })).rejects.toMatchObject({
    responseCode: 550,
  });
  const info = await send(port, { from: "a@b.example", to: ["x@elsewhere.example", "s@shop.example"], text: "x" });
  expect(info.accepted).toEqual(["s@shop.example"]);
  expect(delivered[0]?.envelope.to).toEqual(["s@shop.example"]);
});

test("what cannot be stored is not acknowledged, and the sender may try again", async () => {
  const errors: unknown[] = [];
  const deliver = async (): Promise<string> => {
    throw new Error("disk full, secret path");
  };
  const { port } = await open({ deliver, onError: (error) => void errors.push(error) });
  const failed = send(port, { from: "a@b.example", to: "s@shop.example", text: "x" });
  await expect(failed).rejects.toMatchObject({ responseCode: 451, response: expect.not.stringContaining("secret") });
  expect(errors).toHaveLength(1);
});

test("nothing can be smuggled: an email with a bare LF or CR around a dot is refused, and is one email (S11)", async () => {
  const { port } = await open();
  for (const end of ["\n.\n", "\n.\r\n", "\r.\r", "\r\n.\r", "\r\n.\n"]) {
    const answers = await talk(port, [
      ...begin,
      `Subject: x\r\n\r\nfirst${end}MAIL FROM:<evil@b.example>\r\nRCPT TO:<support@shop.example>\r\nDATA\r\nsecond\r\n.\r\n`,
    ]);
    expect(answers.at(-1)).toMatch(/^550 5\.6\.0/);
  }
  expect(delivered).toHaveLength(0);
});

test("too large, too many recipients and too many connections are refused (S11)", async () => {
  const { port } = await open({ limits: { messageBytes: 1000, recipients: 2, connections: 3 } });
  const raw = `Subject: x\r\n\r\n${"a".repeat(2000)}\r\n`;
  const announced = send(port, { envelope: { from: "a@b.example", to: "s@shop.example" }, raw });
  await expect(announced).rejects.toMatchObject({ responseCode: 552 });
  expect((await talk(port, [...begin, `${raw}.\r\n`])).at(-1)).toMatch(/^552/);
  const rcpt = "RCPT TO:<s@shop.example>\r\n";
  const many = await talk(port, [
    "EHLO me\r\n",
    "MAIL FROM:<a@b.example>\r\n",
    rcpt,
    rcpt.replace("s@", "t@"),
    rcpt.replace("s@", "u@"),
  ]);
  expect(many.at(-1)).toMatch(/^452/);
  const held = [1, 2, 3].map(() => connect(port, "127.0.0.1"));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await talk(port, []))[0]).toMatch(/^421/);
  for (const socket of held) socket.destroy();
});

test("a connection that drips does not last for ever", async () => {
  const { port } = await open({ limits: { sessionMs: 100 } });
  const socket = connect(port, "127.0.0.1");
  const started = Date.now();
  await new Promise((resolve) => socket.resume().once("close", resolve));
  expect(Date.now() - started).toBeLessThan(5_000);
});

test("STARTTLS and AUTH are not offered, so nothing can be put before them; 8BITMIME, SMTPUTF8 and SIZE are (S11)", async () => {
  const { port } = await open();
  const [, hello = ""] = await talk(port, ["EHLO me\r\n"]);
  expect(hello).toMatch(/8BITMIME/);
  expect(hello).toMatch(/SMTPUTF8/);
  expect(hello).toMatch(/SIZE 41943040/);
  expect(hello).not.toMatch(/STARTTLS|AUTH/);
});

test("the null sender of bounces is welcome", async () => {
  const { port } = await open();
  const lines = [
    "EHLO me\r\n",
    "MAIL FROM:<>\r\n",
    "RCPT TO:<support@shop.example>\r\n",
    "DATA\r\n",
    "Subject: b\r\n\r\nx\r\n.\r\n",
  ];
  expect((await talk(port, lines)).at(-1)).toMatch(/^250/);
  expect(delivered[0]?.envelope.from).toBe("");
});
