import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A file of the repository; `path` is relative to its root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export interface Import {
  /** A path from the root (`functions/contracts/ids.ts`) or the name of a package (`zod`, `@aws-sdk/client-sqs`, `node:fs`). */
  readonly target: string;
  readonly typeOnly: boolean;
  /** `export … from`. */
  readonly reExport: boolean;
}

export function sourceFiles(): SourceFile[] {
  const patterns = [
    "{bin,lib,functions,local,console,samples,bench,test,tools}/**/*.{ts,tsx,mjs,cjs,js}",
    "*.{ts,mjs,cjs,js}",
  ];
  return globSync(patterns, { cwd: root, exclude: ["**/node_modules/**"] })
    .map((file) => file.split(path.sep).join("/"))
    .sort()
    .map((file) => ({ path: file, text: readFileSync(path.join(root, file), "utf8") }));
}

// Not after a quote: an import inside a string (this check's own planted breaches) is none.
const statement = /(?<![.\w$'"`])(?<word>import|export)\s*(?<clause>[\w$*\s{},]*?\bfrom\s*)?["'](?<from>[^"'\n]+)["']/g;
const call = /\b(?:import|require)\s*\(\s*["'`](?<from>[^"'`$\n]+)["'`]/g;

/** Everything a file imports: static, type-only, re-exported and dynamic with a literal name. */
export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = [];
  for (const { groups } of file.text.matchAll(statement)) {
    const clause = groups?.["clause"] ?? "";
    if (groups?.["word"] === "export" && clause === "") continue;
    found.push({
      target: resolved(file, groups?.["from"] ?? ""),
      typeOnly: isTypeOnly(clause),
      reExport: groups?.["word"] === "export",
    });
  }
  for (const { groups } of file.text.matchAll(call))
    found.push({ target: resolved(file, groups?.["from"] ?? ""), typeOnly: false, reExport: false });
  return found;
}

/** `import type …`, or braces in which every name says `type`. */
function isTypeOnly(clause: string): boolean {
  if (/^type\b(?!\s*from)/.test(clause)) return true;
  const braces = /^\{(?<names>[^}]*)\}\s*from/.exec(clause)?.groups?.["names"];
  if (braces === undefined) return false;
  return braces
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "")
    .every((name) => /^type\s/.test(name));
}

function resolved(file: SourceFile, specifier: string): string {
  if (specifier.startsWith(".")) return path.posix.join(path.posix.dirname(file.path), specifier);
  if (specifier.startsWith("node:")) return specifier;
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
