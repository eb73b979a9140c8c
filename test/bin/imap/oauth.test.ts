import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createTransport } from "nodemailer";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { drain } from "../../../bin/imap-bridge/bridge.ts";
import { openTokens } from "../../../bin/imap-bridge/oauth.ts";
import { openSendThrough } from "../../../bin/imap-bridge/send-through.ts";
import { hasDovecot, openDovecot } from "./dovecot.ts";

const asked: URLSearchParams[] = [];
let answer: { status: number; body: object };
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => {
    body += String(chunk);
  });
  request.on("end", () => {
    asked.push(new URLSearchParams(body));
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(JSON.stringify(answer.body));
  });
});
let endpoint = "";
let folder = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  endpoint = `http://127.0.0.1:${port}/token`;
});
afterAll(() => server.close());
beforeEach(() => {
  asked.length = 0;
  answer = { status: 200, body: { access_token: "first", expires_in: 3600, token_type: "Bearer" } };
  folder = mkdtempSync(path.join(tmpdir(), "oauth-"));
  writeFileSync(path.join(folder, "refresh"), "granted\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const options = () => ({ endpoint, clientId: "client", refreshTokenFile: path.join(folder, "refresh") });

describe("access tokens", () => {
  test("are asked for once while they hold, and anew two minutes before they end", async () => {
    let now = 1_000_000;
    const token = openTokens({ ...options(), clientSecret: "secret", scope: "mail", now: () => now });
    expect(await Promise.all([token(), token()])).toEqual(["first", "first"]);
    now += 3_400_000;
    expect(await token()).toBe("first");
    expect(asked.map((form) => Object.fromEntries(form))).toEqual([
      {
        ...{ client_id: "client", client_secret: "secret", scope: "mail" },
        ...{ grant_type: "refresh_token", refresh_token: "granted" },
      },
    ]);
    answer.body = { access_token: "second", expires_in: "3600" };
    now += 100_000;
    expect(await token()).toBe("second");
  });

  test("come with a new refresh token at times, which is kept for the next start, for its owner's eyes alone", async () => {
    answer.body = { access_token: "first", refresh_token: "rotated" };
    await openTokens(options())();
    expect(readFileSync(options().refreshTokenFile, "utf8")).toBe("rotated\n");
    expect(statSync(options().refreshTokenFile).mode & 0o077).toBe(0);
    await openTokens(options())();
    expect(asked[1]?.get("refresh_token")).toBe("rotated");
  });

  test("of an app that acts without a person need no refresh token", async () => {
    await openTokens({ endpoint, clientId: "app", clientSecret: "secret", scope: "https://mail/.default" })();
    expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({ grant_type: "client_credentials", client_id: "app" });
  });

  test.each([
    [{ error: "invalid_grant", error_description: "Token has been revoked." }, /grant access again.*revoked/],
    [{ error: "temporarily_unavailable" }, /No access token from 127.0.0.1:\d+: temporarily_unavailable/],
  ])("that are refused say what to do: %o", async (body, words) => {
    answer = { status: 400, body };
    await expect(openTokens(options())()).rejects.toThrow(words);
  });
});

describe("sending through the mailbox's own server", () => {
  const taken: { from: string; to: string[]; token: string }[] = [];
  let refuse: (() => Error) | undefined;
  let token = "";
  const mailServer = new SMTPServer({
    ...{ authMethods: ["XOAUTH2"], allowInsecureAuth: true, hideSTARTTLS: true },
    onAuth: (auth, _, done) => {
      token = auth.accessToken ?? "";
      done(token === "first" ? null : new Error("Bad token"), { user: auth.username });
    },
    onData: (stream, { envelope }, done) => {
      stream.resume();
      stream.on("end", () => {
        if (refuse !== undefined) return done(refuse());
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
        taken.push({ from, to: envelope.rcptTo.map(({ address }) => address), token });
        done(null, "queued as 17");
      });
    },
  });
  mailServer.on("error", () => undefined);
  let smtp = "";
  beforeAll(async () => {
    await new Promise<void>((resolve) => mailServer.listen(0, "127.0.0.1", resolve));
    smtp = `smtp://127.0.0.1:${(mailServer.server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise<void>((resolve) => mailServer.close(resolve)));

  const sending = async (accessToken: string) => {
    const credentials = async () => ({ accessToken });
    const relay = await openSendThrough({
      ...{ port: 0, smtp, user: "support@shop.example", credentials, plain: true, say: () => undefined },
    });
    const transport = createTransport({ host: "127.0.0.1", port: relay.port, ignoreTLS: true });
    try {
      return await transport.sendMail({
        envelope: { from: "bounce+r.x@mail.shop.example", to: ["anna@customer.example"] },
        raw: "Subject: Re\r\n\r\nHi\r\n",
      });
    } finally {
      transport.close();
      await relay.close();
    }
  };

  test("logs in with the same token and sends as the mailbox", async () => {
    await sending("first");
    expect(taken).toEqual([{ from: "support@shop.example", to: ["anna@customer.example"], token: "first" }]);
  });

  test.each<[string, string, (() => Error) | undefined, number]>([
    ["refuses an email", "first", () => Object.assign(new Error("No"), { responseCode: 554 }), 554],
    ["is busy", "first", () => Object.assign(new Error("Later"), { responseCode: 452 }), 451],
    ["takes no such token", "old", undefined, 451],
  ])("when it %s, so does the relay", async (_, accessToken, how, code) => {
    refuse = how;
    await expect(sending(accessToken)).rejects.toMatchObject({ responseCode: code });
    refuse = undefined;
  });
});

describe.skipIf(!hasDovecot)("an IMAP server that wants OAuth2", { timeout: 30_000 }, () => {
  test("takes a token that was just renewed, and no other", async () => {
    const imap = await openDovecot({ introspection: endpoint });
    const handed: string[] = [];
    const bridge = (accessToken: string) =>
      drain({
        ...{ host: "127.0.0.1", port: imap.port, secure: false, user: imap.user, folder: "Queue" },
        ...{ credentials: async () => ({ accessToken }), progressFile: path.join(folder, "progress.json") },
        ...{ markRead: false, all: true, say: () => undefined },
        handOver: {
          give: async (raw) => {
            handed.push(raw.toString());
            return { is: "accepted" };
          },
          close: () => undefined,
        },
      });
    try {
      await imap.append("Subject: one\n\nHello\n");
      answer.body = { active: true, username: imap.user };
      await bridge("renewed");
      expect(handed).toHaveLength(1);
      answer = { status: 200, body: { active: false } };
      await expect(bridge("revoked")).rejects.toThrow();
    } finally {
      await imap.close();
    }
  });
});
