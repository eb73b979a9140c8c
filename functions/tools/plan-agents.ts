import type { Email } from "../contracts/email.ts";
import type { ToolPolicy } from "../contracts/tools.ts";
import { comparable } from "../platform/addresses.ts";
import { codesIn } from "../platform/one-time-code.ts";
import { orderNumbersIn } from "./order-numbers.ts";
import { allTools, toolsNamed } from "./registry.ts";
import type { Known, Tool } from "./tool.ts";

type Asked = Pick<Email, "from" | "subject" | "words">;

/** What code knows about each question before any tool is asked. */
export function knownOf(questions: readonly string[], emails: readonly Asked[], policy: ToolPolicy): Known[] {
  const numbers = (text: string): string[] => orderNumbersIn(text, policy.orderNumbers);
  const namedAnywhere = [...new Set(emails.flatMap(({ subject, words }) => numbers(`${words}\n${subject}`)))];
  const from = emails.at(-1)?.from.address;
  const customer = from === undefined ? undefined : comparable(from);
  return questions.map((question) => ({ question, named: numbers(question), namedAnywhere, customer }));
}

/**
 * The agents whose tools these questions ask for, in the policy's order: mostly none. Who sends what may be a one-time
 * code is heard by whoever looks after customers' data.
 */
export function agentsFor(
  questions: readonly string[],
  emails: readonly Asked[],
  policy: ToolPolicy,
  tools: readonly Tool[] = allTools,
): string[] {
  const known = knownOf(questions, emails, policy);
  const mayBeCode = policy.oneTimeCode !== undefined && emails.some(({ words }) => codesIn(words).length > 0);
  return policy.agents
    .filter(({ tools: names }) =>
      toolsNamed(names, tools).some(
        (tool) =>
          known.some((one) => tool.plan(one).length > 0) ||
          (mayBeCode && tool.proof === "customer" && tool.does === "read-only"),
      ),
    )
    .map(({ agent }) => agent);
}
