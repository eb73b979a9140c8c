// Queues: SQS, standard and FIFO, on the store.
//
//   Q1. A message is acknowledged only once it is durable; it leaves only by delete, retention, redrive or purge.
//   Q2. Whoever waits is woken by the commit that makes a message visible, or by the clock: nobody polls.
//   Q3. In a FIFO group nothing overtakes: while one is in flight, the rest of its group waits.
//   Q4. Dead letters move in the transaction of the receive that would have been one too many.
import type { Clock } from "../../clock.ts";
import type { Store } from "../../store.ts";
import type { Operations } from "../service.ts";
import { administrationOperations, queueUrl } from "./administration.ts";
import { checkAttributes } from "./attributes.ts";
import { type QueueEngine, receive, type Wait } from "./engine.ts";
import { exchangeOperations } from "./exchange.ts";
import type { Message, MessageAttributes } from "./message.ts";
import { openRedrive } from "./redrive.ts";
import { queueArn, queueNamed, queueNameOf, queueSteps } from "./schema.ts";
import { checkOutgoing, enqueue, type Outgoing, type Sent } from "./send.ts";
import { hide, remove } from "./settle.ts";
import { openWakeups } from "./wakeups.ts";

export interface QueuesOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** `http://127.0.0.1:PORT` of the endpoint: SQS clients go to the host of the queue's URL. */
  readonly urlBase: () => string;
}

export interface Queues {
  readonly operations: Operations;
  /** Makes the queue, or gives an existing one these attributes (the names of the API, values as text). */
  createQueue(spec: { name: string; attributes: Record<string, string> }): Promise<{ arn: string; url: string }>;
  receive(name: string, wanted: Wait): Promise<Message[]>;
  delete(name: string, receipts: readonly string[]): Promise<void>;
  /** Gives messages in flight back after `visibilityMs`; receipts that no longer hold one are passed over. */
  release(name: string, receipts: readonly string[], visibilityMs: number): Promise<void>;
  /** Makes everything in flight visible at once: for a queue's one consumer at its start, when nobody can hold a receipt. */
  giveBack(name: string): Promise<void>;
  send(
    name: string,
    body: string,
    attributes?: MessageAttributes,
    fifo?: Pick<Outgoing, "groupId" | "deduplicationId">,
  ): Promise<Sent>;
  /** Calls `wake` when a message of the queue may be there: after a send, a release, a timeout; and once at first. */
  onMessage(name: string, wake: () => void): void;
  start(): Promise<void>;
  stop(): void;
}

/** Opens the queues that the store holds. `name` may everywhere be a queue's name, URL or ARN. */
export function openQueues(options: QueuesOptions): Queues {
  const { store, clock } = options;
  store.migrate("sqs", queueSteps);
  const wakeups = openWakeups(store, clock);
  const engine: QueueEngine = { ...options, wakeups };
  const redrive = openRedrive(engine);

  return {
    operations: { ...exchangeOperations(engine), ...administrationOperations(engine), ...redrive.operations },
    createQueue: async ({ name, attributes }) => {
      checkAttributes(name, attributes);
      await store.transact((tx) => {
        tx.run(
          "INSERT INTO sqs_queue VALUES (?1, ?2, ?3, ?3) ON CONFLICT (name) DO UPDATE SET attributes = ?2, modified_ms = ?3 WHERE attributes <> ?2",
          name,
          JSON.stringify(attributes),
          clock.now(),
        );
      });
      return { arn: queueArn(name), url: queueUrl(engine, name) };
    },
    receive: (name, wanted) => receive(engine, name, wanted),
    delete: (name, receipts) =>
      store.transact((tx) => {
        const queue = queueNamed(tx, name);
        for (const receipt of receipts) remove(tx, wakeups, queue, receipt, clock.now());
      }),
    release: async (name, receipts, visibilityMs) => {
      // One transaction each: a receipt that expired must not keep the others hidden.
      const released = await Promise.allSettled(
        receipts.map((handle) =>
          store.transact((tx) => hide(tx, wakeups, queueNamed(tx, name), { handle, visibilityMs }, clock.now())),
        ),
      );
      for (const result of released) {
        if (result.status === "rejected" && result.reason?.name !== "MessageNotInflight") throw result.reason;
      }
    },
    giveBack: (name) =>
      store.transact((tx) => {
        const queue = queueNamed(tx, name);
        const now = clock.now();
        tx.run(
          "UPDATE sqs_message SET visible_ms = ?1 WHERE queue = ?2 AND receipt IS NOT NULL AND visible_ms > ?1",
          now,
          queue.name,
        );
        tx.afterCommit(() => wakeups.expect(queue.name, now));
      }),
    send: (name, body, attributes, fifo) =>
      store.transact((tx) => {
        const queue = queueNamed(tx, name);
        const message: Outgoing = { body, attributes, ...fifo };
        checkOutgoing(queue, message);
        return enqueue(tx, wakeups, queue, message, clock.now());
      }),
    onMessage: (name, wake) => wakeups.listen(queueNameOf(name), wake),
    start: async () => {
      await wakeups.start();
      await redrive.start();
    },
    stop: () => {
      wakeups.stop();
      redrive.stop();
    },
  };
}
