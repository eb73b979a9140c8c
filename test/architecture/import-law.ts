import { importsOf, type SourceFile } from "./source-files.ts";

/** A room, and what it may know. Of two rooms that hold a file, the longer name counts. */
interface Room {
  readonly room: string;
  /** Rooms beside itself that it may import; `everything` for the rooms that look at the whole. */
  readonly rooms: readonly string[] | "everything";
  /** Rooms of which it may import types alone. */
  readonly typesOf?: readonly string[];
  /** Packages it may import; any, when absent, but those in `never`. */
  readonly packages?: readonly string[];
  readonly never?: RegExp;
  /** Fewer files than this mean that the check looks in the wrong place. */
  readonly atLeast: number;
}

const contracts = "functions/contracts";
const ground = [contracts, "functions/platform"];
const withModels = [...ground, "functions/models", "functions/tools"];
const templates = /^(aws-cdk-lib|constructs|cdk-nag|esbuild)$/;
const sdkOrTemplates = /^(aws-cdk-lib|constructs|cdk-nag|esbuild|@aws-sdk\/.*|@aws-lambda-powertools\/.*)$/;

/** What the console's one bundle may hold: docs/decisions/0006-console-bundle.md. */
const inBrowsers = ["preact", "@preact/signals", "@dagrejs/dagre"];

/** The import law (docs/architecture.md). A file outside every room is a breach too: a new room is a decision (an ADR). */
export const law: readonly Room[] = [
  { room: contracts, rooms: [], packages: ["zod"], atLeast: 12 },
  { room: "functions/platform", rooms: [contracts], never: templates, atLeast: 20 },
  { room: "functions/models", rooms: ground, never: templates, atLeast: 15 },
  { room: "functions/tools", rooms: ground, never: templates, atLeast: 20 },
  { room: "functions/intake", rooms: ground, never: templates, atLeast: 12 },
  { room: "functions/understand", rooms: withModels, never: templates, atLeast: 3 },
  { room: "functions/answer", rooms: withModels, never: templates, atLeast: 8 },
  { room: "functions/desk", rooms: ground, never: templates, atLeast: 20 },
  { room: "functions/outbound", rooms: ground, never: templates, atLeast: 10 },
  { room: "functions/record", rooms: ground, never: templates, atLeast: 5 },
  { room: "lib", rooms: [contracts], never: /^@aws-sdk\//, atLeast: 20 },
  { room: "local", rooms: ["local/asl"], never: templates, atLeast: 100 },
  { room: "local/asl", rooms: [], never: sdkOrTemplates, atLeast: 15 },
  { room: "console", rooms: [], typesOf: [contracts], packages: inBrowsers, atLeast: 60 },
  { room: "samples/orders-service", rooms: [], packages: ["zod"], atLeast: 4 },
  { room: "bin", rooms: ["lib", "local", "local/asl", contracts], atLeast: 3 },
  { room: "bench", rooms: "everything", atLeast: 0 },
  { room: "test", rooms: "everything", atLeast: 20 },
  { room: "tools", rooms: [], packages: [], atLeast: 1 },
];

export const roomOf = (path: string): string | undefined =>
  law
    .map(({ room }) => room)
    .filter((room) => path.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];

/** What one file imports against the law, each as a sentence. */
export function breachesOfImportLaw(file: SourceFile): string[] {
  if (!file.path.includes("/")) return [];
  const own = roomOf(file.path);
  const rules = law.find(({ room }) => room === own);
  if (rules === undefined) return [`${file.path} lies in no room of test/architecture/import-law.ts`];
  return importsOf(file)
    .filter(({ target, typeOnly }) => !allows(rules, target, typeOnly))
    .map(({ target }) => `${file.path} imports ${target}, which ${rules.room} may not know`);
}

function allows(rules: Room, target: string, typeOnly: boolean): boolean {
  const isFile = /^\.|\.(ts|tsx|mjs|cjs|js|json|yaml)$/.test(target);
  if (!isFile) {
    if (target.startsWith("node:")) return rules.room !== contracts && rules.room !== "console";
    return rules.packages?.includes(target) ?? !rules.never?.test(target);
  }
  const room = roomOf(target);
  if (rules.rooms === "everything" || room === rules.room) return true;
  if (room === undefined) return false;
  return rules.rooms.includes(room) || (typeOnly && rules.typesOf?.includes(room) === true);
}
