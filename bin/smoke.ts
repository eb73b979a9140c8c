// Looks at a deployment from outside: `npm run smoke -- --stage dev [--desk URL] [--endpoint URL] [--send [--from ADDRESS]]`.
// Reads only, unless --send is given. Needs the credentials that `cdk deploy` needs, or less: see docs/deploy.md.
import { parseArgs } from "node:util";
import { checks } from "./smoke/checks.ts";
import { openPlace } from "./smoke/place.ts";
import { sendMessage } from "./smoke/send-message.ts";

const { values } = parseArgs({
  options: {
    stage: { type: "string" },
    /** One machine's AWS endpoint, e.g. http://127.0.0.1:4566. */
    endpoint: { type: "string" },
    /** The desk's address; by default the stack's output DeskUrl, or port 8080 of one machine. */
    desk: { type: "string" },
    send: { type: "boolean", default: false },
    /** SES's own simulator accepts and forgets whatever is sent to it, in the sandbox too. */
    from: { type: "string", default: "success@simulator.amazonses.com" },
  },
});
if (values.stage === undefined) stop("Which environment? Say --stage NAME, e.g. npm run smoke -- --stage dev");

const place = await openPlace({ stage: values.stage, endpoint: values.endpoint, desk: values.desk }).catch(
  (error: unknown) => stop(`✗ no deployment of '${values.stage}' was found: ${messageOf(error)}`),
);
let failed = 0;
let passed = 0;
for (const check of [...checks, ...(values.send ? [sendMessage(values.from)] : [])]) {
  if (check.onlyOnAws && place.isOneMachine) console.log(`- ${check.name}: only on AWS`);
  else await report(check.name, () => check.look(place));
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

async function report(name: string, look: () => ReturnType<(typeof checks)[number]["look"]>): Promise<void> {
  try {
    console.log(`✓ ${name}: ${await look()}`);
    passed += 1;
  } catch (error) {
    console.log(`✗ ${name}: ${messageOf(error)}`);
    failed += 1;
  }
}

/** What went wrong, with the cause that `fetch` and the SDK hide one level below. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : "";
  return `${error.name === "Error" ? "" : `${error.name}: `}${error.message}${cause}`;
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
