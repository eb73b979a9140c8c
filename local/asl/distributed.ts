// What a Map needs beside its processor when it is distributed: where its items come from and its results go.
// https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
import type { QueryLanguage } from "./fields.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { languages } from "./languages.ts";
import type { Resource } from "./machine.ts";
import type { StateQueries } from "./queries.ts";
import { parseResource } from "./resource.ts";
import type { WriterConfig } from "./states/result-files.ts";

type Report = (what: string) => void;

/** A call that the Map makes for itself: to read its items or write its results. */
interface OwnCall {
  readonly resource: Resource;
  /** `work` answers the evaluated arguments. */
  readonly queries: StateQueries;
  readonly config: JsonObject;
}

export interface Distributed {
  readonly label: string | undefined;
  readonly reader: OwnCall | undefined;
  readonly writer: OwnCall | undefined;
  /** In what form results are written, or given on. */
  readonly writes: WriterConfig;
  /** `work` answers what each batch gets beside its items; undefined when items go one by one. */
  readonly batch: StateQueries | undefined;
  readonly hasBatchInput: boolean;
  /** Answers the numbers of reader, batcher and tolerance. */
  readonly numbers: StateQueries;
  /** The definition's text of a `…Path` twin, for causes. */
  pathOf(field: string): string | undefined;
}

const readerFields = ["Resource", "Arguments", "Parameters", "ReaderConfig"];
const configFields = [
  "InputType",
  "CSVHeaderLocation",
  "CSVHeaders",
  "CSVDelimiter",
  "MaxItems",
  "MaxItemsPath",
  "ItemsPointer",
];
const batcherFields = [
  "BatchInput",
  "MaxItemsPerBatch",
  "MaxItemsPerBatchPath",
  "MaxInputBytesPerBatch",
  "MaxInputBytesPerBatchPath",
];
const writerFields = ["Resource", "Arguments", "Parameters", "WriterConfig"];
const toleranceFields = [
  "ToleratedFailureCount",
  "ToleratedFailureCountPath",
  "ToleratedFailurePercentage",
  "ToleratedFailurePercentagePath",
];
const inputTypes = ["CSV", "JSON", "JSONL"];

/** Fields of a Map that only a distributed one may have. */
const distributedFields = ["ItemReader", "ItemBatcher", "ResultWriter", ...toleranceFields];

/** Whether the processor asks for a distributed Map; reports what is wrong with its configuration. */
function isDistributed(processor: JsonObject, report: Report): boolean {
  const config = processor["ProcessorConfig"];
  if (config === undefined) return false;
  const mode = isObject(config) ? (config["Mode"] ?? "INLINE") : config;
  if (mode !== "INLINE" && mode !== "DISTRIBUTED")
    report(`ProcessorConfig.Mode ${JSON.stringify(mode)} is not supported`);
  if (!isObject(config)) return false;
  const type = config["ExecutionType"];
  if (type !== undefined && type !== "STANDARD" && type !== "EXPRESS")
    report(`ProcessorConfig.ExecutionType ${JSON.stringify(type)} is not supported`);
  onlyFields(config, ["Mode", "ExecutionType"], "ProcessorConfig", report);
  return mode === "DISTRIBUTED";
}

/** Compiles what a Map has as a distributed one; undefined when the state is none. Reports what is not supported. */
export function compileDistributed(
  definition: JsonObject,
  language: QueryLanguage,
  report: Report,
): Distributed | undefined {
  const processor = definition["Type"] === "Map" ? (definition["ItemProcessor"] ?? definition["Iterator"]) : undefined;
  if (!isObject(processor)) return undefined;
  if (isDistributed(processor, report)) return compileFields(definition, language, report);
  for (const field of distributedFields)
    if (definition[field] !== undefined) report(`${field} needs ProcessorConfig.Mode DISTRIBUTED`);
  return undefined;
}

