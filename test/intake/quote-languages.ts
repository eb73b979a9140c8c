// Further languages and programs: what stands over an unmarked quote; words and addresses are our own.
const shop = "Shop <support@shop.example>";

const headerLines = (from: string, sent: string, to: string, subject: string) =>
  `${from}: ${shop}\n${sent}: 02.11.2026 10:00\n${to}: Anna\n${subject}: Re: Order`;

export const introductions: readonly (readonly [name: string, lines: string])[] = [
  ["Gmail in Persian", `در تاریخ دوشنبه ۲ نوامبر ۲۰۲۶ ساعت ۱۰:۰۰ ${shop} نوشت:`],
  ["Gmail in Arabic digits", `في الاثنين، ٢ نوفمبر ٢٠٢٦ في ١٠:٠٠ ص تمت كتابة ما يلي بواسطة ${shop}:`],
  [
    "Gmail in Basque",
    `2026(e)ko az. 2(a) al., (10:00)(e)an, Shop (<support@shop.example>) erabiltzaileak hau idatzi zuen:`,
  ],
  ["Gmail in Icelandic", `mán., 2. nóv. 2026 kl. 10:00 skrifaði ${shop}:`],
  ["Gmail in Afrikaans", `Op Ma., 02 Nov. 2026 om 10:00 het ${shop} geskryf:`],
  ["Gmail in Welsh", `Ar Llun, 2 Tach 2026 am 10:00, ysgrifennodd ${shop}:`],
  ["Gmail in Portuguese of Portugal", `${shop} escreveu (segunda, 2/11/2026 à(s) 10:00):`],
  ["Gmail in Hungarian, wrapped", `${shop} ezt írta (időpont: 2026. nov.\n2., H, 10:00):`],
  [
    "Gmail in Turkish, wrapped",
    `Shop Müşteri Hizmetleri <support@shop.example>, 2 Kas 2026 Pzt, 10:00\ntarihinde şunu yazdı:`,
  ],
  ["Apple Mail in Thai", `เมื่อวันที่ 2 พ.ย. 2569 เวลา 10:00 ${shop} เขียนว่า:`],
  ["Apple Mail in Finnish", `${shop} kirjoitti 2.11.2026 kello 10.00:`],
  ["Apple Mail in Hungarian", `2026. nov. 2. dátummal, 10:00 időpontban ${shop} írta:`],
  ["Thunderbird in Slovak", "Dňa 2. 11. 2026 o 10:00 Shop napísal(a):"],
  ["Thunderbird in Slovene", "Dne 2. 11. 2026 ob 10:00 je Shop napisal(a):"],
  ["Thunderbird in Catalan", "El 2/11/26 a les 10:00, Shop ha escrit:"],
  ["Thunderbird in Korean", "26. 11. 2. 10:00에 Shop 이(가) 쓴 글:"],
  ["Yahoo in German", `Am Montag, 2. November 2026 um 10:00:00 MEZ hat ${shop} Folgendes geschrieben:`],
  ["Yahoo in Polish", `W dniu poniedziałek, 2 listopada 2026 10:00:00 CET użytkownik ${shop} napisał:`],
  ["Zoho with an address alone", " ---- On Mon, 02 Nov 2026 10:00:00 +0100 support@shop.example wrote ----"],
  ["GroupWise", `>>> ${shop} 11/2/2026 10:00 AM >>>`],
  [
    "Notes, unfolded",
    `Shop ---02/11/2026 10:00:00---Shall we send it?\n\nFrom: ${shop}\nTo: anna@x.example\nSubject: Order`,
  ],
  [
    "Yandex with the recipient first",
    `Кому: anna@x.example;\nТема: Order;\n02.11.2026, 10:00, "Shop" <support@shop.example>:`,
  ],
  [
    "an iPhone's forward",
    `Begin forwarded message:\n\nFrom: ${shop}\nSubject: Order\nDate: 2 November 2026 at 10:00\nTo: Anna`,
  ],
  [
    "an iPhone's forward in German",
    `Anfang der weitergeleiteten Nachricht:\n\nVon: ${shop}\nBetreff: Order\nDatum: 2. November 2026 um 10:00:00 MEZ\nAn: Anna`,
  ],
  [
    "Samsung in Korean",
    `-------- 원본 이메일 --------\n발신: ${shop}\n날짜: 26/11/2 오전 10:00\n받은 사람: Anna\n제목: Order`,
  ],
  ["a help desk in German", "Schreiben Sie Ihre Antwort über dieser Zeile"],
  ["a help desk's other words", "Write ABOVE THIS LINE to post a reply"],
  ["header lines in Slovak", headerLines("Od", "Odoslané", "Komu", "Predmet")],
  ["header lines in Bulgarian", headerLines("От", "Изпратено", "До", "Относно")],
  ["header lines in Croatian", headerLines("Šalje", "Poslano", "Prima", "Predmet")],
  ["header lines in Slovene", headerLines("Od", "Poslano", "Za", "Zadeva")],
  ["header lines in Estonian", headerLines("Saatja", "Saadetud", "Adressaat", "Teema")],
  ["header lines in Latvian", headerLines("No", "Nosūtīts", "Kam", "Tēma")],
  ["header lines in Lithuanian", headerLines("Nuo", "Išsiųsta", "Kam", "Tema")],
  ["header lines in Hebrew", headerLines("מאת", "נשלח", "אל", "נושא")],
  ["header lines in Arabic", headerLines("من", "تم الإرسال", "إلى", "الموضوع")],
  ["header lines in Thai", headerLines("จาก", "ส่ง", "ถึง", "เรื่อง")],
  ["header lines in Vietnamese", headerLines("Từ", "Đã gửi", "Đến", "Chủ đề")],
  ["header lines in Indonesian", headerLines("Dari", "Terkirim", "Kepada", "Perihal")],
  ["header lines of Interia", headerLines("Od", "Wysłane", "Do", "Temat")],
];

