// No engine, but the least that one on SQLite must write: one row per start, step, wait and end, those of one turn of
// the event loop in one transaction that is flushed to the disk, and no step goes on before its row is there.
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Json, JsonObject } from "../local/asl/json.ts";
import { type Peer, type Steps, stepsOf, textIn } from "./engine-workload.ts";

interface Row {
  readonly workflow: string;
  readonly seq: number;
  readonly type: string;
  readonly body: string;
  readonly written: () => void;
}

export function openFloor({ dir, D }: { dir: string; D: number }): Peer {
  const db = new DatabaseSync(path.join(dir, "floor.db"));
  db.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
  db.exec("CREATE TABLE h(wf TEXT, seq INT, type TEXT, body TEXT, PRIMARY KEY(wf,seq)) WITHOUT ROWID;");
  const insert = db.prepare("INSERT INTO h VALUES(?,?,?,?)");
  let queue: Row[] = [];
  const flush = (): void => {
    const rows = queue;
    queue = [];
    db.exec("BEGIN");
    for (const { workflow, seq, type, body } of rows) insert.run(workflow, seq, type, body);
    db.exec("COMMIT");
    for (const { written } of rows) written();
  };
  const put = (workflow: string, seq: number, type: string, body: Json): Promise<void> =>
    new Promise((written) => {
      if (queue.length === 0) setImmediate(flush);
      queue.push({ workflow, seq, type, body: JSON.stringify(body), written });
    });
  const steps = stepsOf(D);
  return {
    run: (i, email) => runOne(steps, email, (seq, type, body) => put(`w${i}`, seq, type, body)),
    keptBytes: async () => {
      db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      const row = db.prepare("SELECT page_count * page_size AS b FROM pragma_page_count, pragma_page_size").get();
      return Number(row?.["b"]);
    },
    settle: async () => {},
    stop: async () => db.close(),
  };
}

type Put = (seq: number, type: string, body: Json) => Promise<void>;

async function runOne(steps: Steps, email: JsonObject, put: Put): Promise<Json> {
  let seq = 0;
  const note = (type: string, body: Json): Promise<void> => put(seq++, type, body);
  const step = async (name: string, sent: JsonObject): Promise<JsonObject> => {
    const answer = (await steps[name]?.(sent)) ?? null;
    await note(name, answer);
    return typeof answer === "object" && answer !== null && !Array.isArray(answer) ? answer : {};
  };
  await note("start", email);
  const parsed = await step("parse", email);
  const mood = await step("sentiment", parsed);
  let text: string;
  if (textIn(mood, "sentiment") === "NEGATIVE") {
    await note("wait", { token: `tok-${textIn(email, "id")}` });
    await new Promise((resolve) => setImmediate(resolve));
    text = "Approved reply. We are sorry.";
    await note("resume", { text });
  } else {
    const kb = await step("kb", parsed);
    text = textIn(await step("draft", { email: parsed, kb }), "reply");
  }
  const sent = await step("send", { email: parsed, text });
  const logged = (await steps["log"]?.({ email: parsed, sent })) ?? null;
  await note("end", logged);
  return logged;
}
