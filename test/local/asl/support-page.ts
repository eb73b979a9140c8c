// docs/asl-support.md, made from the tables that the engine itself runs by.
import { catcherFields, flowFields, retrierFields, ruleFields, stateFields } from "../../../local/asl/fields.ts";
import { awsFunctions } from "../../../local/asl/jsonata/aws-functions.ts";
import { comparisons, kinds } from "../../../local/asl/jsonpath/choice-rule.ts";
import { intrinsics } from "../../../local/asl/jsonpath/intrinsics.ts";

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ") || "–";
const around = ["Type", "Comment", "QueryLanguage"];
const own = (names: readonly string[]): string => code(names.filter((name) => !around.includes(name)));

/** The page; `operations` are the API operations the engine offers. */
export function supportPage(operations: readonly string[]): string {
  return `# What the embedded Step Functions engine supports

Generated from the engine's own tables; a test fails when it is out of date. To renew it, with the path before the flag
(a flag in front would take the path for its value and renew every snapshot there is):
\`npm run unit -- test/local/asl/support-page.test.ts --update\`

**Whatever is not listed is refused when the machine is defined, by state and field.** docs/engine.md says how
executions are kept.

## States

Every state also has ${code(around)}.

| state | in both query languages | JSONata only | JSONPath only |
|---|---|---|---|
${Object.entries(stateFields)
  .map(([type, row]) => `| ${type} | ${own(row.both)} | ${own(row.JSONata)} | ${own(row.JSONPath)} |`)
  .join("\n")}

| part | fields |
|---|---|
| machine | ${code(flowFields.machine)} |
| branch of a Parallel | ${code(flowFields.branch)} |
| ItemProcessor (mode INLINE or DISTRIBUTED) | ${code(flowFields.processor)} |
| retrier | ${code(retrierFields)} |
| catcher, JSONata | ${code(catcherFields.JSONata)} |
| catcher, JSONPath | ${code(catcherFields.JSONPath)} |
| Choice rule, JSONata | ${code(ruleFields.JSONata ?? [])} |
| Choice rule, JSONPath | \`Variable\` with one comparison, or \`And\`, \`Or\`, \`Not\`; \`Next\`, \`Assign\`, \`Comment\` |

The query language is chosen per machine and per state; a JSONPath state inside a JSONata machine is refused, as on AWS.

## Tasks

| resource | what happens |
|---|---|
| \`arn:aws:lambda:…:function:…\` | called as such; \`LambdaFunction…\` events |
| \`arn:aws:states:::service:action\` | handed to the runtime with its evaluated arguments; \`Task…\` events |
| the same with \`.waitForTaskToken\` | the call submits the task, its token ends it; the token may be answered before the call returns |
| \`arn:aws:states:::aws-sdk:service:action\` | as a service integration |
| \`arn:aws:states:::states:startExecution\` | starts an execution; with \`.sync\` or \`.sync:2\` the task ends with it |
| \`arn:aws:states:…:activity:…\` | waits for a worker's \`GetActivityTask\`; \`Activity…\` events |

Which services can be reached is the runtime's to say; it refuses others when the machine is defined.

## JSONata

All of JSONata (an expression runs at most 5 seconds and 1,000 levels deep), except \`$eval\`. From Step Functions, or bound to
the engine's own clock and chance: ${code(Object.keys(awsFunctions(0, () => 0)).map((name) => `$${name}`))}.

## JSONPath

Paths with keys, indices, wildcards, slices, unions, \`..\` and filters, ending in \`length()\`, \`keys()\`, \`min()\`, \`max()\`, \`sum()\` or \`avg()\`. Intrinsic functions:
${code(Object.keys(intrinsics).map((name) => `States.${name}`))}.

Comparisons, each also with \`Path\` at the end of its name: ${code(Object.keys(comparisons))}. Without such a twin:
${code(["StringMatches", "IsPresent", ...Object.keys(kinds)])}.

## API

${code([...operations].sort())}.

## Distributed Map

Items from the state, or read by \`ItemReader\` from S3: \`s3:getObject\` (JSON, JSONL, CSV; \`ItemsPointer\`, \`MaxItems\`, headers
and delimiter of CSV) or \`s3:listObjectsV2\`. \`ItemBatcher\`, \`ResultWriter\` (\`s3:putObject\`, or none; \`WriterConfig\`) and tolerated failures as counts
and percentages, by value, path or expression. An iteration sees neither outer variables nor \`Map.Item\`, and has an event
count of its own. Where it differs from AWS: iterations are no executions that could be listed or described (their Map run
can); all items are in memory at once. A failed iteration that is tolerated gives what is known of it in its place.

## Not supported

\`http:invoke\` tasks (there are no EventBridge connections here), Parquet and manifests as a Map's items; of \`TestState\`: \`context\` and \`stateConfiguration\`.
`;
}
