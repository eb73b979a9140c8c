import { TaskRow } from "../functions/contracts/rows.ts";
import { deskApp } from "../functions/desk/app.ts";
import { putNewTask } from "../functions/desk/task-row.ts";
import { transact } from "../functions/platform/rows.ts";
import { openWorld } from "../test/desk/world.ts";
import type { Figure } from "./bench.ts";

const inQueue = 10_000;
const asked = 300;

/** The queue with ten thousand tasks in it, asked for through the whole API: routes, guards, tables on disk behind the AWS wire. */
export async function measureDesk({ say }: { readonly say: (line: string) => void }): Promise<Figure[]> {
  const world = await openWorld();
  try {
    say(`${inQueue} tasks …`);
    for (let start = 0; start < inQueue; start += 100) {
      await transact(...Array.from({ length: 100 }, (_, n) => putNewTask(task(start + n), 90)));
    }
    const app = deskApp();
    const claims = { sub: "bench", name: "Bench", "cognito:groups": "[agent]" };
    const get = (path: string) => app.request(path, {}, { requestContext: { authorizer: { jwt: { claims } } } });
    const figures: Figure[] = [];
    for (const [name, path] of lists) {
      say(`${name} …`);
      figures.push({ name, value: await p95(get, path), unit: "ms p95", target: { at: "most", value: 50 } });
    }
    return figures;
  } finally {
    await world.close();
  }
}

const lists: readonly (readonly [name: string, path: string])[] = [
  ["10,000 tasks: list of 50", "/api/tasks?limit=50"],
  ["10,000 tasks: list of 50 by mood", "/api/tasks?limit=50&mood=negative"],
];

async function p95(get: (path: string) => Response | Promise<Response>, path: string): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < asked; n++) {
    const since = performance.now();
    const answer = await get(path);
    await answer.text();
    times.push(performance.now() - since);
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(asked * 0.95)] ?? 0;
}

function task(n: number): TaskRow {
  const id = n.toString(16).padStart(40, "0");
  const openedAt = new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString();
  return TaskRow.parse({
    ...{
      taskId: `tsk_${id}`,
      conversationId: `con_${id}`,
      interactionId: `int_${id}`,
      kind: "reply",
      seq: 1,
      version: 1,
    },
    ...{ mailbox: "support@shop.example", customer: { address: `c${n}@customer.example`, name: `Customer ${n}` } },
    ...{ subject: `Where is my order ${n}?`, status: "open", reasons: ["negative-mood"], tier: 0, rung: false },
    mood: { mood: n % 3 === 0 ? "negative" : "neutral", score: 0, agreement: 1, signals: ["third time writing"] },
    ...{ openedAt, dueAt: openedAt, token: "x".repeat(600) },
  });
}
