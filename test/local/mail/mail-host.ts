// The receiving side alone, in a process of its own, so that a test can kill it: SMTP → S3 → SNS → SQS.
// Prints the SMTP port once it listens.
import { join } from "node:path";
import { systemClock as clock } from "../../../local/clock.ts";
import { openReceiver } from "../../../local/mail/receipt.ts";
import { openSmtpIn } from "../../../local/mail/smtp-in.ts";
import { openBuckets } from "../../../local/services/s3/buckets.ts";
import { openTopics } from "../../../local/services/sns.ts";
import { openQueues } from "../../../local/services/sqs/queues.ts";
import { openStore } from "../../../local/store.ts";

const folder = process.argv[2] ?? "";
const store = openStore(join(folder, "store.db"));
const queues = openQueues({ store, clock, urlBase: () => "http://127.0.0.1:1" });
const buckets = await openBuckets({ store, clock, folder: join(folder, "blobs") });
const topics = openTopics({
  store,
  clock,
  deliver: async ({ endpoint, body, attributes }) => void (await queues.send(endpoint, body, attributes)),
  deadLetter: async () => undefined,
});
await queues.createQueue({ name: "mail", attributes: {} });
await buckets.createBucket({ name: "emails" });
const { arn: topicArn } = topics.createTopic({ name: "received" });
topics.subscribe({ topicArn, protocol: "sqs", endpoint: "mail", raw: true });
await queues.start();
await buckets.start();
await topics.start();
const receiver = openReceiver({
  clock,
  verify: async () => ({ spf: "PASS", dkim: "PASS", dmarc: "PASS", headers: "" }),
  rulesFor: async (recipients) => [
    { name: "all", scan: true, recipients, actions: [{ kind: "s3", bucket: "emails", prefix: "raw/", topicArn }] },
  ],
  store: async (bucket, key, body) => void (await buckets.put(bucket, key, { body })),
  publish: async (topic, { text }) => void (await topics.publish(topic, { message: text })),
});
const smtp = await openSmtpIn({ port: 0, ...receiver });
process.stdout.write(`${smtp.port}\n`);
