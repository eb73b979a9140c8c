import { DescribeActiveReceiptRuleSetCommand, SESClient, SetActiveReceiptRuleSetCommand } from "@aws-sdk/client-ses";
import { mockClient } from "aws-sdk-client-mock";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { MailReceipt } from "../../functions/contracts/mail-receipt.ts";
import { activate, deactivate } from "../../functions/intake/activate-rule-set.ts";
import { handler as isNewest } from "../../functions/intake/is-newest.lambda.ts";
import { handler as sweep } from "../../functions/intake/sweep-mail.lambda.ts";
import { readInteraction } from "../../functions/platform/interactions.ts";
import { put as putRow, transact } from "../../functions/platform/rows.ts";
import { deliver, email, put, receive } from "./deliver.ts";
import { handled, kindsOf } from "./look.ts";
import { type MailWorld, openMailWorld } from "./mail-world.ts";

const minute = 60_000;
let world: MailWorld;
beforeAll(async () => {
  world = await openMailWorld();
});
afterAll(() => world.close());
afterEach(() => {
  vi.useRealTimers();
});
const later = (minutes: number) => vi.useFakeTimers({ now: Date.now() + minutes * minute, toFake: ["Date"] });

/** What the sweep has put back into the queue. */
async function queuedKeys(): Promise<string[]> {
  const found: string[] = [];
  for (;;) {
    const messages = await world.queues.receive("mail", { max: 10 });
    if (messages.length === 0) return found.sort();
    found.push(...messages.map(({ body }) => MailReceipt.parse(JSON.parse(body)).receipt.action.objectKey));
    await world.queues.delete(
      "mail",
      messages.map(({ receiptHandle }) => receiptHandle),
    );
  }
}

describe("the sweep", () => {
  test("re-queues a raw email whose notice never came, as one whose verdicts nobody knows", async () => {
    const raw = `Return-Path: <anna@customer.example>\r\nReceived: from mx by inbound-smtp with SMTP id x\r\n for billing@shop.example; today\r\n${email({ Subject: "Lost" })}`;
    await put(world, { raw });
    await sweep();
    expect(await world.queues.receive("mail", { max: 10 })).toEqual([]);
    later(60);
    await sweep();
    const [message] = await world.queues.receive("mail", { max: 10 });
    expect(await receive(message?.body ?? "")).toEqual({ batchItemFailures: [] });
    expect((await handled("Lost")).email).toMatchObject({
      ...{
        mailbox: "billing@shop.example",
        warnings: ["receipt-lost", "sender-not-proven"],
        proof: { dmarc: "PROCESSING_FAILED" },
      },
    });
    await sweep();
    expect(await world.queues.receive("mail", { max: 10 })).toEqual([]);
  });

  test("goes on where the sweep before it stopped, and at the end begins anew", async () => {
    const lost = Buffer.from(email({ Subject: "Far behind" }));
    for (const key of ["raw/zz-1", "raw/zz-2"]) await world.buckets.put("mail", key, { body: lost });
    later(60);
    await transact(putRow("counters", { pk: "sweep-mail", sk: "cursor", after: "raw/zz-1" }));
    await sweep();
    expect(await queuedKeys()).toEqual(["raw/zz-2"]);
    await sweep();
    expect(await queuedKeys()).toEqual(["raw/zz-1", "raw/zz-2"]);
  });

  test("starts the run of an accepted email that has none", async () => {
    world.noStarts = true;
    expect(await deliver(world, { raw: email({ Subject: "Unstarted" }) })).toEqual(["m0"]);
    world.noStarts = false;
    const { interactionId } = (await handled("Unstarted")).interaction;
    await sweep();
    expect(world.started.map(({ name }) => name)).not.toContain(interactionId);
    later(15);
    await sweep();
    expect(world.started.map(({ name }) => name)).toContain(interactionId);
    expect((await readInteraction(interactionId)).executionArn).toContain(interactionId);
  });
});

describe("Is this the newest?", () => {
  const subjectOf = async (name: string) => {
    const { interactionId, conversationId, seq } = (await handled(name)).interaction;
    return { interactionId, conversationId, seq };
  };

  test("the older of two gives way, and the newer covers it", async () => {
    await deliver(world, { raw: email({ Subject: "One", "Message-ID": "<one@customer.example>" }) });
    await deliver(world, { raw: email({ Subject: "Two", "In-Reply-To": "<one@customer.example>" }) });
    const [one, two] = [await subjectOf("One"), await subjectOf("Two")];
    expect(await isNewest(one)).toEqual({ newest: false, newestSeq: 2, waitSeconds: 3600 });
    expect(await isNewest(one)).toMatchObject({ newest: false });
    expect(await isNewest(two)).toMatchObject({ newest: true, newestSeq: 2 });
    expect(await readInteraction(one.interactionId)).toMatchObject({ outcome: "superseded", reasons: ["superseded"] });
    expect(await readInteraction(two.interactionId)).toMatchObject({ outcome: "open", covers: [one.interactionId] });
    expect(await kindsOf(one.interactionId)).toContain("superseded");
  });
});

describe("the active receipt rule set", () => {
  const active = (name: string | undefined) => {
    const ses = mockClient(SESClient);
    ses.on(DescribeActiveReceiptRuleSetCommand).resolves(name === undefined ? {} : { Metadata: { Name: name } });
    ses.on(SetActiveReceiptRuleSetCommand).resolves({});
    onTestFinished(() => ses.restore());
    return ses;
  };
  const set = (ses: ReturnType<typeof active>) =>
    ses.commandCalls(SetActiveReceiptRuleSetCommand).map((call) => call.args[0].input.RuleSetName);

  test("becomes ours where none is", async () => {
    const ses = active(undefined);
    await activate("ours");
    expect(set(ses)).toEqual(["ours"]);
  });

  test("stays when it is ours, and never replaces a foreign one", async () => {
    const ours = active("ours");
    await activate("ours");
    expect(set(ours)).toEqual([]);
    const foreign = active("theirs");
    await expect(activate("ours")).rejects.toThrow(/'theirs' is active.*shareRuleSet/s);
    await deactivate("ours");
    expect(set(foreign)).toEqual([]);
  });

  test("is switched off only when it is ours", async () => {
    const ses = active("ours");
    await deactivate("ours");
    expect(set(ses)).toEqual([undefined]);
  });
});
