import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const source = fileURLToPath(new URL("../console/", import.meta.url));

/**
 * Builds the console into `outdir`: one script and one style sheet, named after their contents so that browsers and
 * caches may keep them for ever, and the page that names them.
 */
export async function bundleConsole(outdir: string): Promise<void> {
  mkdirSync(outdir, { recursive: true });
  await build({
    absWorkingDir: source,
    entryPoints: { console: "start.tsx", "console-style": "style/console.css" },
    entryNames: "[name]-[hash]",
    outdir,
    bundle: true,
    format: "esm",
    // Browsers of the last two years.
    target: ["es2023", "chrome120", "firefox121", "safari17.2"],
    jsx: "automatic",
    jsxImportSource: "preact",
    minify: true,
    legalComments: "none",
    logLevel: "warning",
  });
  cpSync(path.join(source, "favicon.svg"), path.join(outdir, "favicon.svg"));
  const page = readFileSync(path.join(source, "page.html"), "utf8");
  writeFileSync(
    path.join(outdir, "index.html"),
    page.replace("console.js", built(outdir, "js")).replace("console.css", built(outdir, "css")),
  );
}

/** The one file of this kind that was built. */
function built(outdir: string, kind: "js" | "css"): string {
  const [name, ...others] = readdirSync(outdir).filter((file) => file.endsWith(`.${kind}`));
  if (name === undefined || others.length > 0)
    throw new Error(`The console must be built into one .${kind}: ${outdir}`);
  return name;
}
