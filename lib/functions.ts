import type { TableName } from "../functions/contracts/tables.ts";
import type { Access } from "./grants.ts";
import { knowledgeFunctions } from "./knowledge-functions.ts";
import { toolFunctions } from "./tool-functions.ts";

/** What one function is given: time, memory, and the least it can do its work with. */
export interface FunctionSpec {
  readonly timeoutSeconds: number;
  readonly memoryMiB: number;
  /** Parses bytes that strangers sent. */
  readonly untrusted?: true;
  readonly tables: Readonly<Partial<Record<TableName, Access>>>;
  /** `raw`, `read`, `attachments`, `recordings` lie in the mail bucket; `articles`, `index` in the knowledge bucket. */
  readonly objects?: Readonly<Partial<Record<ObjectArea, readonly ("Get" | "Put" | "Delete" | "List")[]>>>;
  /** May call the models that the stage allows. */
  readonly models?: true;
  readonly secrets?: readonly ("model" | "signing" | "crm" | "chat" | "tools")[];
  /** May tell waiting runs of the support workflow what was decided. */
  readonly rings?: true;
  /** May start runs of these workflows. */
  readonly starts?: readonly ("support" | "event")[];
  /** May look at runs and their histories. */
  readonly looksAtRuns?: true;
  /** May list runs and read the definition that each follows. */
  readonly drawsRuns?: true;
  /** May send email from our own addresses. */
  readonly sends?: true;
}
export type ObjectArea = "raw" | "read" | "attachments" | "uploads" | "recordings" | "articles" | "index";

const log = { log: "append", policy: "read" } as const;
const reads = { conversations: "read", interactions: "write", ...log } as const;
const model = {
  models: true,
  secrets: ["model"],
  objects: { read: ["Get"], recordings: ["Get", "Put"] },
} as const satisfies Partial<FunctionSpec>;
// A model's time limit per candidate is at most 20 s by policy's default; three candidates and the work around them.
const modelStep = { timeoutSeconds: 90, memoryMiB: 512 } as const;
const quick = { timeoutSeconds: 20, memoryMiB: 256 } as const;

