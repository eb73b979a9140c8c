import * as z from "zod";

const Recipient = z.object({
  address: z.string().optional(),
  action: z.string(),
  status: z.string().optional(),
  hard: z.boolean(),
});

/** What the adapter `test/conformance/mail.ts` gives back. */
export const ReadEmail = z.object({
  from: z.string(),
  fromName: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  attachments: z.array(z.object({ name: z.string(), type: z.string(), size: z.number() })),
  kind: z.string(),
  replyText: z.string(),
  bounce: z
    .object({
      hard: z.boolean(),
      status: z.string().optional(),
      action: z.string().optional(),
      recipients: z.array(Recipient),
      feedbackType: z.string().optional(),
    })
    .optional(),
});
export type ReadEmail = z.infer<typeof ReadEmail>;

interface Question {
  readonly email: ReadEmail;
  /** `html-reply`: upstream compares without any white space. */
  readonly kind: string;
}
/** Undefined when right, else what we have instead. */
type Check = (expected: unknown, question: Question) => string | undefined;

const told = (got: unknown): string => `got ${JSON.stringify(got)?.slice(0, 160)}`;
const spaced = (text: string): string => text.replace(/\s+/g, " ").trim();
const unspaced = (text: string): string => text.replace(/\s+/g, "");
const same = (expected: unknown, got: unknown) =>
  JSON.stringify(expected) === JSON.stringify(got) ? undefined : told(got);
const isTrue = (expected: unknown, got: boolean) => (expected === got ? undefined : told(got));

/** Compared as text with white space normalised, as the corpus's README says. */
const sameText = (expected: unknown, got: string) =>
  spaced(String(expected)) === spaced(got) ? undefined : told(spaced(got));
const reply: Check = (expected, { email, kind }) =>
  kind === "html-reply"
    ? same(unspaced(String(expected)), unspaced(email.replyText))
    : sameText(expected, email.replyText);
const contains: Check = (expected, { email }) =>
  spaced(email.text).includes(spaced(String(expected))) ? undefined : told(email.text);

const recipients = ({ bounce }: ReadEmail) => bounce?.recipients ?? [];
const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
const sortedNames = (names: readonly unknown[]) => names.map(String).sort();
/** `noname` is upstream's own placeholder for a part without a name. */
const withoutPlaceholders = (names: readonly unknown[]) => names.filter((name) => !/^(noname.*)?$/.test(String(name)));

/** One row per field of `expect` that our reading can be held against. */
export const fields: Readonly<Record<string, Check>> = {
  must_not_throw: () => undefined,
  never_auto_reply: (expected, { email }) => isTrue(expected, email.kind !== "person"),
  // A report that an email is late counts, as most of upstream says; one that it has arrived does not.
  is_bounce: (expected, { email }) => isTrue(expected, email.kind === "bounce"),
  is_dsn: (expected, { email }) => isTrue(expected, email.kind === "bounce" || email.bounce !== undefined),
  is_complaint: (expected, { email }) => isTrue(expected, email.kind === "complaint"),
  is_auto_response: (expected, { email }) => isTrue(expected, ["auto-reply", "vacation"].includes(email.kind)),
  feedback_type: (expected, { email }) => same(expected, email.bounce?.feedbackType),
  hard_bounce: (expected, { email }) =>
    same(
      expected,
      recipients(email).map(({ hard }) => hard),
    ),
  status: (expected, { email }) =>
    same(
      asList(expected),
      recipients(email).map(({ status }) => status),
    ),
  recipients: (expected, { email }) => same(expected, recipients(email).length),
  action: (expected, { email }) => same(expected, email.bounce?.action),
  final_recipient: (expected, { email }) => same(expected, recipients(email)[0]?.address),
  retryable: (expected, { email }) => isTrue(expected, email.bounce?.status?.startsWith("4") === true),
  subject: (expected, { email }) => sameText(expected, email.subject),
  from: (expected, { email }) => same(expected, email.from),
  to: (expected, { email }) => same(expected, email.to),
  text: (expected, { email }) => sameText(expected, email.text),
  text_contains: contains,
  html_contains: (expected, { email }) =>
    unspaced(email.html).includes(unspaced(String(expected))) ? undefined : told(email.html),
  attachment_count: (expected, { email }) => same(expected, email.attachments.length),
  attachment_names: (expected, { email }) =>
    same(
      sortedNames(withoutPlaceholders(asList(expected))),
      sortedNames(withoutPlaceholders(email.attachments.map(({ name }) => name))),
    ),
  attachment_sizes: (expected, { email }) =>
    same(
      expected,
      email.attachments.map(({ size }) => size),
    ),
  first_fragment: reply,
  reply_text: reply,
};

/** Stated by upstream, but nothing that Switchboard reads; why. */
export const notCompared: Readonly<Record<string, string>> = {
  fragment_count: "how another library cuts a text into pieces",
  signature_text: "signatures are dropped, not kept",
  sender: "the name in a signature is not used",
  reply_code: "SMTP codes stand in the report, no decision uses them",
  reason: "another library's taxonomy",
  report_count: "one report an email",
  to_raw: "`to` holds the parsed addresses",
  text_contains_times: "part of text_contains",
};
