// From a definition's text to a machine that can run. Everything wrong or unknown is found here, before any execution.
import { checkState } from "./check-state.ts";
import { compileDistributed } from "./distributed.ts";
import {
  catcherFields,
  flowFields,
  isStateType,
  isVariableName,
  type QueryLanguage,
  retrierFields,
  ruleFields,
  stateFields,
} from "./fields.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { languages } from "./languages.ts";
import type { Catcher, Flow, Machine, Retrier, State } from "./machine.ts";
import { parseResource } from "./resource.ts";
import { type Problem, UnsupportedDefinition } from "./unsupported-definition.ts";

/** What the place that defines machines knows about resources: why one cannot be called, or undefined when it can. */
export type ResourceCheck = (resource: string) => string | undefined;

/** Parses and checks a definition. Throws UnsupportedDefinition with every problem found. */
export function parseMachine(definition: string, whyNot: ResourceCheck = () => undefined): Machine {
  const parser = new Parser(whyNot);
  const machine = parser.machine(parseJson(definition));
  if (parser.problems.length > 0) throw new UnsupportedDefinition(parser.problems);
  return machine;
}

function parseJson(text: string): JsonObject {
  try {
    const value: Json = JSON.parse(text);
    if (isObject(value)) return value;
  } catch (error) {
    throw new UnsupportedDefinition([
      { state: "", what: `is no JSON: ${error instanceof Error ? error.message : error}` },
    ]);
  }
  throw new UnsupportedDefinition([{ state: "", what: "must be a JSON object" }]);
}

/** Collects problems while it builds; a machine built with problems is never run. */
class Parser {
  readonly problems: Problem[] = [];
  readonly #whyNot: ResourceCheck;
  readonly #names = new Set<string>();

  constructor(whyNot: ResourceCheck) {
    this.#whyNot = whyNot;
  }

  machine(definition: JsonObject): Machine {
    const timeout = definition["TimeoutSeconds"];
    if (timeout !== undefined && !isWhole(timeout, 1))
      this.#problem("", "TimeoutSeconds must be a whole number above 0");
    return {
      ...this.#flow(definition, "", flowFields.machine, "JSONPath"),
      timeoutSeconds: typeof timeout === "number" ? timeout : undefined,
    };
  }

