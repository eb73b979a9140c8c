import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { openSmtpIn } from "../../../local/mail/smtp-in.ts";
import { deliver } from "../../intake/deliver.ts";
import { allHandled } from "../../intake/look.ts";
import { mailbox, openMailWorld } from "../../intake/mail-world.ts";
import { hasDovecot, openDovecot } from "./dovecot.ts";

test.skipIf(!hasDovecot)(
  "a bridge that is killed between our mail server's 250 and its own note hands an email over twice, and it is one (F2, F3)",
  { timeout: 60_000 },
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "killed-"));
    const [imap, world] = await Promise.all([openDovecot(), openMailWorld()]);
    let bridge: ChildProcess | undefined;
    const handed = new Map<string, number>();
    const smtp = await openSmtpIn({
      port: 0,
      accepts: () => true,
      deliver: async ({ raw }) => {
        const text = raw.toString();
        const subject = /^Subject: (.*)\r$/m.exec(text)?.[1] ?? "";
        // What our mail server writes over an email is another each time.
        await deliver(world, { raw: `Received: from bridge; ${performance.now()}\r\n${text}`, to: mailbox });
        handed.set(subject, (handed.get(subject) ?? 0) + 1);
        if (handed.get(subject) === 1) bridge?.kill("SIGKILL");
        return "id";
      },
    });
    const run = () => {
      const url = `imap://${imap.user}@127.0.0.1:${imap.port}/Queue`;
      const flags = ["--imap", url, "--smtp", `smtp://127.0.0.1:${smtp.port}`, "--to", mailbox, "--all", "--once"];
      bridge = spawn(
        process.execPath,
        ["bin/imap-bridge.ts", ...flags, "--progress", path.join(folder, "progress.json")],
        { stdio: "ignore", env: { ...process.env, SWITCHBOARD_IMAP_PASSWORD: imap.pass } },
      );
      const ended = bridge;
      return new Promise<NodeJS.Signals | null>((resolve) => ended.once("exit", (_, signal) => resolve(signal)));
    };
    try {
      await imap.append("From: Anna <anna@customer.example>\nSubject: Named\nMessage-ID: <a@x.example>\n\nHello\n");
      await imap.append("From: Anna <anna@customer.example>\nSubject: Unnamed\n\nHello\n");
      expect([await run(), await run(), await run()]).toEqual(["SIGKILL", "SIGKILL", null]);
      expect(Object.fromEntries(handed)).toEqual({ Named: 2, Unnamed: 2 });
      const subjects = (await allHandled(() => true)).map(({ interaction }) => interaction.subject);
      expect(subjects.sort()).toEqual(["Named", "Unnamed"]);
      expect(world.started).toHaveLength(2);
    } finally {
      await smtp.close();
      await imap.close();
      await world.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
