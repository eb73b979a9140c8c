import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { senderOf } from "../../bin/imap-bridge/hand-over.ts";
import { openSmtpIn } from "../../local/mail/smtp-in.ts";
import { eventually } from "../journeys/harness/running-switchboard.ts";
import { interactionsOf, openInstance } from "./in-process.ts";

const folder = process.env["SWITCHBOARD_MAIL_CORPUS"] ?? "";
const files = existsSync(folder) ? readdirSync(folder) : [];
if (files.length === 0)
  console.warn("SKIPPED: no emails to send through the whole flow. Name a folder of them in SWITCHBOARD_MAIL_CORPUS.");

/** What people read when something of ours broke. */
const broken = new Set(["step-failed", "run-failed"]);

test.skipIf(files.length === 0)(
  "every email of the corpus ends in a named state, none is lost (I1)",
  { timeout: 1_200_000 },
  async () => {
    let replies = 0;
    const sink = await openSmtpIn({
      port: 0,
      accepts: () => true,
      deliver: async () => `sunk-${++replies}`,
    });
    const instance = await openInstance(`smtp://127.0.0.1:${sink.port}`);
    try {
      for (const [index, name] of files.entries()) {
        const raw = emailOf(name, readFileSync(path.join(folder, name)), index);
        // As the mail server before ours saw it; bounces have an empty one.
        await instance.send({ from: senderOf(raw), to: "support@fernwood.example" }, raw);
      }
      const ended = await eventually(
        `${files.length} interactions in a named state`,
        async () => {
          const all = await interactionsOf(instance);
          return all.length >= files.length && all.every(({ outcome }) => outcome !== "open") && all;
        },
        900_000,
      );
      const counts = Map.groupBy(ended, ({ outcome }) => outcome);
      console.log(`${files.length} emails:`, [...counts].map(([outcome, of]) => `${of.length} ${outcome}`).join(", "));
      expect(ended).toHaveLength(files.length);
      const failures = ended.filter(({ reasons }) => reasons.some((reason) => broken.has(reason)));
      expect(failures).toEqual([]);
      // Most are people's emails: had none of them begun a run, the flow would not have been tried.
      expect(ended.filter(({ outcome }) => outcome === "waiting" || outcome === "answered").length).toBeGreaterThan(0);
    } finally {
      await instance.stop();
      await sink.close();
    }
  },
);

/** A bare text or HTML gets headers of its own; nothing is the same email as another. */
function emailOf(name: string, bytes: Buffer, index: number): Buffer {
  const lines = bytes.toString("latin1").replaceAll(/\r\n|\r|\n/g, "\r\n");
  const type = /\.html?$/.test(name) ? "html" : /\.txt$/.test(name) ? "plain" : undefined;
  const head =
    type === undefined
      ? ""
      : `From: Customer ${index} <customer${index}@corpus.example>\r\nTo: support@fernwood.example\r\nSubject: Re: your order\r\nMIME-Version: 1.0\r\nContent-Type: text/${type}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`;
  // Behind the last boundary of a multipart, where nobody reads.
  return Buffer.from(`${head}${lines}\r\n${index}\r\n`, "latin1");
}