function compileFields(definition: JsonObject, language: QueryLanguage, report: Report): Distributed {
  const compile = (fields: JsonObject): StateQueries => languages[language](fields, report);
  const part = (field: string, known: readonly string[]): JsonObject | undefined => {
    const value = definition[field];
    if (value === undefined) return undefined;
    if (!isObject(value)) report(`${field} must be an object`);
    else onlyFields(value, known, field, report);
    return isObject(value) ? value : undefined;
  };
  const call = (holder: JsonObject | undefined, field: string, config: string): OwnCall | undefined => {
    if (!holder) return undefined;
    const arn = holder["Resource"];
    const resource = typeof arn === "string" ? parseResource(arn) : undefined;
    if (resource?.service !== "s3") {
      report(`${field}.Resource ${JSON.stringify(arn)} is not supported`);
      return undefined;
    }
    const given = holder[config];
    return { resource, queries: compile(argumentsOf(holder)), config: isObject(given) ? given : {} };
  };
  const reader = call(part("ItemReader", readerFields), "ItemReader", "ReaderConfig");
  if (reader) checkConfig(reader.config, report);
  const writer = part("ResultWriter", writerFields);
  // A writer that only has a form gives its results on, and writes nothing.
  const exports = writer !== undefined && (writer["Resource"] !== undefined || writer["WriterConfig"] === undefined);
  const batcher = part("ItemBatcher", batcherFields);
  const batchInput = batcher?.["BatchInput"];
  const numbers: JsonObject = { ...reader?.config, ...batcher, ...pick(definition, toleranceFields) };
  return {
    label: typeof definition["Label"] === "string" ? definition["Label"] : undefined,
    reader,
    writer: exports ? call(writer, "ResultWriter", "WriterConfig") : undefined,
    writes: writerConfig(writer?.["WriterConfig"], exports, report),
    batch: batcher && compile(batchInput === undefined ? {} : { Arguments: batchInput, Parameters: batchInput }),
    hasBatchInput: batchInput !== undefined,
    numbers: compile(numbers),
    pathOf: (field) => (typeof numbers[`${field}Path`] === "string" ? String(numbers[`${field}Path`]) : undefined),
  };
}

function checkConfig(config: JsonObject, report: Report): void {
  onlyFields(config, configFields, "ItemReader.ReaderConfig", report);
  const { InputType: type, CSVHeaderLocation: headers } = config;
  if (type !== undefined && !inputTypes.includes(String(type)))
    report(`ItemReader.ReaderConfig.InputType ${JSON.stringify(type)} is not supported`);
  if (headers === "GIVEN" && !Array.isArray(config["CSVHeaders"]))
    report("ItemReader.ReaderConfig.CSVHeaders must be a list when CSVHeaderLocation is GIVEN");
}

const transformations = ["NONE", "COMPACT", "FLATTEN"] as const;

function writerConfig(config: Json | undefined, exports: boolean, report: Report): WriterConfig {
  const given = isObject(config) ? config : {};
  onlyFields(given, ["Transformation", "OutputType"], "ResultWriter.WriterConfig", report);
  const { Transformation = exports ? "NONE" : "COMPACT", OutputType = "JSON" } = given;
  const transformation = transformations.find((each) => each === Transformation);
  if (!transformation) report(`ResultWriter.WriterConfig.Transformation must be ${transformations.join(", ")}`);
  if (OutputType !== "JSON" && OutputType !== "JSONL")
    report("ResultWriter.WriterConfig.OutputType must be JSON or JSONL");
  return { transformation: transformation ?? "NONE", lines: OutputType === "JSONL" };
}

/** What a language compiles as the arguments of a call. */
const argumentsOf = (holder: JsonObject): JsonObject => ({
  Type: "Task",
  ...pick(holder, ["Arguments", "Parameters"]),
});

const pick = (holder: JsonObject, fields: readonly string[]): JsonObject =>
  Object.fromEntries(
    fields.flatMap((field): [string, Json][] => {
      const value = holder[field];
      return value === undefined ? [] : [[field, value]];
    }),
  );

function onlyFields(holder: JsonObject, known: readonly string[], place: string, report: Report): void {
  for (const field of Object.keys(holder))
    if (!known.includes(field)) report(`the field ${place}.${field} is not supported here`);
}
