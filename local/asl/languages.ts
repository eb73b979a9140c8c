import type { QueryLanguage } from "./fields.ts";
import type { JsonObject } from "./json.ts";
import { compileJsonata } from "./jsonata/jsonata-queries.ts";
import { compileJsonpath } from "./jsonpath/jsonpath-queries.ts";
import type { StateQueries } from "./queries.ts";

type Compile = (definition: JsonObject, report: (what: string) => void) => StateQueries;

/** The query languages: one compiler each. The state executor knows only what they answer. */
export const languages: Readonly<Record<QueryLanguage, Compile>> = {
  JSONata: compileJsonata,
  JSONPath: compileJsonpath,
};
