const words = [
  "out of (?:the )?office(?! (?:chair|desk|table|lamp|furniture|suppl|stock|equipment))",
  "ooo(?: reply)?:",
  "auto(?:matic|mated)?[- ]?(?:reply|response|answer)",
  "auto:\\s.{0,80}(?:out of|away|returning|abwesend|nicht im|absent)|auto: ?(?:re|aw|fw|sv|rv|tr)\\s?:",
  "vacation (?:reply|response|message|notice)",
  "away from (?:my )?mail",
  "automatische (?:e-?mail-?)?(?:antwort|nachricht|rückantwort)",
  "abwesenheits(?:notiz|nachricht|meldung|assistent)",
  "r[ée]ponse automatique",
  "(?:message|notification|avis) d['’]absence|absent(?:e)? du bureau|absence du bureau",
  "respuesta autom[áa]tica",
  "fuera de (?:la )?oficina",
  "risposta automatica",
  "fuori (?:sede|ufficio)",
  "resposta autom[áàa]tica",
  "automatisch(?:e)? antwoord|automatische reactie|afwezigheids(?:bericht|assistent)",
  "autosvar|automatiskt svar|automatisk svar|frånvaro(?:meddelande)?:|fraværs(?:besked|melding|assistent)",
  "automaattinen vastaus|poissaoloviesti",
  "odpowiedź automatyczna|autoodpowiedź|automatyczna odpowiedź",
  "automatická odpověď|automatická odpoveď|automatski odgovor|samodejni odgovor",
  "automatikus válasz",
  "răspuns automat",
  "otomatik (?:yanıt|cevap)",
  "автоответ|автоматический ответ|автоматична відповідь|автоматичен отговор",
  "αυτόματη απάντηση",
  "自動(?:応答|返信|回覆|回复)|自动(?:答复|回复)|不在通知",
  "자동 ?(?:회신|응답)|부재 ?중 ?(?:[:：]|자동|응답|회신|메일|알림)",
  "תשובה אוטומטית",
  "رد تلقائي",
  "automatinis atsakymas|automātiskā atbilde|automaatvastus|resposta automàtica|ตอบกลับอัตโนมัติ|การตอบกลับอัตโนมัติ",
  "(?:ich bin )?nicht im (?:büro|hause?):|fora do escritório:|fuori ufficio:|mimo kancelář:|házon kívül:|[iİ]ş yeri dışında:|нет на (?:рабочем )?месте:|вне офиса:|poza biurem:|niet op kantoor:|inte på kontoret:|ikke på kontoret:|poissa toimistolta:",
  "trả lời tự động|tự động trả lời|balasan otomatis",
];

/**
 * Subjects that mail programs give to automatic replies, in the languages they speak. Whole phrases only: people write
 * "Absence of screws" and "On vacation: please deliver later" as well.
 */
export const autoReplySubject = new RegExp(
  [
    `^(?:(?:re|aw|fw|fwd|sv|rv|tr)\\s?:\\s*)?(?:\\[[^\\]]{1,40}\\]\\s*)?(?:${words.join("|")})`,
    // `[Auto-Reply] Order`, `Order (automatic response)`
    "[[(]\\s*auto(?:matic|mated)?[- ]?(?:reply|response|antwort)\\s*[\\])]",
    "\\s[-–]\\s(?:abwesenheitsnotiz|out of (?:the )?office|automatische antwort)\\s*$",
    "^(?:(?:re|aw)\\s?:\\s*)?(?:i am|i['’]m|currently)(?: currently)? out of (?:the )?office",
  ].join("|"),
  "iu",
);

/** Subjects that mail programs as well as people write: a body that says the same settles it. */
export const perhapsAway =
  /^(?:(?:re|aw|sv|tr|rv)\s?:\s*)?(?:abwesend|abwesenheit|urlaub|absence|absente?|ausente|ausencia|ausência|assente|assenza|afwezig|afwezigheid|frånvaro|frånvarande|fravær|fraværende|poissa|nieobecn\p{L}+|urlop|dovolená|away|on (?:leave|vacation|holiday)|vacation|holiday|отпуск|отсутств\p{L}+|不在|休暇|外出|休假|부재|휴가)(?![\p{L}])|^[^:：]{2,60} (?:is out of the office|ist (?:außer haus|nicht im (?:büro|hause?)|abwesend)|est absente?(?: du bureau)?|is afwezig)[.! ]*(?:\(.{0,60}\))?$/iu;
