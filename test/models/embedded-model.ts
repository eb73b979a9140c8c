import type { Policy } from "../../functions/contracts/policy.ts";
import { askEmbedded } from "../../functions/models/embedded/embedded.ts";
import type { Model } from "../../functions/models/model.ts";
import type { Provider } from "../../functions/models/providers/provider.ts";
import { openRouter } from "../../functions/models/router.ts";
import { allowList } from "../../functions/models/routing/allow-list.ts";

const only = (provider: "embedded" | "openai") => [
  { provider, model: "test", timeoutMs: 1000, inputPrice: 0, outputPrice: 0 },
];

/** A router over one provider for all tasks, with no breaker. */
export function modelOf(provider: Provider, name: "embedded" | "openai" = "openai"): Model {
  const candidates: Policy["models"] = {
    "read-mood": only(name),
    sort: only(name),
    draft: only(name),
    check: only(name),
  };
  return openRouter({
    candidates,
    providers: { embedded: undefined, openai: undefined, bedrock: undefined, [name]: provider },
    allowed: allowList('["openai:*"]'),
    breaker: { allows: async () => true, report: async () => undefined, reportDenied: async () => undefined },
    nowMs: () => 0,
    random: () => 0,
    sleep: async () => undefined,
    warn: () => undefined,
  });
}

export const embeddedModel = (): Model => modelOf(askEmbedded, "embedded");
