import { PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import type * as z from "zod";
import { handler as checkReply } from "../../functions/answer/check-reply.lambda.ts";
import { handler as findWhatWeKnow } from "../../functions/answer/find-what-we-know.lambda.ts";
import { handler as gate } from "../../functions/answer/gate.lambda.ts";
import { handler as writeReply } from "../../functions/answer/write-reply.lambda.ts";
import { Draft } from "../../functions/contracts/draft.ts";
import type { Email } from "../../functions/contracts/email.ts";
import { env } from "../../functions/contracts/environment.ts";
import { LogEntry } from "../../functions/contracts/log-entry.ts";
import {
  AskForProof,
  CheckReply,
  Found,
  Gate,
  LookItUp,
  ReadAttachments,
  ReadMood,
  SortByTopic,
  WriteReply,
} from "../../functions/contracts/steps.ts";
import type { Look } from "../../functions/contracts/tools.ts";
import { conversationKey } from "../../functions/platform/interactions.ts";
import { currentPolicyKey } from "../../functions/platform/policy.ts";
import { put, queryRows, transact, update } from "../../functions/platform/rows.ts";
import { secretsManager } from "../../functions/platform/secrets-manager.ts";
import { papers, readPaper } from "../../functions/platform/working-papers.ts";
import { handler as askForProof } from "../../functions/tools/ask-for-proof.lambda.ts";
import { handler as lookItUp } from "../../functions/tools/look-it-up.lambda.ts";
import { handler as readAttachments } from "../../functions/understand/read-attachments.lambda.ts";
import { handler as readMood } from "../../functions/understand/read-mood.lambda.ts";
import { handler as sortByTopic } from "../../functions/understand/sort-by-topic.lambda.ts";
import { arrives, writesAgain } from "../desk/left-by-intake.ts";
import { openWorld, policy, type World } from "../desk/world.ts";
import { openShop, type TestShop } from "./shop.ts";
import { toolPolicy } from "./world.ts";

export interface ToolWorld {
  readonly world: World;
  readonly shop: TestShop;
  close(): Promise<void>;
}

/** Real tables, objects and secrets, the policy's tools, and the sample shop's order service behind the secret. */
export async function openToolWorld(): Promise<ToolWorld> {
  const [world, shop] = [await openWorld(), await openShop()];
  process.env[env.knowledgeBucket] = "mail";
  await transact(
    put("policy", { ...currentPolicyKey, version: 1, policy: { ...policy, sendAt: 0.6, tools: toolPolicy() } }),
  );
  const access = { ordersUrl: shop.url, ordersKey: shop.key, allowPrivate: true };
  await secretsManager().send(new PutSecretValueCommand({ SecretId: "tools", SecretString: JSON.stringify(access) }));
  return {
    world,
    shop,
    close: async () => {
      await shop.close();
      await world.close();
    },
  };
}

type Ids = { readonly interactionId: string; readonly conversationId: string; readonly seq: number };

/** An email of this thread from this address; what was sent before counts as answered. */
export async function writes(thread: string, seq: number, address: string, words: string, email: Partial<Email> = {}) {
  const sender = { address, name: "Somebody" };
  const arrival = { thread, seq, words, email: { from: sender, replyTo: sender, ...email } };
  const ids = seq === 1 ? await arrives(arrival) : await writesAgain(arrival, undefined);
  if (seq > 1)
    await transact(update("conversations", conversationKey(ids.conversationId), { set: { answeredSeq: seq - 1 } }));
  return { interactionId: ids.interactionId, conversationId: ids.conversationId, seq };
}

/** The steps in the workflow's order, as its states and choices lead. */
export async function run(subject: Ids) {
  const mood = ReadMood.output.parse(await readMood(subject));
  let sorting = SortByTopic.output.parse(await sortByTopic(subject));
  const attachments = ReadAttachments.output.parse(await readAttachments(subject));
  let found = Found.parse(await findWhatWeKnow({ ...subject, language: sorting.language }));
  let look: Look | null = null;
  if ((found.agents ?? []).length > 0) {
    do {
      const round: z.infer<typeof LookItUp.output> = LookItUp.output.parse(
        await lookItUp({ ...subject, agents: look === null ? (found.agents ?? []) : look.agents, look }),
      );
      ({ look, sorting } = round);
    } while (look.agents.length > 0);
  }
  const account = look?.account ?? "none";
  const facts = { ...subject, mood, attachments, account };
  if (account === "code") {
    const { draftId } = AskForProof.output.parse(await askForProof({ ...subject, language: sorting.language }));
    const gated = Gate.output.parse(await gate({ ...facts, sorting, found, draftId, coverage: null, check: null }));
    return { gated, look, draft: await draftOf(subject, draftId) };
  }
  const written = WriteReply.output.parse(await writeReply({ ...subject, language: sorting.language }));
  found = written.found ?? found;
  const { draftId, coverage } = written;
  const check = draftId === null ? null : CheckReply.output.parse(await checkReply({ ...subject, draftId }));
  const gated = Gate.output.parse(await gate({ ...facts, sorting, found, draftId, coverage, check }));
  return { gated, look, draft: draftId === null ? undefined : await draftOf(subject, draftId) };
}

const draftOf = (subject: Ids, draftId: string) => readPaper(subject.interactionId, papers.draft(draftId), Draft);

export const logOf = async ({ interactionId }: Ids): Promise<LogEntry[]> =>
  (await queryRows({ table: "log", pk: interactionId }, LogEntry)).rows;
