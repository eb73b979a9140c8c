// What mail programs write around a quote, by language. Labels and verbs are looked up, never searched in running text.

const words = (text: string): string[] => text.split("|");

/** `From:`, `Von:`, `差出人:` … */
const from = words(
  "from|von|de|da|van|od|från|fra|lähettäjä|от|від|gönderen|kimden|feladó|差出人|送信者|发件人|发件者|寄件者|寄件人|보낸 사람|보낸사람|발신인|από|de la|expéditeur|absender|remitente|mittente|remetente|afzender|nadawca|odesílatel|מאת|من|dari|người gửi|จาก",
);
const sent = words(
  "sent|date|sent on|gesendet|gesendet am|datum|envoyé|envoyé le|enviado|enviado el|enviada em|enviado em|fecha|inviato|data|verzonden|wysłano|data wysłania|skickat|sendt|dato|lähetetty|päiväys|отправлено|дата|надіслано|gönderildi|gönderme tarihi|tarih|odesláno|dátum|elküldve|送信日時|日時|日付|发送时间|发送日期|日期|寄件日期|傳送時間|時間|보낸 날짜|날짜|στάλθηκε|ημερομηνία|trimis|נשלח|תאריך|التاريخ|تاريخ|dikirim|ngày|วันที่",
);
const to = words(
  "to|an|à|para|a|aan|do|till|til|vastaanottaja|кому|kime|komu|címzett|宛先|收件人|收件者|받는 사람|받는사람|προς|către|pour|destinataire|empfänger|cc|bcc|cci|kopie|kopia|kopi|copie|copia|копия|копія|kopio|bilgi|másolat|抄送|副本|참조|reply-to|antwort an|répondre à|אל|إلى|kepada|organization|importance|wichtigkeit|attachments|anlagen",
);
const subject = words(
  "subject|betreff|objet|asunto|oggetto|assunto|onderwerp|temat|ämne|emne|aihe|тема|konu|předmět|predmet|tárgy|件名|主题|主旨|主題|제목|θέμα|subiect|sujet|נושא|الموضوع|subjek|perihal|chủ đề|เรื่อง",
);

export type LabelKind = "from" | "sent" | "to" | "subject";
export const labels: ReadonlyMap<string, LabelKind> = new Map<string, LabelKind>([
  ...to.map((label) => [label, "to"] as const),
  ...sent.map((label) => [label, "sent"] as const),
  ...from.map((label) => [label, "from"] as const),
  ...subject.map((label) => [label, "subject"] as const),
]);

/** How an announcement ends, but for its colon: `… wrote:`. */
export const saysWrote =
  /(?:wrote|writes|schrieb(?: .{1,80})?|schreibt|écrit|escribió|escribio|scritto|escreveu|schreef(?: .{1,80})?|geschreven|skrev(?: .{1,80})?|skriver|napisał(?:a|\(a\))?|pisze|kirjoitti|(?:на)?писал[а]?|пишет|пише|написав|yazdı|napsala?|napsal\(a\)|napísala?|napisao|napisala|írta(?: .{1,60})?|scris|έγραψε|写道|寫道|写信|작성|작성했습니다|menulis|viết|kirjutas|rašė|rakstīja|escriure|كتب|כתב(?:\/ה)?|のメール|님이 작성)$/iu;

/** `-----Original Message-----`, whatever stands around it. */
export const originalMark =
  /^[-_=*>\s]{2,}(?:begin )?(?:original message|reply message|antwort nachricht|previous message|vorherige nachricht|ursprüngliche nachricht|original[- ]?nachricht|message (?:d['’]origine|original|initial|transféré)|mensaje (?:original|reenviado)|messaggio (?:originale|inoltrato)|oorspronkelijk bericht|doorgestuurd bericht|mensagem (?:original|encaminhada)|original ?meddelande|ursprungligt meddelande|oprindelig meddelelse|opprinnelig melding|alkuperäinen viesti|wiadomość oryginalna|oryginalna wiadomość|původní (?:zpráva|e-mail)|pôvodná správa|eredeti üzenet|исходное сообщение|оригинальное сообщение|пересылаемое сообщение|переслане повідомлення|原始邮件|邮件原件|原始郵件|元のメッセージ|转发邮件|원본 ?메(?:시지|일)|mesaj original|orijinal mesaj|özgün ileti|αρχικό μήνυμα|weitergeleitete nachricht|forwarded message|forwarded by|ursprüngliche mail|(?:mail|e-mail) original|původní e-mail|původná správa|messaggio inoltrato|original)(?![\p{L}\p{N}]).{0,60}$|^[-_=*>\s]{2,}(?:原始邮件|邮件原件|原始郵件|元のメッセージ|转发邮件|원본 ?메(?:시지|일)|αρχικό μήνυμα|исходное сообщение|оригинальное сообщение|пересылаемое сообщение|původní zpráva|eredeti üzenet).{0,60}$/iu;

/** `-----"Shop" <support@shop.example> wrote: -----`, as Lotus has it in each of its languages. */
export const dashedAnnouncement =
  /^-{3,}.{1,200}\b(?:wrote|schrieb|écrit|escribió|scritto|escreveu|schreef|skrev)\s?:?\s?-{3,}$/iu;

/** The line of a ticket system over which one is to write. */
export const replyAbove =
  /^[\W_]{0,40}do not (?:edit|write|type|remove).{0,30}below this line[\W_]{0,40}$|^\W{0,20}#{2}-.{5,120}-#{2}\W{0,5}$|^[\W_]{0,40}(?:please )?(?:type|write|enter)? ?(?:your )?(?:reply|respond|write|antwort\w*|répond\w*|respond\w*|rispond\w*)\b.{0,40}\b(?:above|oberhalb|au-dessus|encima|sopra|acima|boven)\b.{0,40}\b(?:line|zeile|ligne|línea|linea|linha|lijn)\b[\W_]{0,40}$/iu;
