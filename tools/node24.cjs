// Runs its arguments with Node 24: `node tools/node24.cjs [--NODE-OPTION=…] SCRIPT-OR-PACKAGE-BIN [ARGS]`.
// npm scripts go through it so that a machine with only Node 20 works: the binary is an ordinary
// (optional) npm package, since no install script may be relied on. CommonJS and old syntax on purpose.
"use strict";
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const root = path.join(__dirname, "..");
const [major, minor] = process.versions.node.split(".").map(Number);
const goodEnough = major > 22 || (major === 22 && minor >= 13);

/** The packaged Node binary for this platform, or undefined (Macs with Apple silicon, Alpine, --omit=optional). */
function packagedNode() {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const file = path.join(
    root,
    "node_modules",
    `node-${platform}-${process.arch}`,
    "bin",
    platform === "win" ? "node.exe" : "node",
  );
  return fs.existsSync(file) ? file : undefined;
}

/** A path stays a path; a bare word is the binary of an installed package. */
function scriptFor(word) {
  if (word.includes("/") || word.includes("\\")) return path.resolve(root, word);
  for (const owner of [word, `@biomejs/${word}`, `aws-${word}`, word === "tsc" ? "typescript" : word]) {
    const manifest = path.join(root, "node_modules", owner, "package.json");
    if (!fs.existsSync(manifest)) continue;
    const bin = JSON.parse(fs.readFileSync(manifest, "utf8")).bin;
    const file = typeof bin === "string" ? bin : bin?.[word];
    if (file) return path.join(path.dirname(manifest), file);
  }
  console.error(`node24: there is no installed package with a command '${word}'. Run 'npm ci' first.`);
  process.exit(1);
}

const node = (major === 24 && process.execPath) || packagedNode() || (goodEnough ? process.execPath : undefined);
if (!node) {
  console.error(
    `Switchboard needs Node 22.13 or newer and found ${process.version}. On Linux, Windows and Intel Macs 'npm ci' ` +
      "brings Node 24 along (do not pass --omit=optional); elsewhere install Node 24 from nodejs.org.",
  );
  process.exit(1);
}
const given = process.argv.slice(2);
const [word, ...args] = given.slice(given.findIndex((each) => !each.startsWith("--")));
const own = given.slice(0, given.indexOf(word));
const flags = major === 24 || node !== process.execPath ? [] : ["--disable-warning=ExperimentalWarning"];
// Threads come and go; with glibc's usual number of arenas each leaves memory behind that nobody else may use.
const arenas = process.env.MALLOC_ARENA_MAX || "2";
const env = {
  ...process.env,
  MALLOC_ARENA_MAX: arenas,
  PATH: path.dirname(node) + path.delimiter + (process.env.PATH || ""),
};
const child = spawn(node, [...flags, ...own, scriptFor(word), ...args], { stdio: "inherit", env });
// The child gets a terminal's Ctrl-C itself; a SIGTERM sent to npm reaches it only through us.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => signal !== "SIGINT" && child.kill(signal));
child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
