// More ways to say that an email did not arrive, each from one line to a few, all words and addresses our own.
export interface Kind {
  readonly name: string;
  readonly from: string;
  readonly subject: string;
  readonly lines: readonly string[];
  readonly address?: string | undefined;
  readonly hard: boolean;
  readonly status?: string;
  readonly action?: string;
  /** Behind the report, as `copy` when left out. */
  readonly returned?: readonly string[];
}

const a = "ines@gone.example";
const daemon = "Mail Delivery Subsystem <mailer-daemon@relay.example>";
const postmaster = "postmaster@gone.example";

export const kinds: readonly Kind[] = [
  {
    name: "Exchange 2013 with its reasons",
    ...{ from: `Microsoft Outlook <${postmaster}>`, subject: "Undeliverable: your order", hard: true, status: "5.1.1" },
    lines: [
      "Delivery has failed to these recipients or groups:",
      "",
      `Ines (${a})<mailto:${a}>`,
      "The email address you entered couldn't be found. Please check the recipient's email address and try to resend.",
      "",
      "Diagnostic information for administrators:",
      "",
      "Generating server: mx.gone.example",
      "",
      a,
      "Remote Server returned '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'",
    ],
  },
  {
    name: "Office 365",
    ...{ from: postmaster, subject: "Undeliverable: your order", hard: true, status: "5.1.10" },
    lines: [
      `Your message to ${a} couldn't be delivered.`,
      "",
      "ines wasn't found at gone.example.",
      "",
      "Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'",
    ],
  },
  {
    name: "Office 365 at the edge",
    ...{ from: postmaster, subject: "Undeliverable: your order", hard: true, status: "5.4.1" },
    lines: [
      `Your message to ${a} couldn't be delivered.`,
      "",
      "mx.outlook.example gave this error:",
      "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)",
    ],
  },
  {
    name: "Office 365 for a domain that is gone",
    ...{ from: postmaster, subject: "Undeliverable: your order", hard: true, status: "5.4.310" },
    lines: [
      `Your message to ${a} couldn't be delivered.`,
      "",
      "Remote Server returned '550 5.4.310 DNS domain gone.example does not exist [Message=InfoDomainNonexistent]'",
    ],
  },
  {
    name: "Office 365, full",
    ...{ from: postmaster, subject: "Undeliverable: your order", hard: false, status: "5.2.2" },
    lines: [
      `Your message to ${a} couldn't be delivered.`,
      "ines's mailbox is full and can't accept messages now.",
      "Remote Server returned '554 5.2.2 mailbox full; STOREDRV.Deliver; quota exceeded'",
    ],
  },
  {
    name: "Gmail of today",
    ...{ from: daemon, subject: "Delivery Status Notification (Failure)", hard: true, status: "5.1.1" },
    lines: [
      "** Address not found **",
      "",
      `Your message wasn't delivered to ${a} because the address couldn't be found, or is unable to receive mail.`,
      "",
      "The response was:",
      "",
      "550 5.1.1 The email account that you tried to reach does not exist.",
    ],
  },
  {
    name: "Gmail of today in German",
    ...{ from: daemon, subject: "Delivery Status Notification (Failure)", hard: true, status: "5.1.1" },
    lines: [
      "** Adresse nicht gefunden **",
      "",
      `Deine Nachricht wurde nicht an ${a} zugestellt, weil die Adresse nicht gefunden wurde.`,
      "",
      "550 5.1.1 The email account that you tried to reach does not exist.",
    ],
  },
  {
    name: "Gmail, still trying",
    ...{ from: daemon, subject: "Delivery Status Notification (Delay)", hard: false, action: "delayed" },
    lines: [
      "** Delivery incomplete **",
      "",
      `There was a temporary problem delivering your message to ${a}. Gmail will retry for 45 more hours. You'll be notified if the delivery fails permanently.`,
    ],
  },
  {
    name: "AOL",
    ...{ from: "Mail Delivery Subsystem <MAILER-DAEMON@aol.example>", subject: "Mail Delivery Problem", hard: true },
    lines: [
      "Your mail is not deliverable. The user(s) account does not exist:",
      "",
      `<${a}>: ines is not a known user`,
    ],
  },
  {
    name: "GroupWise",
    ...{ from: postmaster, subject: "Message status - undeliverable", hard: true },
    lines: [
      "The message that you sent was undeliverable to the following:",
      `\t${a} (user not found)`,
      "",
      "Possibly truncated original message follows:",
    ],
  },
  {
    name: "an X.400 gateway",
    ...{
      from: "X400 Gateway <postmaster@gone.example>",
      subject: "Delivery Report (failure) for your order",
      hard: true,
    },
    lines: [
      "This report relates to your message: Subject: your order",
      "",
      `Your message was not delivered to   ${a}`,
      "for the following reason:",
      "\tUnrecognised O/R address: the recipient is unknown",
      "",
      "***** The following information is directed towards the local administrator",
    ],
  },
];
