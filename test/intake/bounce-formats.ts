// Reports as mail servers of many makes write them; addresses and words are our own.
interface Format {
  readonly name: string;
  readonly from: string;
  readonly subject: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  readonly recipients: readonly { address: string | undefined; status?: string; hard: boolean; action?: string }[];
}

const daemon = "MAILER-DAEMON@mx.relay.example";
const gone = { address: "ines@gone.example", hard: true };
const full = { address: "ines@gone.example", hard: false };
const copy =
  "Return-Path: <support@shop.example>\nMessage-ID: <1@shop.example>\nTo: other@elsewhere.example\n\nHello\n";

export const formats: readonly Format[] = [
  {
    name: "qmail",
    ...{ from: daemon, subject: "failure notice" },
    body: `Hi. This is the qmail-send program at mx.relay.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<ines@gone.example>:\n192.0.2.7 does not like recipient.\nRemote host said: 550 5.1.1 <ines@gone.example>... User Unknown\nGiving up on 192.0.2.7.\n\n--- Below this line is a copy of the message.\n\n${copy}`,
    recipients: [{ ...gone, status: "5.1.1" }],
  },
  {
    name: "qmail, where the code for a disabled mailbox counts more than words",
    ...{ from: daemon, subject: "failure notice" },
    body: `<ines@gone.example>:\nRemote host said: 550 5.2.1 <ines@gone.example>... User Unknown\n\n--- Below this line is a copy of the message.\n\n${copy}`,
    recipients: [{ ...full, status: "5.2.1" }],
  },
  {
    name: "Exim",
    ...{
      from: "Mail Delivery System <Mailer-Daemon@relay.example>",
      subject: "Mail delivery failed: returning message to sender",
    },
    body: `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ines@gone.example\n    SMTP error from remote mail server after RCPT TO:<ines@gone.example>:\n    host mx.gone.example [192.0.2.9]: 550 5.1.1 <ines@gone.example>:\n    Recipient address rejected: User unknown in virtual mailbox table\n\n------ This is a copy of the message, including all the headers. ------\n\n${copy}`,
    recipients: [{ ...gone, status: "5.1.1" }],
  },
  {
    name: "Exim, still trying",
    ...{
      from: "Mail Delivery System <Mailer-Daemon@relay.example>",
      subject: "Warning: message 1abc-0001 delayed 24 hours",
    },
    body: `This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on relay.example.\n\nThe message identifier is:     1abc-0001\n\nThe address to which the message has not yet been delivered is:\n\n  ines@gone.example\n\nNo action is required on your part. Delivery attempts will continue for\nsome time.\n`,
    recipients: [{ ...full, action: "delayed" }],
  },
  {
    name: "Gmail, failed",
    ...{
      from: "Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
      subject: "Delivery Status Notification (Failure)",
    },
    body: `Delivery to the following recipient failed permanently:\n\n     ines@gone.example\n\nTechnical details of permanent failure: \nGoogle tried to deliver your message, but it was rejected by the server for the recipient domain gone.example by mx.gone.example. [192.0.2.3].\n\nThe error that the other server returned was:\n550 5.1.1 <ines@gone.example>... User unknown\n\n----- Original message -----\n\n${copy}`,
    recipients: [{ ...gone, status: "5.1.1" }],
  },
  {
    name: "Gmail, delayed",
    ...{
      from: "Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
      subject: "Delivery Status Notification (Delay)",
    },
    body: `This is an automatically generated Delivery Status Notification\n\nTHIS IS A WARNING MESSAGE ONLY.\n\nYOU DO NOT NEED TO RESEND YOUR MESSAGE.\n\nDelivery to the following recipient has been delayed:\n\n     ines@gone.example\n\nMessage will be retried for 2 more day(s)\n\n----- Original message -----\n\n${copy}`,
    recipients: [{ ...full, action: "delayed" }],
  },
  {
    name: "Google Groups, in words alone",
    ...{
      from: "Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
      subject: "Delivery Status Notification (Failure)",
    },
    body: `Hello support@shop.example,\n\nWe're writing to let you know that the group you tried to contact (ines) may not exist, or you may not have permission to post messages to the group.\n\nThanks,\n\nGoogle Groups\n\n----- Original message -----\n\n${copy}`,
    recipients: [{ address: undefined, hard: false }],
  },
  {
    name: "sendmail before RFC 3464",
    ...{ from: "Mail Delivery Subsystem <MAILER-DAEMON@relay.example>", subject: "Returned mail: User unknown" },
    body: `The original message was received at Thu, 29 Apr 2026 23:34:45 +0900\nfrom localhost [127.0.0.1]\n\n   ----- The following addresses had permanent fatal errors -----\n<ines@gone.example>\n\n   ----- Transcript of session follows -----\n... while talking to mx.gone.example.:\n>>> RCPT To:<ines@gone.example>\n<<< 550 5.1.1 User unknown\n550 <ines@gone.example>... User unknown\n\n   ----- Original message follows -----\n\n${copy}`,
    recipients: [{ ...gone, status: "5.1.1" }],
  },
  {
    name: "sendmail 5",
    ...{ from: "MAILER-DAEMON@relay.example (Mail Delivery Subsystem)", subject: "Returned mail: User unknown" },
    body: `   ----- Transcript of session follows -----\nWhile talking to gone.example:\n>>> RCPT To:<ines@gone.example>\n<<< 550 <ines@gone.example>... User unknown\n550 <ines@gone.example>... User unknown\n\n   ----- Unsent message follows -----\n${copy}`,
    recipients: [gone],
  },
  {
    name: "Yahoo",
    ...{ from: "MAILER-DAEMON@yahoo.example", subject: "Failure Notice" },
    body: `Sorry, we were unable to deliver your message to the following address.\n\n<ines@gone.example>:\nRemote host said: 550 5.1.1 <ines@gone.example>... User Unknown\n[RCPT_TO]\n\n--- Below this line is a copy of the message.\n\n${copy}`,
    recipients: [{ ...gone, status: "5.1.1" }],
  },
  {
    name: "GMX",
    ...{
      from: "GMX Mailer Daemon <mailer-daemon@gmx.example>",
      subject: "Mail delivery failed: returning message to sender",
    },
    body: `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of\nits recipients. This is a permanent error. The following address\nfailed:\n\n"ines@gone.example":\nSMTP error from remote server after RCPT command:\nhost: mx.gone.example\n5.1.1 <ines@gone.example>... User Unknown\n\n--- The header of the original message is following. ---\n\n${copy}`,
    recipients: [{ ...gone, status: "5.1.1" }],
  },
  {
    name: "Exchange 2003",
    ...{ from: "System Administrator <postmaster@gone.example>", subject: "Undeliverable: your order" },
    body: `Your message\n\n  To:      ines@gone.example\n  Subject: your order\n  Sent:    Thu, 29 Apr 2026 18:14:35 -0000\n\ndid not reach the following recipient(s):\n\nines@gone.example on Thu, 29 Apr 2026 16:51:51 -0500\n    The recipient name is not recognized\n\tThe MTS-ID of the original message is: c=jp;a= ;p=neko\n;l=EXCHANGE000000000000000000\n    MSEXCH:IMS:X:X:EXCHANGE 0 (000C05A6) Unknown Recipient\n`,
    recipients: [gone],
  },
  {
    name: "Exchange 2007",
    ...{ from: "postmaster@gone.example", subject: "Undeliverable: your order" },
    body: `Delivery has failed to these recipients or distribution lists:\n\nines@gone.example\nThe recipient's e-mail address was not found in the recipient's e-mail system.\n\nDiagnostic information for administrators:\n\nGenerating server: mta2.gone.example\n\nines@gone.example\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##rfc822;ines@gone.example\n\nOriginal message headers:\n\n${copy}`,
    recipients: [{ ...gone, status: "5.1.1" }],
  },
  {
    name: "Exchange 2007 in French",
    ...{ from: "postmaster@gone.example", subject: "Non remis : votre commande" },
    body: `Échec de la remise pour ces destinataires ou listes de distribution :\n\nines@gone.example\nCette adresse est introuvable.\n\nInformations de diagnostic pour les administrateurs :\n\nGénération du serveur : mta2.gone.example\n\nines@gone.example\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##rfc822;ines@gone.example\n\nEn-têtes du message d'origine :\n\n${copy}`,
    recipients: [{ ...gone, status: "5.1.1" }],
  },
  {
    name: "Lotus Notes",
    ...{ from: "postmaster@gone.example", subject: "DELIVERY FAILURE: User not listed in public Name & Address Book" },
    body: `------- Failure Reasons  --------\n\nUser not listed in public Name & Address Book\nines@gone.example\n\n------- Returned Message --------\n\n${copy}`,
    recipients: [gone],
  },
  {
    name: "Domino",
    ...{
      from: "postmaster@gone.example",
      subject: "DELIVERY FAILURE: User ines (ines@gone.example) not listed in Domino Directory",
    },
    body: `Your message\n\n  Subject: your order\n\nwas not delivered to:\n\n  ines@gone.example\n\nbecause:\n\n  User ines (ines@gone.example) not listed in Domino Directory\n`,
    recipients: [gone],
  },
  {
    name: "IMail",
    ...{ from: "Mail Delivery <postmaster@gone.example>", subject: "Undeliverable Mail" },
    body: `Unknown user: ines@gone.example\n\nOriginal message follows.\n\n${copy}`,
    recipients: [gone],
  },
  {
    name: "MailFoundry",
    ...{ from: "MAILER-DAEMON@relay.example", subject: "Message delivery has failed" },
    body: `Unable to deliver message to: <ines@gone.example>\nDelivery failed for the following reason:\nServer mx22.gone.example[192.0.2.222] failed with: 550 <ines@gone.example> No such user here\n\nThis has been a permanent failure.  No further delivery attempts will be made.\n`,
    recipients: [gone],
  },
  {
    name: "SurfControl",
    ...{ from: "MAILER-DAEMON@relay.example", subject: "Message could not be sent" },
    body: `Your message could not be sent.\nA transcript of the attempts to send the message follows.\nThe number of attempts made: 1\nAddressed To: ines@gone.example\n\nThu 29 Apr 2026 23:34:45 +0900\nFailed to send to identified host,\nines@gone.example: [192.0.2.5], 550 5.1.1 <ines@gone.example>... User Unknown\n--- Message non-deliverable.\n`,
    recipients: [{ ...gone, status: "5.1.1" }],
  },
  {
    name: "Sun's messaging server",
    ...{
      from: "Internet Mail Delivery <postmaster@relay.example>",
      subject: "Delivery Notification: Delivery has failed",
    },
    body: `This report relates to a message you sent with the following header fields:\n\n  Message-id: <1@shop.example>\n  From: Shop <support@shop.example>\n  To: ines@gone.example\n\nYour message cannot be delivered to the following recipients:\n\n  Recipient address: ines@gone.example\n  Reason: Remote SMTP server has rejected address\n  Diagnostic code: smtp;550 5.1.1 <ines@gone.example>... User Unknown\n  Remote system: dns;mx.gone.example\n`,
    recipients: [{ ...gone, status: "5.1.1" }],
  },
  {
    name: "Apache James",
    ...{ from: "postmaster@relay.example", subject: "[BOUNCE]" },
    body: `Hi. This is the James mail server at relay.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.  Below\nI include the list of recipients and the reason why I was unable to deliver\nyour message.\n\nFailed recipient(s):\nines@gone.example\n\nError message:\n550 5.1.1 <ines@gone.example>... User Unknown\n\n`,
    recipients: [{ ...gone, status: "5.1.1" }],
  },
  {
    name: "Courier",
    ...{ from: "Courier mail server <postmaster@relay.example>", subject: "NOTICE: mail delivery status." },
    body: `This is a delivery status notification from relay.example,\nrunning the Courier mail server, version 0.65.2.\n\n---------------------------------------------------------------------------\n\n                           UNDELIVERABLE MAIL\n\nYour message to the following recipients cannot be delivered:\n\n<ines@gone.example>:\n    mx.gone.example [192.0.2.30]:\n>>> RCPT TO:<ines@gone.example>\n<<< 550 5.1.1 <ines@gone.example>... User Unknown\n\n---------------------------------------------------------------------------\n\nIf your message was also sent to additional recipients, their delivery\nstatus is not included in this report.\n`,
    recipients: [{ ...gone, status: "5.1.1" }],
  },
  {
    name: "OpenSMTPD",
    ...{ from: "Mailer Daemon <MAILER-DAEMON@relay.example>", subject: "Delivery status notification: error" },
    body: `    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\n    An error has occurred while attempting to deliver a message for\n    the following list of recipients:\n\nines@gone.example: 550 5.2.2 <ines@gone.example>... Mailbox Full\n\n    Below is a copy of the original message:\n\n${copy}`,
    recipients: [{ ...full, status: "5.2.2" }],
  },
  {
    name: "McAfee",
    ...{ from: "Mail Delivery System <postmaster@relay.example>", subject: "Delivery Status (failure)" },
    body: `This is the mail system at host relay.example.\n--- The following addresses had delivery problems ---\n\n<ines@gone.example>   (User unknown ines@gone.example)\n\n--- Original message ---\n${copy}`,
    recipients: [gone],
  },
  {
    name: "a list marked with >>>",
    ...{ from: "MAILER-DAEMON@relay.example", subject: "FAILURE NOTICE :" },
    body: `  ----- The following addresses had permanent fatal errors -----\n\n>>> ines@gone.example <ines@gone.example>\n\n  ----- Transcript of session follows -----\n550 sorry, no mailbox here by that name (#5.1.1 - chkusr)\n\n`,
    recipients: [{ ...gone, status: "5.1.1" }],
  },
  {
    name: "a list marked with stars",
    ...{ from: "Mail Delivery System <noreply@relay.example>", subject: "Delivery status notification" },
    body: `============================================================================\nThis message was created automatically by mail delivery software.\n\nYour message could not be delivered to the following recipient:\n\n * ines@gone.example\n\nReason: 550 5.1.1 no such user\n`,
    recipients: [{ ...gone, status: "5.1.1" }],
  },
  {
    name: "addresses with a remark in brackets",
    ...{ from: "MAILER-DAEMON@relay.example", subject: "Returned Mail: User unknown" },
    body: `The original message was received at Thu, 29 Apr 2026 23:34:45 +0900 (JST)\nfrom support@shop.example\n\n---The following addresses had delivery errors---\n\nines@gone.example [User unknown]\n\nReceived: from localhost\n`,
    recipients: [gone],
  },
  {
    name: "one that quotes the server in a sentence",
    ...{ from: "Mail Administrator <postmaster@relay.example>", subject: "Undeliverable mail" },
    body: `We had trouble delivering your message. Full details follow:\n\nSubject: 'your order'\nDate: 'Thu, 29 Apr 2026 23:34:45 +0900'\n\n1 error(s):\n\nSMTP Server <mx.gone.example> rejected recipient <ines@gone.example>\n  (Error following RCPT command). It responded as follows: [550 5.1.1 User unknown]\n`,
    recipients: [{ ...gone, status: "5.1.1" }],
  },
  {
    name: "a Japanese gateway with the server's words first",
    ...{ from: "Mailer daemon <postmaster@relay.example>", subject: "=?UTF-8?B?6YWN5L+h44Ko44Op44O8?=" },
    headers: { "X-Mailer": "m-FILTER" },
    body: `-------server message \n550 5.1.1 unknown user <ines@gone.example>\n\n-------SMTP command \nRCPT TO:<ines@gone.example>\n\n-------original message \n${copy}`,
    recipients: [{ ...gone, status: "5.1.1" }],
  },
  {
    name: "a phone network whose mailbox is full",
    ...{ from: "postmaster@carrier.example", subject: "Mail System Error - Returned Mail" },
    body: `Your mail sent on: Thu, 29 Apr 2026 11:04:47 +0900\n    Could not be delivered to: <ines@gone.example>\n    As their mailbox is full.\n\n${copy}`,
    recipients: [full],
  },
  {
    name: "a phone network whose account is disabled",
    ...{ from: "Mail Administrator <postmaster@carrier.example>", subject: "Mail System Error - Returned Mail" },
    body: `The user(s) account is disabled.\n\n<ines@gone.example>: 550 user unknown (in reply to RCPT TO command)\n\n-- (body) --\n${copy}`,
    recipients: [gone],
  },
  {
    name: "a scanner's protocol",
    ...{ from: "Mail Delivery System <postmaster@relay.example>", subject: "Mail could not be delivered" },
    body: `Unable to deliver message to <ines@gone.example>\n\nSent <<< RCPT TO:<ines@gone.example>\nReceived >>> 550 5.1.1 <ines@gone.example>... User Unknown\n`,
    recipients: [{ ...gone, status: "5.1.1" }],
  },
  {
    name: "one with a message log",
    ...{ from: "Mail Delivery System <MAILER-DAEMON@relay.example>", subject: "Undeliverable Mail" },
    body: `|------------------------- Message log follows: -------------------------|\n no valid recipients were found for this message\n|------------------------- Failed addresses follow: ---------------------|\n <ines@gone.example> ... unknown user\n|------------------------- Message text follows: ------------------------|\n${copy}`,
    recipients: [gone],
  },
  {
    name: "German words",
    ...{ from: "Mail Delivery System <mailer-daemon@relay.example>", subject: "Unzustellbar: Ihre Bestellung" },
    body: `Ihre Nachricht konnte nicht zugestellt werden an:\n\nines@gone.example\n550 5.1.1 Empfänger unbekannt: no such user\n`,
    recipients: [{ ...gone, status: "5.1.1" }],
  },
  {
    name: "SES's own words to a topic that mails them",
    ...{ from: "Notices <no-reply@sns.amazonaws.com>", subject: "AWS Notification Message" },
    body: `{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":[{"emailAddress":"ines@gone.example","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}]},"mail":{"messageId":"0100","destination":["ines@gone.example"]}}\n\n--\nIf you wish to stop receiving notifications from this topic, please click the link below.\n`,
    recipients: [{ ...gone, status: "5.1.1" }],
  },
];
