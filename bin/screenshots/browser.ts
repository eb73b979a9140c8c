import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** A Chrome or Chromium of this machine; undefined when there is none. */
export const browserPath: string | undefined = [
  process.env["CHROME_PATH"] ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((file) => file !== "" && existsSync(file));

/** As Debian's Chromium starts as root and without a network. */
const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts it. Throws where there is none: install Debian's chromium, or set CHROME_PATH. */
export function openBrowser(): Promise<Browser> {
  if (browserPath === undefined) throw new Error("There is no browser: install chromium, or set CHROME_PATH.");
  return chromium.launch({ executablePath: browserPath, args: flags });
}
