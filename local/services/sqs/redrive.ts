import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Row, Transaction } from "../../store.ts";
import { AwsError } from "../aws-error.ts";
import { operation } from "../operation.ts";
import type { JsonObject, Operations } from "../service.ts";
import type { QueueEngine } from "./engine.ts";
import { queueArn, queueNamed, queueNameOf } from "./schema.ts";

const sqs = { service: "sqs", invalid: "InvalidParameterValue" } as const;

/** Redrive: moves dead letters back to where they came from (or elsewhere), durable across restarts. */
export interface Redrive {
  readonly operations: Operations;
  /** Goes on with the moves that a stop interrupted. */
  start(): Promise<void>;
  stop(): void;
}

// Without a rate asked for, this many go in one transaction, so that others get their turn.
const atOnce = 500;

export function openRedrive(engine: QueueEngine): Redrive {
  const { store, clock } = engine;
  const timers = new Map<string, () => void>();
  let stopped = false;

  const goOn = async (handle: string): Promise<void> => {
    timers.delete(handle);
    if (stopped) return;
    const waitMs = await store.transact((tx) => moveSome(tx, engine, handle));
    if (waitMs !== undefined && !stopped) again(handle, waitMs);
  };
  const again = (handle: string, waitMs: number): void => {
    // A disk that refuses has told the store's own listeners; the move goes on after the restart.
    timers.set(
      handle,
      clock.at(clock.now() + waitMs, () => void goOn(handle).catch(() => undefined)),
    );
  };

  return {
    operations: {
      StartMessageMoveTask: operation(
        sqs,
        "StartMessageMoveTask",
        {
          SourceArn: z.string(),
          DestinationArn: z.string().optional(),
          MaxNumberOfMessagesPerSecond: z.number().int().min(1).max(500).optional(),
        },
        async (input) => {
          const handle = Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn: input.SourceArn })).toString(
            "base64",
          );
          await store.transact((tx) => {
            const source = queueNamed(tx, input.SourceArn);
            if (input.DestinationArn !== undefined) queueNamed(tx, input.DestinationArn);
            const busy = tx.get("SELECT 1 FROM sqs_move WHERE source = ? AND status = 'RUNNING'", source.name);
            if (busy) {
              throw new AwsError(
                "UnsupportedOperation",
                "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
              );
            }
            const total = tx.get(
              "SELECT count(*) AS total FROM sqs_message WHERE queue = ? AND visible_ms <= ?",
              source.name,
              clock.now(),
            );
            tx.run(
              "INSERT INTO sqs_move VALUES (?, ?, ?, ?, 'RUNNING', ?, 0, ?)",
              handle,
              source.name,
              input.DestinationArn === undefined ? null : queueNameOf(input.DestinationArn),
              input.MaxNumberOfMessagesPerSecond ?? null,
              Number(total?.["total"]),
              clock.now(),
            );
            tx.afterCommit(() => again(handle, 0));
          });
          return { TaskHandle: handle };
        },
      ),

      CancelMessageMoveTask: operation(sqs, "CancelMessageMoveTask", { TaskHandle: z.string() }, async (input) => {
        timers.get(input.TaskHandle)?.();
        const moved = await store.transact((tx) => {
          const row = tx.get("SELECT moved FROM sqs_move WHERE handle = ? AND status = 'RUNNING'", input.TaskHandle);
          if (!row)
            throw new AwsError("ResourceNotFoundException", "The message move task does not run.", { status: 404 });
          tx.run("UPDATE sqs_move SET status = 'CANCELLED' WHERE handle = ?", input.TaskHandle);
          return Number(row["moved"]);
        });
        return { ApproximateNumberOfMessagesMoved: moved };
      }),

      ListMessageMoveTasks: operation(
        sqs,
        "ListMessageMoveTasks",
        { SourceArn: z.string(), MaxResults: z.number().int().min(1).max(10).optional() },
        async (input) => {
          const rows = await store.read((tx) =>
            tx.all(
              "SELECT * FROM sqs_move WHERE source = ? ORDER BY started_ms DESC, rowid DESC LIMIT ?",
              queueNamed(tx, input.SourceArn).name,
              input.MaxResults ?? 1,
            ),
          );
          return { Results: rows.map(moveAs) };
        },
      ),
    },
    start: async () => {
      stopped = false;
      const rows = await store.read((tx) => tx.all("SELECT handle FROM sqs_move WHERE status = 'RUNNING'"));
      for (const row of rows) again(String(row["handle"]), 0);
    },
    stop: () => {
      stopped = true;
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
}

/** Moves some messages; says in how many milliseconds to go on, undefined when done. */
function moveSome(tx: Transaction, engine: QueueEngine, handle: string): number | undefined {
  const move = tx.get("SELECT * FROM sqs_move WHERE handle = ? AND status = 'RUNNING'", handle);
  if (!move) return undefined;
  const nowMs = engine.clock.now();
  const perSecond = move["per_second"];
  // Those that arrive during the move stay: what fails again at once would go round for ever.
  const rows = tx.all(
    "SELECT id, source FROM sqs_message WHERE queue = ? AND visible_ms <= ? ORDER BY id LIMIT ?",
    String(move["source"]),
    nowMs,
    Math.min(Number(perSecond ?? atOnce), Number(move["total"]) - Number(move["moved"])),
  );
  const homeless = rows.some((row) => move["destination"] === null && row["source"] === null);
  if (homeless) {
    tx.run("UPDATE sqs_move SET status = 'FAILED' WHERE handle = ?", handle);
    return undefined;
  }
  for (const row of rows) requeue(tx, engine, move, row, nowMs);
  const moved = Number(move["moved"]) + rows.length;
  const done = rows.length === 0 || moved >= Number(move["total"]);
  tx.run("UPDATE sqs_move SET moved = ?, status = ? WHERE handle = ?", moved, done ? "COMPLETED" : "RUNNING", handle);
  if (done) return undefined;
  return perSecond === null ? 0 : 1000;
}

/** A redriven message is a new one: new id, new age, counts from zero. */
function requeue(tx: Transaction, engine: QueueEngine, move: Row, row: Row, nowMs: number): void {
  const target = queueNameOf(String(move["destination"] ?? row["source"]));
  tx.run(
    `INSERT INTO sqs_message (queue, message_id, body, attributes, system, sent_ms, visible_ms, group_id)
     SELECT ?, ?, body, attributes, system, ?, ?, group_id FROM sqs_message WHERE id = ?`,
    target,
    randomUUID(),
    nowMs,
    nowMs,
    Number(row["id"]),
  );
  tx.run("DELETE FROM sqs_message WHERE id = ?", Number(row["id"]));
  tx.afterCommit(() => engine.wakeups.expect(target, nowMs));
}

function moveAs(row: Row): JsonObject {
  const source = queueArn(String(row["source"]));
  return {
    ...(row["status"] === "RUNNING" && { TaskHandle: String(row["handle"]) }),
    Status: String(row["status"]),
    // The only way to fail: a message was sent to the dead letters directly and no destination was named.
    ...(row["status"] === "FAILED" && { FailureReason: "CouldNotDetermineMessageSource" }),
    SourceArn: source,
    ...(row["destination"] !== null && { DestinationArn: queueArn(String(row["destination"])) }),
    ...(row["per_second"] !== null && { MaxNumberOfMessagesPerSecond: Number(row["per_second"]) }),
    ApproximateNumberOfMessagesMoved: Number(row["moved"]),
    ApproximateNumberOfMessagesToMove: Number(row["total"]),
    StartedTimestamp: Number(row["started_ms"]),
  };
}
