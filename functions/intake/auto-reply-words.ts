const words = [
  "out of (?:the )?office",
  "ooo(?: reply)?:",
  "auto(?:matic|mated)?[- ]?(?:reply|response|answer)",
  "auto:",
  "vacation (?:reply|response|message|notice)",
  "away from (?:my )?mail",
  "automatische (?:antwort|nachricht|rückantwort)",
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
  "자동 ?(?:회신|응답)|부재중",
  "תשובה אוטומטית",
  "رد تلقائي",
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
