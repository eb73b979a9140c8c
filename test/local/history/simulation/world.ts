// Everything around the engine: its tasks, the people who hold tokens, its callers and its listener. All by chance.
import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { TaskFailure } from "../../../../local/asl/failure.ts";
import { isObject, type Json } from "../../../../local/asl/json.ts";
import type { Clock } from "../../../../local/clock.ts";
import type { Engine } from "../../../../local/history/engine.ts";
import { stepOf } from "../../../../local/history/execution-rows.ts";
import type { ExecutionStatusChange } from "../../../../local/history/status-change.ts";
import type { TaskCall } from "../../../../local/history/task-invoker.ts";
import type { FaultyStore } from "./faulty-store.ts";
import { below, type Chance } from "./plan.ts";

export interface Wanted {
  readonly name: string;
  readonly machine: string;
  readonly input: number;
}

export interface World {
  invoke(call: TaskCall): Promise<Json>;
  hear(change: ExecutionStatusChange): void;
  /** Callers and people do something, or not. */
  act(engine: Engine, executions: readonly Wanted[]): void;
  allAccepted(executions: readonly Wanted[]): boolean;
  /** Statuses that were told, by execution name. */
  readonly heard: ReadonlyMap<string, readonly string[]>;
  calm(): void;
}

const StepRow = z.object({
  id: z.number(),
  first: z.number(),
  at_ms: z.number(),
  step: z.string(),
  input: z.string(),
});

interface WorldOptions {
  readonly chance: Chance;
  readonly clock: Clock;
  readonly store: FaultyStore;
  readonly broken: string[];
}

export function openWorld({ chance, clock, store, broken }: WorldOptions): World {
  let mischief = chance();
  const accepted = new Set<string>();
  const heard = new Map<string, string[]>();
  const asked: { token: string; answer: number; tried: number }[] = [];

  /** E1, E3: what is called stands in a step that was told to be durable, with the same arguments. */
  const mustBeRecorded = ({ executionArn, place, attempt, arguments: sent, stateName }: TaskCall): void => {
    const name = executionArn.split(":").at(-1) ?? "";
    const found = store
      .all(
        `SELECT h.*, e.input FROM sfn_history h JOIN sfn_execution e ON e.id = h.execution
         WHERE e.name = ? ORDER BY h.id DESC`,
        name,
      )
      .map((row) => StepRow.parse(row))
      .find((row) => {
        const { events, asides } = stepOf(row, z.json().parse(JSON.parse(row.input)));
        return [...events, ...asides].some(
          ({ id, frame, type, details }) =>
            id === attempt &&
            frame === place &&
            type === "TaskScheduled" &&
            isDeepStrictEqual(details?.parameters, sent),
        );
      });
    if (!found) broken.push(`E1: ${name}/${stateName} was called as #${attempt}, which history does not hold`);
    else if (found.id > store.toldUpTo()) broken.push(`E1: ${name}/${stateName} was called before its commit`);
  };

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      clock.at(clock.now() + below(chance, 30_000), resolve);
    });

  const invoke = async (call: TaskCall): Promise<Json> => {
    mustBeRecorded(call);
    const { arguments: sent, token } = call;
    if (!isObject(sent)) throw new Error("no arguments");
    const answer = Number(sent["sent"]) + Number(sent["by"]);
    if (chance() < 0.3 * mischief) await pause();
    if (sent["does"] === "fail") throw new TaskFailure("Hopeless", "as always");
    if (chance() < 0.3 * mischief) throw chance() < 0.5 ? new TaskFailure("Busy", undefined) : new TypeError("broken");
    if (token !== undefined) {
      asked.push({ token, answer, tried: 0 });
      return null;
    }
    if (chance() < 0.1 * mischief) return await new Promise<never>(() => {});
    return answer;
  };

  const tell = (engine: Engine, operation: string, input: { [member: string]: Json }): Promise<unknown> =>
    Promise.resolve(engine.operations[operation]?.(input));

  /** People answer by and by, some more than once, some by what is no answer. */
  const answerSome = (engine: Engine): void => {
    for (const each of asked) {
      if (each.tried > 3 || chance() < 0.5) continue;
      each.tried += 1;
      const taskToken = chance() < 0.05 * mischief ? `${each.token.slice(0, -8)}AAAAAAAA` : each.token;
      const kind = chance();
      const said =
        kind < 0.15 * mischief
          ? tell(engine, "SendTaskHeartbeat", { taskToken })
          : kind < 0.3 * mischief
            ? tell(engine, "SendTaskFailure", { taskToken, error: "Refused" })
            : tell(engine, "SendTaskSuccess", { taskToken, output: JSON.stringify(each.answer) });
      said.catch((error: unknown) => {
        if (error instanceof Error && error.name === "TaskTimedOut") each.tried = 9;
        else if (mischief > 0 && each.tried > 3) each.tried = 0; // The disk refused, or the token was spoilt.
      });
    }
  };

  /** Somebody stops an execution now and then; somebody else sees to it that it goes on. */
  const stopAndRedrive = (engine: Engine, { name, machine }: Wanted): void => {
    const executionArn = `arn:aws:states:us-east-1:000000000000:execution:${machine}:${name}`;
    if (chance() < 0.02 * mischief) tell(engine, "StopExecution", { executionArn }).catch(() => {});
    if (chance() < 0.2) tell(engine, "RedriveExecution", { executionArn }).catch(() => {});
  };

  return {
    heard,
    invoke,
    hear: ({ name, status }) => {
      heard.set(name, [...(heard.get(name) ?? []), status]);
      if (chance() < 0.2 * mischief) throw new Error("the listener is out of order");
    },
    act: (engine, executions) => {
      for (const { name, machine, input } of executions) {
        if (accepted.has(name) && chance() > 0.05 * mischief) continue;
        const stateMachineArn = `arn:aws:states:us-east-1:000000000000:stateMachine:${machine}`;
        tell(engine, "StartExecution", { stateMachineArn, name, input: String(input) }).then(
          () => accepted.add(name),
          (error: unknown) => error instanceof Error && error.name === "ExecutionAlreadyExists" && accepted.add(name),
        );
      }
      answerSome(engine);
      for (const each of executions) if (accepted.has(each.name)) stopAndRedrive(engine, each);
    },
    allAccepted: (executions) => executions.every(({ name }) => accepted.has(name)),
    calm: () => {
      mischief = 0;
      for (const each of asked) each.tried = Math.min(each.tried, 1);
    },
  };
}
