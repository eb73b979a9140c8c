/** An RFC 3463 code; of several the first that says something (`5.0.0` and `5.1.0` do not, the server's own words often do). */
export function statusIn(...texts: readonly (string | undefined)[]): string | undefined {
  const found = texts.flatMap((text) =>
    [...(text ?? "").matchAll(/(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])/g)].map(([code]) => code),
  );
  return found.find((code) => !code.endsWith(".0")) ?? found[0];
}

const gone = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.4.310"];
/** Codes under which servers report a mailbox that is gone as well as other things: there their words decide. */
const ambiguous = ["5.1.0", "5.0.0", "5.2.0", "5.4.1", "5.5.0", "5.3.0", "5.4.4", "5.5.1", undefined];

const saysGone =
  /user (?:is |was )?(?:unknown|not found|not listed)|unknown (?:user|recipient|local part|address)|no such (?:user|recipient|mailbox|address|person|account)|(?:mailbox|account|recipient|user|address|e-?mail|name)(?: name| address)? (?:is |was )?(?:not found|does ?n['’]?o?t exist|not exist|unknown|invalid|no longer|not recognized)|not listed in|recipnotfound|user doesn't have|does not have an? account|not an? (?:known|active) (?:user|address)|couldn['’]t be found|wasn['’]t found|invalid (?:recipient|mailbox|address|user)|not (?:a )?(?:valid|known) (?:user|mailbox|recipient|address)|(?:host|domain)(?: or domain name)? (?:not found|does ?n['’]?o?t exist|name not found|unknown)|no such domain|recipient address rejected: access denied|unrecogni[sz]ed o\/r address|name or service not known|no mailbox (?:here|by that)|has moved|(?:utilisateur|destinataire|adresse) inconnue?|(?:empfänger|adresse|benutzer)(?:in)? (?:ist |war )?(?:unbekannt|nicht bekannt)|unbekannter (?:empfänger|benutzer)|(?:usuario|destinatario) (?:desconocido|inexistente)|(?:utente|destinatario) sconosciuto|(?:usuário|destinatário) (?:desconhecido|inexistente)|onbekende (?:gebruiker|ontvanger)|nieznany (?:użytkownik|odbiorca|adresat)|(?:пользователь|получатель|адресат|ящик)\S* не (?:найден|существует)|(?:用户|收件人|邮箱)不存在|ユーザー?(?:は|が)存在しま|存在しないユーザ/i;
const saysOther =
  /spam|block|black ?list|policy|reputation|quota|full\b|over.?limit|too (?:large|big|many)|dmarc|spf\b|dkim|authenticat|unsolicited|suspicious|virus|refused to talk|relay|gr[ea]ylist|try again|temporar|timed? ?out|security|\btls\b|access denied|not authorized|not permitted|gateway user|(?:boîte|messagerie) .{0,20}pleine|postfach (?:ist )?voll|buzón lleno|casella .{0,20}piena|caixa .{0,20}cheia|mailbox (?:is )?vol\b/i;

/** Some servers say that a mailbox is full, or that they refuse the sender, under the code for one that is gone. */
const saysFull = /quota|mailbox (?:is )?full|over.?limit|\bspam\b|black ?list|relaying denied|unable to relay/i;

/** A disabled mailbox is soft, unless the server refused the recipient as such. */
const refusesRecipient = /in\s+reply\s+to\s+RCPT\s+TO|does not like recipient/i;

/** Whether a failure says that the mailbox is gone or never was. */
export function isGone(status: string | undefined, words: string): boolean {
  if (status !== undefined && gone.includes(status)) return saysGone.test(words) || !saysFull.test(words);
  if (!ambiguous.includes(status) && !(status === "5.2.1" && refusesRecipient.test(words))) return false;
  // A host called `relay.example` says nothing about relaying.
  const said = words.replace(/\S*@\S*|\b[\w-]+(?:\.[\w-]+)+\b/g, " ").replace(/\s+/g, " ");
  return saysGone.test(said) && !saysOther.test(said.replace(/recipient address rejected: access denied/gi, ""));
}
