import type { Email } from "../contracts/email.ts";
import type { Subject } from "../contracts/ids.ts";
import type { ModelCandidate, Policy } from "../contracts/policy.ts";
import { nowIso, nowMs } from "../platform/clock.ts";
import { logger } from "../platform/logger.ts";
import { setting } from "../platform/settings.ts";
import { openBreaker } from "./breaker.ts";
import { breakerRows } from "./breaker-rows.ts";
import { ledgerRows } from "./budget/ledger-rows.ts";
import { openPurse } from "./budget/purse.ts";
import { askEmbedded } from "./embedded/embedded.ts";
import type { Model } from "./model.ts";
import { bedrock } from "./providers/open-bedrock.ts";
import { openAiKeys } from "./providers/open-openai.ts";
import type { Provider } from "./providers/provider.ts";
import { openRouter } from "./router.ts";
import { allowList } from "./routing/allow-list.ts";

const warn = (message: string, facts: Record<string, string> = {}) => {
  logger.warn(message, facts);
};
// One per environment: what it learnt about a model outlives the single email.
const breaker = openBreaker(breakerRows, nowMs, warn);

/** Whose question it is: budgets are kept by it, and names hidden that it brings. */
export interface About {
  readonly subject: Subject;
  readonly emails: readonly Pick<Email, "mailbox" | "from" | "replyTo">[];
}

/** The model port as the policy in force routes it. With embedded candidates only, nothing outside is touched. */
export async function openModel(policy: Policy, about: About): Promise<Model> {
  const wanted = new Set(Object.values(policy.models).flatMap((list) => list.map(({ provider }) => provider)));
  const outside = wanted.has("openai") || wanted.has("bedrock");
  const keys = wanted.has("openai") ? await openAiKeys() : undefined;
  return openRouter({
    candidates: policy.models,
    providers: {
      embedded: askEmbedded,
      openai: await kept(policy, "openai", keys?.ask),
      bedrock: wanted.has("bedrock") ? await kept(policy, "bedrock", bedrock) : undefined,
    },
    allowed: outside ? allowList(setting("allowedModels")) : () => false,
    places: ({ provider, regions }) => (provider === "openai" ? keys?.places : regions) ?? [""],
    breaker,
    purse: openPurse(policy.budgets, payer(about), ledgerRows),
    hiddenNames: policy.redactNames === true ? namesOf(about) : [],
    nowMs,
    random: Math.random,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    warn,
  });
}

/** As it is, or on tape where the policy says so. */
async function kept(
  { recording }: Policy,
  name: ModelCandidate["provider"],
  provider: Provider | undefined,
): Promise<Provider | undefined> {
  if (recording === undefined) return provider;
  const [{ recorded }, { objectTape }] = await Promise.all([
    import("./recording/tape.ts"),
    import("./recording/tape-objects.ts"),
  ]);
  return recorded(provider, name, recording, objectTape);
}

const payer = ({ subject, emails }: About) => ({
  interactionId: subject.interactionId,
  conversationId: subject.conversationId,
  mailbox: emails.at(-1)?.mailbox ?? "unknown",
  day: nowIso().slice(0, 10),
});

/** Full names first, so that they are not hidden piece by piece; single letters hide nobody. */
function namesOf({ emails }: About): string[] {
  const whole = emails.flatMap(({ from, replyTo }) => [from.name, replyTo.name]).map((name) => name.trim());
  const names = [...whole, ...whole.flatMap((name) => name.split(/[\s,]+/))];
  return [...new Set(names)].filter((name) => name.length > 2);
}
