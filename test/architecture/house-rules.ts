import { importsOf, type SourceFile } from "./source-files.ts";

/** One house rule: returns what is wrong with a file, if anything. */
interface Rule {
  readonly name: string;
  readonly breaks: (file: SourceFile) => boolean;
}

const inRooms = (...rooms: string[]) => new RegExp(`^(${rooms.join("|")})/`);
const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
const lineCount = ({ text }: SourceFile) => text.replace(/\n$/, "").split("\n").length;
const readsSettings = inRooms("functions/platform", "bin", "bench", "test", "tools");
// The console runs in a browser, which is a clock of its own.
const tellsTime = inRooms("bin", "bench", "test", "tools", "console");
const clocks = ["functions/platform/clock.ts", "local/clock.ts"];
/** What a function's thread or process starts with: it stands where Lambda's own runtime would. */
const localEntry = /^local\/lambda\/[a-z-]+-entry\.(ts|mjs)$/;

/** House rules that a look at one file decides (STYLE section 4). */
export const rules: readonly Rule[] = [
  {
    name: "no file is longer than 250 lines, no test longer than 300",
    breaks: (file) => lineCount(file) > (file.path.startsWith("test/") ? 300 : 250),
  },
  {
    name: "file and folder names are kebab-case",
    breaks: ({ path }) =>
      !/^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*(\.(lambda|test|config|d))?\.(ts|tsx|mjs|cjs|js)$/.test(path),
  },
  {
    name: "no room and no file is called utils, helpers, common, shared or misc",
    breaks: ({ path }) => /(^|\/)(utils?|helpers?|common|shared|misc)(\/|\.)/.test(path),
  },
  {
    name: "no barrels: nothing is re-exported, no file is called index",
    breaks: (file) => /(^|\/)index\.[a-z]+$/.test(file.path) || importsOf(file).some(({ reExport }) => reExport),
  },
  {
    name: "no default exports but where a tool asks for one",
    breaks: ({ path, text }) =>
      !/^test\/conformance\/|\.config\.ts$/.test(path) && /^export default\b|^export \{[^}]*\bas default\b/m.test(text),
  },
  {
    name: "`handler` is exported by *.lambda.ts and by nothing else",
    breaks: ({ path, text }) =>
      path.startsWith("functions/") &&
      /^export (const|let|(async )?function) handler\b|^export \{[^}]*\bhandler\b[^}]*\}/m.test(text) !==
        path.endsWith(".lambda.ts"),
  },
  {
    name: "only platform, command lines and entries read process.env",
    breaks: ({ path, text }) =>
      /\bprocess\.env\b/.test(withoutComments(text)) && !readsSettings.test(path) && !localEntry.test(path),
  },
  {
    name: "only the clocks tell the time",
    breaks: ({ path, text }) =>
      /\bDate\.now\b|\bnew Date\(\s*\)|\bTemporal\.Now\b/.test(withoutComments(text)) &&
      !(tellsTime.test(path) || localEntry.test(path) || clocks.includes(path)),
  },
  {
    name: "in functions only platform and the models' providers make clients",
    breaks: ({ path, text }) =>
      path.startsWith("functions/") &&
      !inRooms("functions/platform", "functions/models/providers").test(path) &&
      /\bnew \w*Client\(/.test(text),
  },
  {
    name: "handlers are named by path, never imported",
    breaks: (file) =>
      !file.path.startsWith("test/") && importsOf(file).some(({ target }) => target.endsWith(".lambda.ts")),
  },
  {
    name: "no work is left for later in a comment",
    breaks: ({ path, text }) => /\b(TODO|FIXME|XXX)\b/.test(text) && !path.startsWith("test/architecture"),
  },
];

/** Every rule that a file breaks, by name. */
export const brokenRules = (file: SourceFile): string[] =>
  rules.filter(({ breaks }) => breaks(file)).map(({ name }) => `${file.path}: ${name}`);
