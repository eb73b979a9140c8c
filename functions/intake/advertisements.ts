// What mail programs, firms and scanners add under the customer's words.

/** A line of its own, by program or phone. */
const programLines: readonly RegExp[] = [
  /^(?:sent|composed|written) (?:from|with|using|via|by) (?:my |the )?[\p{L}\d][^.!?\n]{1,60}(?:\.|!)?(?: .{0,60}(?:brevity|typos?|errors)\.?)?$/iu,
  /^from my (?:iphone|ipad|ipod|android|phone|mobile|blackberry|samsung|galaxy|huawei|pixel)(?: [\w ]{1,20})?$/i,
  /^get outlook for \w+.{0,60}$/i,
  /^(?:von meinem|gesendet (?:von|mit|aus)|diese nachricht wurde von meinem|von unterwegs gesendet|outlook für) .{1,80}$/i,
  /^(?:holen sie sich|obtenir|obtener|ottieni|obter o|pobierz aplikację|skaffa|hent|få|hanki|stáhněte si|získejte|получить|obțineți|dapatkan|tải|获取|取得) outlook .{2,40}$/iu,
  /^outlook (?:voor|für|для|pour|para|per|for) (?:ios|android|mac)(?: .{3,20})?$/iu,
  /^(?:ios|android)(?:용|用| 版| için) outlook.{2,20}$|^outlook beszerzése .{2,20}$|^τη λήψη του outlook .{2,20}$/iu,
  /^(?:elküldve (?:az? )?|נשלח מ|(?:أرسل|تم الإرسال) من |ส่งจาก |(?:послато|послано) са |išsiųsta iš |sūtīts no |saadetud |enviat des del? ).{2,60}$/iu,
  /^(?:envoyé (?:de|depuis|à partir d|avec)|télécharge[rz] outlook) ?.{1,60}$/i,
  /^(?:enviado (?:desde|do|de|a partir|via|com|con|pelo)|obtener outlook|obter o outlook) .{1,60}$/i,
  /^(?:inviato (?:da|dal|con)|scarica outlook|ottieni outlook) .{1,60}$/i,
  /^(?:verstuurd|verzonden) (?:vanaf|vanuit|met|via) .{1,60}$/i,
  /^(?:wysłane? (?:z|ze|przy)|wysłano z) .{1,60}$/i,
  /^(?:skickat från|sendt fra|lähetetty) .{1,60}$/i,
  /^(?:отправлено (?:с|из|от)|надіслано (?:з|із)|изпратено от) .{1,60}$/i,
  /^(?:odesláno|odoslané|poslano|poslané) (?:z|ze|s) .{1,60}$/i,
  /^(?:trimis (?:de pe|din)|στάλθηκε από|gửi từ|dikirim dari) .{1,60}$/i,
  /^(?:発信元|发自|從我的|来自).{1,40}$/,
  /(?<=.)(?:から送信|에서 보냄|['’]?\p{L}{0,7}[dt][ae]n gönderildi\.?|-ról küldve|-ről küldve|gesendet\.?)$/iu,
  /^(?:this (?:e-?mail|message) (?:has been|was) (?:checked|scanned)|diese e-?mail wurde (?:von|auf)|virus-free\.?|no virus found) ?.{0,100}$/i,
  /^www\.(?:avast|avg)\.com.{0,40}$/i,
];

/** How the small print of firms begins. */
const disclaimer =
  /^[*_\s-]{0,4}(?:confidential(?:ity)?(?: notice| note|(?=\s*[:–-].{0,200}\b(?:intended|recipient|addressee|privileged|this (?:message|e-?mail))\b))\s*[:–-]|disclaimer\b\s*[:–-]|legal (?:notice|disclaimer)\b|(?:this|the) (?:e-?mail|message|communication|transmission|information)\b.{0,120}\b(?:confidential|privileged|intended (?:only|solely|recipient))|the (?:contents? of|information (?:contained )?in) this (?:e-?mail|message)|if you are not the (?:intended|named) (?:recipient|addressee)|diese (?:e-?mail|nachricht)\b.{0,120}\b(?:vertraulich|rechtlich geschützt|ausschließlich)|der inhalt dieser e-?mail|ce (?:message|courriel|mail|courrier)\b.{0,120}\b(?:confidentiel|destinataire)|est[ea] (?:mensaje|correo|e-?mail|mensagem)\b.{0,140}\b(?:confidencia|destinatari)|(?:questo|il presente) (?:messaggio|e-?mail)\b.{0,140}\b(?:riservat|confidenzial|destinatari)|(?:dit|deze) (?:e-?mail|bericht)\b.{0,120}\b(?:vertrouwelijk|uitsluitend)|(?:denn[ae]|dett[ae]|dette?) .{0,60}\b(?:konfidentiel|konfidensiel|fortrolig)|(?:to pismo|ta wiadomość) .{0,80}poufn|(?:это|данное|настоящее) (?:сообщение|письмо|электронное).{0,120}конфиденциал|tent?to (?:e-?mail|zpráva).{0,80}důvěrn|tento email.{0,80}důvern|ez az (?:e-?mail|üzenet).{0,120}bizalmas|bu (?:e-?posta|mesaj).{0,120}gizli|tämä (?:sähköposti|viesti).{0,120}luottamuksel|acest (?:e-?mail|mesaj).{0,120}confiden|この(?:電子)?メール.{0,60}(?:機密|秘密)|本(?:邮件|郵件|电子邮件|電子郵件).{0,30}(?:保密|机密|機密)|이 (?:메일|이메일|전자우편).{0,60}(?:기밀|비밀)|please consider the environment|bitte denken sie an die umwelt|pensez à l['’]environnement)/iu;

/** Every advertisement in words that the reply parser knows, and takes for the end of what was written. */
const known = "Sent from my iPhone";

/** The lines without the small print at the end, and with all programs' advertisements as one that is known. */
export function plainAdvertisements(lines: readonly string[]): string[] {
  const smallPrint = smallPrintAt(lines);
  const own = smallPrint === undefined ? [...lines] : lines.slice(0, smallPrint);
  return own.map((line, at) => (isProgramLine(line, own, at) ? known : line));
}

/** An advertisement stands alone between empty lines, and not first. */
function isProgramLine(line: string, lines: readonly string[], at: number): boolean {
  const text = line.trim().replace(/^[-*_[(<\s]+|[-*_\])>\s]+$/g, "");
  if (text.length < 6 || text.length > 160 || at === 0) return false;
  return isLoose(lines[at - 1] ?? "") && endsThere(lines, at) && programLines.some((pattern) => pattern.test(text));
}

/** What stands before is no running text: empty, a short line, or another such addition. */
const isLoose = (before: string): boolean =>
  before.trim().length < 45 || programLines.some((pattern) => pattern.test(before.trim()));

/** Nothing follows, or an empty line or another such addition. */
const endsThere = (lines: readonly string[], at: number): boolean => {
  const next = (lines[at + 1] ?? "").trim();
  return next === "" || /^(?:[-_=>]|www\.|<?https?:)/i.test(next) || programLines.some((pattern) => pattern.test(next));
};

/** A paragraph of small print, when words stand before it and nothing that is not small print comes after. */
function smallPrintAt(lines: readonly string[]): number | undefined {
  const at = lines.findIndex(
    (line, index) => index > 0 && (lines[index - 1] ?? "").trim() === "" && disclaimer.test(line.slice(0, 400)),
  );
  if (at < 0 || lines.slice(0, at).every((line) => line.trim() === "")) return undefined;
  const asks = lines.slice(at).some((line) => /^[^>].*\?\s*$|^\s*p\.?\s?s\.?\s*[:.\-–—]/i.test(line));
  return asks ? undefined : at;
}
