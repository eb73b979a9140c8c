import { createHash } from "node:crypto";
import type { Policy } from "../../contracts/policy.ts";
import { logger } from "../../platform/logger.ts";
import { dropCopy, keepCopy, type PageCopy, pageCopies } from "../../platform/page-copies.ts";
import { fetchPage } from "./fetch-page.ts";

const atOnce = 4;

export interface Fetched {
  readonly changed: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly removed: number;
}

/**
 * Brings the copies of the policy's pages up to date: new and changed ones are written, which has them indexed like any
 * article; those that policy names no more are removed. A page that cannot be had keeps its last copy.
 */
export async function fetchPages({ knowledge }: Pick<Policy, "knowledge">, allowPrivate = false): Promise<Fetched> {
  const { hosts, pages } = knowledge ?? { hosts: [], pages: [] };
  const copies = await pageCopies();
  const done = { changed: 0, unchanged: 0, failed: 0, removed: 0 };
  const wanted = [...new Set(pages)];
  for (let start = 0; start < wanted.length; start += atOnce) {
    const outcomes = await Promise.all(
      wanted.slice(start, start + atOnce).map((url) =>
        update(
          url,
          copies.filter((copy) => copy.url === url),
          { hosts, allowPrivate },
        ),
      ),
    );
    for (const outcome of outcomes) done[outcome]++;
  }
  for (const { key } of copies.filter(({ url }) => !wanted.includes(url))) {
    await dropCopy(key);
    done.removed++;
  }
  return done;
}

async function update(
  url: string,
  copies: readonly PageCopy[],
  { hosts, allowPrivate }: { readonly hosts: readonly string[]; readonly allowPrivate: boolean },
): Promise<"changed" | "unchanged" | "failed"> {
  try {
    const page = await fetchPage(url, { hosts, allowPrivate, etag: copies[0]?.etag });
    if (page === "unchanged") return "unchanged";
    const hash = createHash("sha256").update(page.bytes).digest("hex").slice(0, 16);
    if (copies[0]?.hash === hash) return "unchanged";
    const key = await keepCopy(`${nameOf(url)}.${page.ending}`, page.bytes, { url, etag: page.etag, hash });
    // What was HTML and is a PDF now has another file.
    for (const copy of copies) if (copy.key !== key) await dropCopy(copy.key);
    return "changed";
  } catch (error) {
    const problem = error instanceof Error ? error.message : "unknown";
    logger.warn("A page of the policy's list could not be fetched; its last copy stays", { url, problem });
    return "failed";
  }
}

/** `https://help.shop.example/returns/abroad?x=1` → `help.shop.example/returns-abroad-1f3a9c`: the end tells like names apart. */
function nameOf(url: string): string {
  const { hostname, pathname } = new URL(url);
  const words = pathname
    .replace(/\.(?:html?|pdf|md)$/i, "")
    .replaceAll(/[^A-Za-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  const end = createHash("sha256").update(url).digest("hex").slice(0, 6);
  return `${hostname}/${[words.slice(0, 60), end].filter(Boolean).join("-")}`.toLowerCase();
}
