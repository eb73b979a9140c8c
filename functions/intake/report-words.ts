// How mail servers say in prose that an email did not arrive, in the languages and makes that are still about.

/** Names that mail servers give themselves. */
export const daemonName =
  /mail delivery|mailer[- ]daemon|mail administrator|system administrator|delivery (?:sub)?system/i;

export const bounceSubject =
  /undeliver|(?:message|mail) you sent (?:was )?(?:blocked|rejected|quarantined)|non-?delivery|deliver(?:y|ed)? (?:status|has failed|failure|problem|report|incomplete|error|failed|notification|delayed)|\breturned (?:mail|to sender)|mail (?:delivery|failure|system error)|failure notice|(?:could|can)(?:no|n['’])t be (?:delivered|sent)|(?:could|can) not be (?:delivered|sent)|message not delivered|message .{0,60}\bdelayed|delayed mail|still being retried|\[bounce\]|non (?:remis|distribué|délivré)|échec de (?:la )?remise|n['’]a pas pu être (?:remis|distribué)|nicht zugestellt|unzustellbar|zustellung fehlgeschlagen|devuelto|no se puede entregar|no entregad|error de entrega|non recapita|mancato recapito|não entregue|falha na entrega|devolvid|onbestelbaar|niet (?:worden )?bezorgd|niedostarcz|nie można dostarczyć|недостав|не доставлен|не удалось доставить|退信|无法投递|投递失败|配信(?:エラー|不能|失敗)|エラーメール|반송|배달되지|levereras|olevererat|ikke lever|toimitus epäonnistui|teslim edilemedi|iletilemedi|nedoručen|nedoručiteln|kézbesíthet/i;

export const saysFailed =
  /could ?(?:n['’]t|not) (?:be delivered|deliver|be sent)|cannot be delivered|undeliver(?:able|ed)|deliver(?:y|ed|ing)? (?:to the following|has failed|failed|errors?|problems?)|did ?(?:n['’]t|not) reach|(?:permanent|fatal|unrecoverable)(?:ly)? (?:error|fatal|failure)|(?:unable|trouble|wasn['’]t able|not able|failed) (?:to )?(?:deliver|send)|(?:was|were|been) not delivered|not delivered to|error has occurred while attempting|reject(?:ed|s) |\brejected\b|unknown (?:user|recipient)|user (?:unknown|not)|mailbox (?:unavailable|is full)|may not exist|no valid recipients|does not exist|had (?:permanent|delivery)|error delivering|not been delivered|blocked by|failed (?:recipient|addresses)|failure reasons?|transcript of session|nicht zugestellt|échec de|n['’]a pas (?:pu être|été) (?:remis|distribué|délivré)|no se (?:pudo|ha podido|puede) entregar|non è stato possibile (?:recapitare|consegnare)|não (?:pôde|foi possível|pode)|niet (?:worden )?(?:bezorgd|afgeleverd)|не (?:доставлен|удалось)|无法(?:投递|送达)|配信(?:でき|不能|エラー)|存在しない|\b5\d\d[ -]\d?/i;

export const saysDelayed =
  /temporary problem delivering|will (?:retry|try again|keep trying|continue to (?:try|attempt))|still undelivered|delivery incomplete|has(?: been|n['’]t been| not)? (?:delayed|yet been delivered)|not yet (?:been )?delivered|delivery .{0,60}\bdelayed|still being retried|(?:delivery attempts will continue|(?:message|it) will be retried)|warning (?:message )?only|do not need to resend|verzögert/i;

/** Where the report ends and the returned email begins: an announcement, or the first header line of it. */
const copyBegins =
  /^[-=|* ]*(?:below (?:this line )?is a copy|(?:this is |included is )?a copy of (?:your|the)|copy of (?:your|the) message|(?:the )?(?:original|unsent|returned) message(?: follows| headers?| text)?[ :.]*(?:follows|is following)?[-=|* :.]*$|message (?:headers?|text) follows|your message reads|headers? of the (?:original|message)|the header of the|original message headers|en-têtes du message|ursprüngliche (?:nachricht|kopfzeilen)|\(body\) --)|^(?:return-path|received|mime-version|message-id)[ \t]*:/im;

// A report comes first and is short; what follows is the returned email.
const longestReport = 10_000;

export const reportBefore = (text: string): string => {
  const start = text.slice(0, longestReport);
  const end = copyBegins.exec(start)?.index;
  // A returned email that stands first leaves the whole text as the report.
  return end === undefined || start.slice(0, end).trim() === "" ? start : start.slice(0, end);
};
