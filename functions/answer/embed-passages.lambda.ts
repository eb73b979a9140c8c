import { indexKey, KnowledgeIndex } from "../contracts/knowledge.ts";
import type { Policy } from "../contracts/policy.ts";
import { openModel } from "../models/open-model.ts";
import { readBytes } from "../platform/documents.ts";
import { logger } from "../platform/logger.ts";
import { readPolicy } from "../platform/policy.ts";
import { setting } from "../platform/settings.ts";
import { renewVectors } from "./knowledge/passage-vectors.ts";
import { vectorObjects } from "./knowledge/vector-objects.ts";

/**
 * Whenever the index was written, and every hour for a changed policy: vectors of the passages by the first model that
 * policy names for `embed`. Without one there is nothing to do. Throws when the model fails; what was done until then is kept,
 * the vectors in force stay, and the next run goes on from there.
 */
export const handler = async (_event: unknown): Promise<{ embedded: number; reused: number }> => {
  const policy = await readPolicy();
  const candidate = policy.models.embed?.[0];
  if (candidate === undefined) return { embedded: 0, reused: 0 };
  const stored = await readBytes({ bucket: setting("knowledgeBucket"), key: indexKey });
  const { passages } = KnowledgeIndex.parse(JSON.parse(Buffer.from(stored).toString()));
  const model = await openModel(
    { ...policy, models: { embed: [candidate] }, ...withoutEmails(policy) },
    { subject: { interactionId: "index", conversationId: "index", seq: 0 }, emails: [] },
  );
  const done = await renewVectors(
    passages.filter(({ answeredBy }) => answeredBy === undefined),
    `${candidate.provider}/${candidate.model}`,
    async (texts) => (await model.ask("embed", { texts, as: "passage" })).answer.vectors,
    vectorObjects,
  );
  if (done.embedded > 0) logger.info("Passages were embedded", { ...done });
  return done;
};

/** An index is no email and no conversation: what bounds those would stop it half-way. Days and the total still hold. */
function withoutEmails({ budgets }: Policy): Pick<Policy, "budgets"> {
  if (budgets === undefined) return {};
  const { email: _email, conversation: _conversation, ...shared } = budgets;
  return { budgets: shared };
}
