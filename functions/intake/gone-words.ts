// How mail servers say that a mailbox is gone or never was, and what they say instead of it.

const anyOf = (...phrases: readonly string[]): RegExp => new RegExp(phrases.join("|"), "iu");

export const saysGone = anyOf(
  "user (?:is |was )?(?:unknown|not found|not listed|not known|not exist)",
  "unknown (?:or illegal )?(?:user|recipient|local[- ]?part|address|e-?mail|mailbox|alias|account|addressee)",
  "addressee unknown|(?:recipient|user|addressee) (?:is )?not local|not our customer",
  "no such (?:local )?(?:user|recipient|mailbox|address|person|account|alias|addressee|e-?mail)",
  "(?:mailbox|account|recipient|user|address|e-?mail|name)(?: name| address)? (?:is |was )?(?:not found|not present|does ?n['’]?o?t exist|not exist|non-?exist\\w*|unknown|invalid|no longer|not recognized)",
  "(?:no|not an?) (?:account|mailbox|user|address) (?:by|with|of) (?:that|this) name",
  "not listed in|recipnotfound|user doesn't have|does not have an? account",
  "not (?:an?|in the list of) (?:known|active|local|existing) (?:user|address|recipient|mailbox)",
  "couldn['’]t be found|could not be found|wasn['’]t found|was not found at",
  "invalid (?:recipient|mailbox|address|user|e-?mail address)",
  "not (?:a )?(?:valid|known) (?:user|mailbox|recipient|address)",
  "(?:host|domain)(?: or domain name)? (?:not found|does ?n['’]?o?t exist|name not found|unknown)",
  "no such (?:domain|host)|unknown (?:host|domain)|nxdomain|name or service not known",
  "unrouteable (?:mail )?(?:address|domain)|mx records? points? to non-?existent hosts?",
  "does not (?:accept|receive) (?:any )?(?:e-?)?mails?|null ?mx|indicated no smtp service",
  "recipient address(?:es)? rejected ?: access denied",
  "requested action not taken: mailbox unavailable|mailbox unavailable or access denied",
  "unrecogni[sz]ed o\\/r address|no mailbox (?:here|by that)|no one at this address|has no mailbox",
  "has moved|address(?:ee)? (?:has been |has )changed|no longer (?:in use|on server|valid|employed|works? here)",
  "(?:utilisateur|destinataire|adresse) (?:inconnue?|inexistante?)|n['’]existe pas",
  "(?:empfänger|adresse|benutzer)(?:in)? (?:ist |war )?(?:unbekannt|nicht bekannt)|unbekannter (?:empfänger|benutzer)|empfänger(?:adresse)? existiert nicht",
  "(?:usuario|destinatario|buzón|cuenta) (?:desconocid[oa]|inexistente|no existe)|no existe (?:el |la |dicha |ese )?(?:usuario|destinatario|persona|buzón|cuenta)",
  "(?:utente|destinatario) (?:sconosciuto|inesistente)|casella (?:inesistente|non esistente)",
  "(?:usuário|destinatário) (?:desconhecido|inexistente)|onbekende (?:gebruiker|ontvanger)",
  "nieznany (?:użytkownik|odbiorca|adresat)|(?:użytkownik|skrzynka|konto) nie istnieje",
  "(?:пользователь|получатель|адресат|ящик)\\S* не (?:найден|существует)",
  "(?:用户|收件人|收件人地址|邮箱|邮件地址|帐号|账号)不存在|找不到收件人|(?:使用者|收件者|信箱)不存在",
  "ユーザー?(?:は|が)存在しま|存在しないユーザ|宛先(?:アドレス)?が(?:存在しま|見つかりま)|(?:사용자|수신자|메일 ?주소)\\S* (?:존재하지|없)",
);

/** The same under a code that says that policy refused the email: only words that leave no doubt. */
export const plainlyGone = anyOf(
  "user (?:is )?(?:unknown|not found|does ?n['’]?o?t exist)",
  "(?:unknown|no such) (?:user|recipient|mailbox|account)|no mailbox (?:here|by that)",
);

/** A server that says one of these means it, whatever else it says. */
export const saysOther = anyOf(
  "spam|block|black ?list|policy|reputation|quota|full\\b|over.?limit|too (?:large|big|many)",
  "dmarc|spf\\b|dkim|authenticat|unsolicited|suspicious|virus|refused to talk|relay|gr[ea]ylist|try again|temporar",
  "timed? ?out|security|\\btls\\b|access denied|not authorized|not permitted|gateway user|sender (?:address )?(?:verif|reject)",
  "verification failed for|sender(?:'s)? (?:address|domain)|domain of sender",
  "(?:boîte|messagerie) .{0,20}pleine|postfach (?:ist )?voll|buzón lleno|casella .{0,20}piena|caixa .{0,20}cheia|mailbox (?:is )?vol\\b",
);

/** Parts of what `saysOther` knows that mean nothing by themselves: a protocol's host, a refusal of whom it was for, advice. */
export const meansNothing = anyOf(
  "relay=\\S+",
  "recipient address(?:es)? rejected ?: access denied",
  "mailbox unavailable or access denied|(?:unnecessary spaces|address) and (?:please )?try (?:sending )?again",
);