  #problem(state: string, what: string): void {
    this.problems.push({ state, what });
  }

  #flow(flow: JsonObject, place: string, known: readonly string[], outer: QueryLanguage): Flow {
    this.#unknown(flow, known, place, "");
    const language = this.#language(flow, place, outer);
    const definitions = flow["States"];
    const states = new Map<string, State>();
    if (!isObject(definitions) || Object.keys(definitions).length === 0) {
      this.#problem(place, "States must hold at least one state");
    } else {
      for (const [name, definition] of Object.entries(definitions)) {
        this.#name(place, name);
        const state = this.#state(name, definition, place === "" ? name : `${place} / ${name}`, language, definitions);
        if (state) states.set(name, state);
      }
    }
    const startAt = flow["StartAt"];
    if (typeof startAt !== "string" || !isObject(definitions) || !Object.hasOwn(definitions, startAt)) {
      this.#problem(place, `StartAt must name a state here, not ${JSON.stringify(startAt)}`);
    }
    return { startAt: String(startAt), states };
  }

  #name(place: string, name: string): void {
    if (this.#names.has(name)) this.#problem(place, `the state name '${name}' is used twice in this machine`);
    if (name.length > 80) this.#problem(place, `the state name '${name}' is longer than 80 characters`);
    this.#names.add(name);
  }

  #language(holder: JsonObject, place: string, outer: QueryLanguage): QueryLanguage {
    const own = holder["QueryLanguage"];
    if (own === undefined) return outer;
    if (own !== "JSONata" && own !== "JSONPath") {
      this.#problem(place, `QueryLanguage must be JSONata or JSONPath, not ${JSON.stringify(own)}`);
      return outer;
    }
    if (outer === "JSONata" && own === "JSONPath") {
      this.#problem(place, "QueryLanguage JSONPath cannot be used inside JSONata");
    }
    return own;
  }

  #state(name: string, definition: Json, place: string, outer: QueryLanguage, siblings: JsonObject): State | undefined {
    if (!isObject(definition) || !isStateType(definition["Type"])) {
      const type = isObject(definition) ? definition["Type"] : definition;
      this.#problem(place, `Type ${JSON.stringify(type)} is not supported`);
      return undefined;
    }
    const type = definition["Type"];
    const language = this.#language(definition, place, outer);
    const row = stateFields[type];
    this.#unknown(definition, [...row.both, ...row[language]], place, "");
    this.#variables(definition, place);
    checkState(definition, (what) => this.#problem(place, what));
    for (const field of row.required) if (definition[field] === undefined) this.#problem(place, `${field} is missing`);
    const next = this.#next(definition, place, siblings, "Next");
    const leaves = row.both.includes("End");
    if (leaves && (next === undefined) === (definition["End"] !== true)) {
      this.#problem(place, "needs either Next or End: true");
    }
    return {
      name,
      type,
      next,
      retry: this.#list(definition, "Retry", place).map((each, at) => this.#retrier(each, `Retry[${at}]`, place)),
      catch: this.#list(definition, "Catch", place).map((each, at) =>
        this.#catcher(each, `Catch[${at}]`, place, language, siblings),
      ),
      choices: this.#list(definition, "Choices", place).map((rule, at) => {
        const to = this.#next(rule, place, siblings, "Next");
        const known = ruleFields[language];
        if (known) this.#unknown(rule, known, place, `Choices[${at}].`);
        this.#variables(rule, place);
        if (to === undefined) this.#problem(place, `Choices[${at}] needs Next`);
        return to ?? "";
      }),
      otherwise: this.#next(definition, place, siblings, "Default"),
      flows: this.#flows(definition, place, language),
      resource: type === "Task" ? this.#resource(definition, place) : undefined,
      distributed: compileDistributed(definition, language, (what) => this.#problem(place, what)),
      queries: languages[language](definition, (what) => this.#problem(place, what)),
    };
  }

  #variables(holder: JsonObject, place: string): void {
    const assign = holder["Assign"];
    if (assign === undefined) return;
    if (!isObject(assign)) this.#problem(place, "Assign must be an object");
    else {
      for (const key of Object.keys(assign)) {
        const name = key.endsWith(".$") ? key.slice(0, -2) : key;
        if (!isVariableName(name)) this.#problem(place, `Assign: '${name}' cannot be the name of a variable`);
      }
    }
  }

  #flows(definition: JsonObject, place: string, language: QueryLanguage): Flow[] {
    if (definition["Type"] === "Parallel") {
      return this.#list(definition, "Branches", place).map((branch) =>
        this.#flow(branch, place, flowFields.branch, language),
      );
    }
    if (definition["Type"] !== "Map") return [];
    const processor = definition["ItemProcessor"] ?? definition["Iterator"];
    if (!isObject(processor)) {
      this.#problem(place, "ItemProcessor is missing");
      return [];
    }
    return [this.#flow(processor, place, flowFields.processor, language)];
  }

  #resource(definition: JsonObject, place: string): State["resource"] {
    const arn = definition["Resource"];
    const resource = typeof arn === "string" ? parseResource(arn) : undefined;
    const reason = resource === undefined ? "is not supported" : this.#whyNot(resource.arn);
    if (reason !== undefined) this.#problem(place, `Resource ${JSON.stringify(arn)} ${reason}`);
    return resource;
  }

  #retrier(retrier: JsonObject, at: string, place: string): Retrier {
    this.#unknown(retrier, retrierFields, place, `${at}.`);
    const number = (field: string, otherwise: number, least: number): number => {
      const value = retrier[field] ?? otherwise;
      if (typeof value === "number" && value >= least) return value;
      this.#problem(place, `${at}.${field} must be a number, at least ${least}`);
      return otherwise;
    };
    const jitter = retrier["JitterStrategy"] ?? "NONE";
    if (jitter !== "FULL" && jitter !== "NONE") this.#problem(place, `${at}.JitterStrategy must be FULL or NONE`);
    return {
      errors: this.#errors(retrier, at, place),
      intervalSeconds: number("IntervalSeconds", 1, 1),
      backoffRate: number("BackoffRate", 2, 1),
      maxAttempts: number("MaxAttempts", 3, 0),
      maxDelaySeconds: retrier["MaxDelaySeconds"] === undefined ? undefined : number("MaxDelaySeconds", 1, 1),
      fullJitter: jitter === "FULL",
    };
  }

  #catcher(catcher: JsonObject, at: string, place: string, language: QueryLanguage, siblings: JsonObject): Catcher {
    this.#unknown(catcher, catcherFields[language], place, `${at}.`);
    const next = this.#next(catcher, place, siblings, "Next");
    if (next === undefined) this.#problem(place, `${at} needs Next`);
    this.#variables(catcher, place);
    return { errors: this.#errors(catcher, at, place), next: next ?? "" };
  }

  #errors(holder: JsonObject, at: string, place: string): string[] {
    const errors = holder["ErrorEquals"];
    if (Array.isArray(errors) && errors.length > 0 && errors.every((error) => typeof error === "string")) return errors;
    this.#problem(place, `${at}.ErrorEquals must be a list of error names`);
    return [];
  }

  #next(holder: JsonObject, place: string, siblings: JsonObject, field: "Next" | "Default"): string | undefined {
    const next = holder[field];
    if (next === undefined) return undefined;
    if (typeof next === "string" && Object.hasOwn(siblings, next)) return next;
    this.#problem(place, `${field} names ${JSON.stringify(next)}, which is no state beside it`);
    return undefined;
  }

  #list(holder: JsonObject, field: string, place: string): JsonObject[] {
    const list = holder[field];
    if (list === undefined) return [];
    if (Array.isArray(list) && list.every(isObject)) return list;
    this.#problem(place, `${field} must be a list of objects`);
    return [];
  }

  #unknown(holder: JsonObject, known: readonly string[], place: string, prefix: string): void {
    for (const field of Object.keys(holder)) {
      if (!known.includes(field)) this.#problem(place, `the field ${prefix}${field} is not supported here`);
    }
  }
}

const isWhole = (value: Json, least: number): boolean =>
  typeof value === "number" && Number.isInteger(value) && value >= least;
