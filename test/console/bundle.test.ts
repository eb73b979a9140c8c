import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleConsole } from "../../lib/console-bundle.ts";

const folder = mkdtempSync(path.join(tmpdir(), "switchboard-console-"));
const sizes = () =>
  readdirSync(folder).map((name) => ({ name, gzip: gzipSync(readFileSync(path.join(folder, name))).length }));

beforeAll(() => bundleConsole(folder));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the console is one script and one style sheet, together at most 120 KB gzip", () => {
  const built = sizes().filter(({ name }) => /\.(js|css)$/.test(name));
  expect(new Set(built.map(({ name }) => name.split(".").at(-1)))).toEqual(new Set(["css", "js"]));
  expect(built).toHaveLength(2);
  expect(built.reduce((sum, { gzip }) => sum + gzip, 0)).toBeLessThanOrEqual(120 * 1024);
});

test("S3: the page names its files by their contents and has nothing inline", () => {
  const page = readFileSync(path.join(folder, "index.html"), "utf8");
  const files = [...page.matchAll(/(?:src|href)="\/([^"]+)"/g)].map(([, name]) => name);
  expect(files).toHaveLength(3);
  for (const file of files) expect(readdirSync(folder)).toContain(file);
  expect(page).not.toMatch(/ style=| on[a-z]+=|<style|<script>/);
});
