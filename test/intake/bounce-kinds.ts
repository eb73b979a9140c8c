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
  {
    name: "PowerMTA",
    ...{ from: daemon, subject: "Delivery report", hard: true, status: "5.1.1" },
    lines: [
      "Hello, this is the mail server on relay.example.",
      "",
      "I am sending you this message to inform you on the delivery status of a",
      "message you previously sent.  Immediately below you will find a list of",
      "the affected recipients;  also attached is a Delivery Status Notification",
      "",
      "Delivery to the following recipients failed:",
      "",
      `   ${a}`,
      "   reason: 550 5.1.1 no such user",
    ],
  },
  {
    name: "hMailServer",
    ...{ from: "mailer-daemon@relay.example", subject: "Message undeliverable: your order", hard: true },
    lines: [
      "Your message did not reach some or all of the intended recipients.",
      "",
      "   Sent: Thu, 29 Apr 2026 23:34:45 +0900",
      "   Subject: your order",
      "",
      "The following recipient(s) could not be reached:",
      "",
      a,
      "   Error Type: SMTP",
      "   Remote server (192.0.2.9) issued an error.",
      `   hMailServer sent: RCPT TO:<${a}>`,
      "   Remote server replied: 550 Recipient unknown",
    ],
  },
  {
    name: "MDaemon",
    ...{ from: "MDaemon@relay.example", subject: "Permanent Delivery Failure", hard: true },
    lines: [
      "The attached message had PERMANENT fatal delivery errors!",
      "",
      "After one or more unsuccessful delivery attempts the attached message has",
      "been removed from the mail queue on this server.",
      "",
      "YOUR MESSAGE WAS NOT DELIVERED TO ONE OR MORE RECIPIENTS!",
      "",
      `Failed address: ${a}`,
      "",
      "--- Session Transcript ---",
      " --> RCPT To:<ines@gone.example>",
      " <-- 550 Unknown user",
    ],
  },
  {
    name: "MailEnable",
    ...{ from: "MailEnable Postmaster <postmaster@relay.example>", subject: "Message Delivery Failure", hard: true },
    lines: [
      "Message could not be delivered to some recipients.",
      "The following recipient(s) could not be reached:",
      "",
      `\tRecipient: [SMTP:${a}]`,
      "\tReason: Remote SMTP server returned: 550 No such user here",
    ],
  },
  {
    name: "SmarterMail",
    ...{
      from: "System Administrator <system@relay.example>",
      subject: "Delivery Failure",
      hard: true,
      status: "5.1.1",
    },
    lines: [
      "Could not deliver message to the following recipient(s):",
      "",
      `Failed Recipient: ${a}`,
      "Reason: Remote host said: 550 5.1.1 unknown user",
      "",
      "   -- The header and top 20 lines of the message follows --",
    ],
  },
  {
    name: "CommuniGate",
    ...{ from: "MAILER-DAEMON@relay.example", subject: "Undeliverable mail: your order", hard: true },
    lines: [
      `Failed to deliver to '${a}'`,
      "SMTP module(domain gone.example) reports:",
      " host mx.gone.example says:",
      " 550 unknown user account",
    ],
  },
  {
    name: "Haraka",
    ...{
      from: "MAILER-DAEMON <haraka@relay.example>",
      subject: "Email Failed to Deliver",
      hard: true,
      status: "5.1.1",
    },
    lines: [
      "Hi. This is the Haraka Mailer program at relay.example.",
      "I'm afraid I wasn't able to deliver your message to the following addresses.",
      "This is a permanent error; I've given up. Sorry it didn't work out.",
      "",
      "Intended Recipients: <ines@gone.example>",
      "Failure Reason: 550 5.1.1 user unknown",
    ],
  },
  {
    name: "Zoho",
    ...{
      from: "mailer-daemon@mail.zoho.example",
      subject: "Undelivered Mail Returned to Sender",
      hard: true,
      status: "5.1.1",
    },
    lines: [
      "This message was created automatically by mail delivery software.",
      " A message that you sent could not be delivered to one or more of its recipients. This is a permanent error.",
      "",
      `${a} Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.1 <${a}>: Recipient address rejected: User unknown in virtual mailbox table`,
    ],
  },
  {
    name: "T-Online",
    ...{
      from: "Mail Delivery System <Mailer-Daemon@t-online.example>",
      subject: "mail failed, returning to sender",
      hard: false,
      status: "5.2.2",
    },
    lines: [
      "|------------------------- Failed addresses follow: ---------------------|",
      ` <${a}>`,
      `   552 5.2.2 <${a}> Quota exceeded (mailbox for user is full)`,
      "",
      "|------------------------- Message header follows: ----------------------|",
      "Received: from mail.shop.example by mailin.t-online.example",
    ],
  },
  {
    name: "MailMarshal",
    ...{ from: "postmaster@relay.example", subject: 'Undeliverable Mail: "your order"', hard: true, status: "5.1.1" },
    lines: [
      "Your message:",
      "   From:    support@shop.example",
      "   Subject: your order",
      "",
      "Could not be delivered because of",
      "",
      "550 5.1.1 User unknown",
      "",
      "The following recipients were affected:",
      `    ${a}`,
    ],
  },
  {
    name: "DragonFly",
    ...{ from: "MAILER-DAEMON <>", subject: "Mail delivery failed", hard: true, status: "5.1.1" },
    lines: [
      "This is the DragonFly Mail Agent v0.13 at relay.example.",
      "",
      `There was an error delivering your mail to <${a}>.`,
      "",
      `mx.gone.example: 550 5.1.1 <${a}>... User Unknown`,
      "",
      "Message headers follow.",
      "",
    ],
  },
];
