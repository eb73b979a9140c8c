import type * as z from "zod";
import type { Draft } from "../contracts/draft.ts";
import { Failure, StepFailure } from "../contracts/failures.ts";
import { sameDigits } from "../contracts/ids.ts";
import type { AskForProof } from "../contracts/steps.ts";
import { codePlaceholder } from "../contracts/tools.ts";
import { addressHash } from "../platform/addresses.ts";
import { nowMs } from "../platform/clock.ts";
import { idFrom } from "../platform/ids.ts";
import { interactionKey, unansweredEmails } from "../platform/interactions.ts";
import { logWrite } from "../platform/log.ts";
import { newCodeHash } from "../platform/one-time-code.ts";
import { readPolicy } from "../platform/policy.ts";
import { transact, update } from "../platform/rows.ts";
import { signingKeys } from "../platform/signing.ts";
import { papers, paperWrite } from "../platform/working-papers.ts";
import { newCodeWrite } from "./code-rows.ts";
import { proofOf } from "./sender-proof.ts";

const hourMs = 3_600_000;

/**
 * Makes a one-time code and the email that carries it. It goes where every reply goes, to the sender's address, and the
 * tools have found that this is the address stored with the order: no other address can ever get one (D4).
 */
export async function askForProof({
  language,
  ...subject
}: z.infer<typeof AskForProof.input>): Promise<z.infer<typeof AskForProof.output>> {
  const [policy, emails, keys] = await Promise.all([readPolicy(), unansweredEmails(subject), signingKeys()]);
  const { address } = proofOf(emails, false);
  const rules = policy.tools?.oneTimeCode;
  if (address === undefined || rules === undefined)
    throw new StepFailure(Failure.BadInput, "Nobody can be asked for a code: the sender or the policy has changed");
  const { interactionId, conversationId } = subject;
  // The same for a repeated step, whose email may be on its way already.
  const codeId = idFrom("cod", interactionId, address);
  const draftId = sameDigits("drf", interactionId);
  const text = (texts[language] ?? english)(rules.hours);
  const draft: Draft = {
    ...{ draftId, interactionId, language: texts[language] === undefined ? "en" : language, text, codeId },
    ...{ sentences: [{ text }], writtenBy: "code" },
  };
  await transact(
    update("interactions", interactionKey(interactionId), { set: { draftId }, condition: "attribute_exists(#pk)" }),
    newCodeWrite(conversationId, {
      codeId,
      hash: newCodeHash(codeId, keys),
      addressHash: addressHash(address),
      asking: interactionId,
      expiresMs: nowMs() + rules.hours * hourMs,
    }),
    paperWrite(interactionId, papers.draft(draftId), draft, policy.retentionDays),
    logWrite(
      {
        ...{ interactionId, conversationId, kind: "code-asked", by: `policy:${policy.version}` },
        summary: "The sender is asked for a one-time code before anything about their order is shown",
        details: { codeId, hours: rules.hours, attempts: rules.attempts },
      },
      policy.retentionDays,
    ),
  );
  return { draftId };
}

const english = (hours: number): string =>
  `Hello,

thank you for your question. Before we say anything about an order by email, we make sure that we write to the right person.

Please reply to this email with this code: ${codePlaceholder}

It is valid for ${hours} hours. If you did not write to us, you need not do anything.`;

const texts: Readonly<Record<string, (hours: number) => string>> = {
  en: english,
  de: (hours) => `Guten Tag,

vielen Dank für Ihre Frage. Bevor wir per E-Mail etwas zu einer Bestellung sagen, vergewissern wir uns, dass wir der richtigen Person schreiben.

Bitte antworten Sie auf diese E-Mail mit diesem Code: ${codePlaceholder}

Er gilt ${hours} Stunden. Wenn Sie uns nicht geschrieben haben, brauchen Sie nichts zu tun.`,
};