/** One row per function, by the file of its handler. No row may both read raw mail and send (S15); test/lib checks it. */
export const functionSpecs: Readonly<Record<string, FunctionSpec>> = {
  "intake/receive-email": {
    timeoutSeconds: 60,
    // A 40 MB email, decoded and parsed, takes about a gigabyte.
    memoryMiB: 2048,
    untrusted: true,
    tables: {
      conversations: "write",
      interactions: "write",
      outbox: "write",
      counters: "write",
      tasks: "read",
      // Who is blocked.
      desk: "read",
      ...log,
    },
    objects: { raw: ["Get", "List"], read: ["Get", "Put"], attachments: ["Put"] },
    secrets: ["signing"],
    starts: ["support"],
  },
  "intake/receive-event": {
    ...quick,
    tables: { conversations: "write", interactions: "write", desk: "read", ...log },
    objects: { read: ["Put"] },
    starts: ["support", "event"],
  },
  "intake/is-newest": { ...quick, tables: reads },
  "intake/sweep-mail": {
    timeoutSeconds: 60,
    memoryMiB: 256,
    tables: { conversations: "read", interactions: "write", counters: "write", ...log },
    objects: { raw: ["Get", "List"], read: ["Get"] },
    starts: ["support"],
  },
  "intake/activate-rule-set": { ...quick, tables: {} },
  "understand/read-mood": {
    ...modelStep,
    tables: { ...reads, counters: "write" },
    ...model,
  },
  "understand/sort-by-topic": {
    ...modelStep,
    tables: { ...reads, counters: "write" },
    ...model,
  },
  // Opens no file itself: pictures and sound are handed on to a model as they are.
  "understand/read-attachments": {
    ...modelStep,
    tables: { ...reads, counters: "write" },
    ...model,
    objects: { ...model.objects, attachments: ["Get"] },
  },
  "models/wait-for-model": {
    ...quick,
    tables: { interactions: "read", counters: "write-and-remove", ...log },
    rings: true,
  },
  "models/drain-waiting": {
    timeoutSeconds: 60,
    memoryMiB: 256,
    tables: { counters: "write-and-remove", policy: "read" },
    rings: true,
  },
  "models/may-acknowledge": {
    ...quick,
    tables: { conversations: "read", interactions: "read" },
    objects: { read: ["Get"] },
  },
  "answer/find-what-we-know": {
    timeoutSeconds: 90,
    memoryMiB: 1024,
    tables: { ...reads, counters: "write" },
    ...model,
    objects: { ...model.objects, index: ["Get", "List"] },
  },
  "answer/write-reply": { ...modelStep, tables: { ...reads, counters: "write" }, ...model },
  "answer/check-reply": {
    ...modelStep,
    tables: { ...reads, counters: "write" },
    ...model,
  },
  "answer/gate": { ...quick, tables: { ...reads, tasks: "read", counters: "read" }, objects: { read: ["Get"] } },
  ...knowledgeFunctions,
  ...toolFunctions,
  "desk/ask-a-person": {
    ...quick,
    tables: { tasks: "write", conversations: "write", interactions: "write", desk: "write", ...log },
    rings: true,
  },
  "desk/escalate": {
    ...quick,
    tables: { tasks: "write", conversations: "read", interactions: "read", desk: "write", ...log },
  },
  "desk/api": {
    timeoutSeconds: 29,
    memoryMiB: 512,
    tables: {
      tasks: "write",
      conversations: "write",
      interactions: "write",
      outbox: "write",
      log: "read-and-append",
      policy: "write",
      counters: "read",
      desk: "write",
    },
    objects: {
      ...{ read: ["Get"], attachments: ["Get"], uploads: ["Put"] },
      ...{ articles: ["Get", "Put", "List"], index: ["Get", "List"] },
    },
    secrets: ["signing"],
    rings: true,
    starts: ["support"],
    looksAtRuns: true,
    drawsRuns: true,
  },
  // Speaks to whatever server an email names, so it may do nothing but verify that our page asked (S4).
  "desk/fetch-picture": { timeoutSeconds: 10, memoryMiB: 256, untrusted: true, tables: {}, secrets: ["signing"] },
  "desk/tell-people": {
    timeoutSeconds: 60,
    memoryMiB: 256,
    tables: { tasks: "write", desk: "write", policy: "read" },
    secrets: ["signing", "chat"],
    sends: true,
  },
  "desk/rescue-run": {
    ...quick,
    tables: { tasks: "write", conversations: "write", interactions: "write", outbox: "write", desk: "write", ...log },
    rings: true,
    starts: ["support"],
    looksAtRuns: true,
  },
  "desk/sweep-tasks": {
    timeoutSeconds: 60,
    memoryMiB: 256,
    tables: { tasks: "write", conversations: "write", interactions: "write", outbox: "write", desk: "write", ...log },
    rings: true,
    starts: ["support"],
    looksAtRuns: true,
  },
  "outbound/send-reply": {
    timeoutSeconds: 60,
    memoryMiB: 512,
    tables: {
      outbox: "write",
      conversations: "write",
      interactions: "write",
      counters: "write",
      tasks: "write",
      ...log,
    },
    objects: { uploads: ["Get"] },
    secrets: ["signing"],
    sends: true,
  },
  "outbound/sending-events": {
    timeoutSeconds: 30,
    memoryMiB: 256,
    tables: {
      outbox: "write",
      conversations: "write",
      interactions: "write",
      counters: "write",
      tasks: "write",
      ...log,
    },
    // A repair that its Send event answers is closed, and its run told.
    rings: true,
  },
  "outbound/reconcile": {
    timeoutSeconds: 60,
    memoryMiB: 512,
    tables: {
      outbox: "write",
      conversations: "write",
      interactions: "write",
      counters: "write",
      tasks: "write",
      ...log,
    },
    objects: { uploads: ["Get"] },
    secrets: ["signing"],
    sends: true,
    rings: true,
  },
  "record/write-it-down": {
    ...quick,
    tables: { interactions: "write", conversations: "write", tasks: "write", ...log },
  },
  "record/record-event": { ...quick, tables: { interactions: "write", ...log } },
  "record/publish-log": { ...quick, tables: {} },
  "record/push-to-crm": {
    timeoutSeconds: 30,
    memoryMiB: 256,
    tables: { interactions: "read", conversations: "read", ...log },
    secrets: ["crm"],
  },
  "record/seed-policy": { ...quick, tables: { policy: "write", log: "append" } },
};