/** What people write that looks like a quote, a signature or small print, and is none. */
export const ownTexts: readonly string[] = [
  "Hello,\n\nOn 2 Nov 2026 you wrote:\n\nWe will send it.\n\nIt has not come.",
  "On Monday I called you and your colleague wrote:\nWe will refund it.\nThat was two weeks ago. Where is it?",
  "Am 2. November schrieb mir Ihr Kollege:\n\nWir erstatten den Betrag.\n\nBis heute ist nichts da.",
  "1) Where is it?\n2) When will it come?\n\n---\n\nSecond topic: my invoice is wrong.",
  "I sent from my iPhone a picture yesterday.\nSent from another address too.\nDid you get them?",
  "Dear team,\n\nconfidential: my card number was shown in the email.\n\nPlease remove it.",
  "Good morning.\nNo: the chair did not come.\nZa: what?\nTo: me.\nNaslov: my address is wrong",
  "Hello,\n\nIt was 12:30 when I called: nobody answered.",
  "The chair >>> broken 10:00 >>>\nThe lamp is fine.",
  "Chair ---02/11/2026 10:00--- delivered broken\nLamp fine",
  "Please refund the lamp.\n\nCheers,\nAnna\n\nOne more thing, the chair came without its screws.",
  "The lamp is broken.\n\nKind regards,\nAnna\n\nI also wanted to say that nobody answers your telephone!",
  "First my order is late.\n\n====\n\nThen the invoice shows a wrong amount.",
  "Lamp\n+++\nChair\n+++\nPlease cancel both.",
  "Item | Qty\n-----|-----\nLamp | 2\nChair | 1\n\nPlease confirm.",
  "The carrier (info@carrier.example) wrote on 2 Nov 2026 at 10:00 that it came.\n\nNo neighbour has it.",
  "注文番号1234の商品がまだ届きません。\n\n2026年11月2日 10:00に電話しました:\n担当者は今日発送すると言いました。",
];

/** How the small print of firms begins, in more languages; all of it is theirs and none the customer's. */
export const smallPrint: readonly string[] = [
  "Esta mensagem pode conter informação confidencial. Se não for o destinatário, apague-a.",
  "Detta e-postmeddelande kan innehålla konfidentiell information. Är du inte mottagaren, radera det.",
  "Denne e-mail kan indeholde fortrolige oplysninger. Er du ikke den rette modtager, så slet den.",
  "Ta wiadomość i załączniki są poufne i przeznaczone wyłącznie dla adresata.",
  "Данное сообщение и вложения являются конфиденциальными и предназначены только для адресата.",
  "Tento e-mail a jeho přílohy jsou důvěrné a určené pouze adresátovi.",
  "Ez az e-mail és mellékletei bizalmas információkat tartalmazhatnak.",
  "Tämä sähköposti on luottamuksellinen ja tarkoitettu vain vastaanottajalle.",
  "Bu e-posta ve ekleri gizli bilgiler içerebilir.",
  "このメールには機密情報が含まれている場合があります。誤って受信された場合は削除してください。",
  "本邮件及其附件含有保密信息，仅限于发送给上面地址中列出的个人或群组。",
  "이 메일은 기밀 정보를 포함할 수 있습니다.",
];
