import type { FunctionSpec } from "./functions.ts";

/** Functions that keep the articles' index and look into it for people: none of them reads what customers write (P10). */
export const knowledgeFunctions: Readonly<Record<string, FunctionSpec>> = {
  "answer/index-knowledge": {
    timeoutSeconds: 300,
    memoryMiB: 1024,
    untrusted: true,
    tables: {},
    objects: { articles: ["Get", "List"], index: ["Get", "Put", "List"] },
  },
  // Hands passages of our articles to the model that policy names, if any.
  "answer/embed-passages": {
    timeoutSeconds: 300,
    memoryMiB: 1024,
    tables: { policy: "read", counters: "write" },
    models: true,
    secrets: ["model"],
    objects: { index: ["Get", "Put", "List"], recordings: ["Get", "Put"] },
  },
  // Speaks to the web sites that policy lists, so it may do nothing but keep their pages.
  "answer/fetch-pages": {
    timeoutSeconds: 300,
    memoryMiB: 256,
    untrusted: true,
    tables: { policy: "read" },
    objects: { articles: ["Get", "Put", "Delete", "List"] },
  },
  "answer/try-question": { timeoutSeconds: 20, memoryMiB: 1024, tables: {}, objects: { index: ["Get", "List"] } },
};
