// Plain-text replies as programs and people write them, all with the same own words; words and addresses are our own.
const quoted = "> Shall we send it?\n> Tell us.";
const plain = "Shall we send it?\nTell us.";
const own = "Yes please.";

const above = (announced: string, what = quoted) => `${own}\n\n${announced}\n\n${what}\n`;

export const replies: readonly (readonly [name: string, text: string])[] = [
  [
    "Yahoo of old",
    above(
      "--- On Mon, 11/2/26, Shop <support@shop.example> wrote:",
      `From: Shop <support@shop.example>\nSubject: Order\nTo: anna@x.example\nDate: Monday, November 2, 2026, 10:00 AM\n\n${plain}`,
    ),
  ],
  [
    "Yahoo with a rule",
    above(
      "________________________________\n From: Shop <support@shop.example>\nTo: anna@x.example \nSent: Monday, November 2, 2026 10:00 AM\nSubject: Order",
      plain,
    ),
  ],
  ["a name and an address alone", above("Shop <support@shop.example> wrote:")],
  ["a name alone", above("Shop wrote:")],
  ["a date and a name", above("2026/11/2 Shop <support@shop.example>")],
  [
    "an announcement on three lines",
    above(
      "On Mon, Nov 2, 2026 at 10:00 AM, The Shop <\n4f1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e\n@replies.shop.example> wrote:",
      plain,
    ),
  ],
  [
    "an announcement behind the words",
    `${own} On Mon, Nov 2, 2026 at 10:00 AM, Shop <support@shop.example> wrote:\n\n${quoted}\n`,
  ],
  [
    "an announcement without a space before wrote",
    above("On Nov 2, 2026, at 10:00 AM, Shop <support@shop.example>wrote:", plain),
  ],
  ["sent instead of wrote", above("On 2/11/26 10:00 AM, Shop sent:")],
  ["a month first", above("Nov 2, 2026 10:00 AM, Shop <support@shop.example> wrote:")],
  [
    "a quote within the quote",
    above(
      "On 11/02/2026 10:00 AM, Shop wrote:",
      `${quoted}\n> On 11/01/2026 09:00 AM, Anna wrote:\n>\n>> Where is it?\n>>\n>> Anna`,
    ),
  ],
  ["an answer behind the quote", `On 11/02/2026 10:00 AM, Shop wrote:\n\n>\n> Shall we?\n${own}`],
  ["an answer behind an empty quote line", `On 11/02/2026 10:00 AM, Shop wrote:\n\n> Shall we?\n>\n\n${own}\n`],
  [
    "Samsung's mark",
    above(
      "-------- Original message --------\nFrom: Shop <support@shop.example> \nDate: 02/11/2026 10:00 (GMT+01:00) \nTo: anna@x.example \nSubject: Order",
      plain,
    ),
  ],
  [
    "Samsung's mark in German",
    above(
      "-------- Ursprüngliche Nachricht --------\nVon: Shop <support@shop.example> \nDatum: 02.11.26 10:00 (GMT+01:00) \nAn: anna@x.example \nBetreff: Order",
      plain,
    ),
  ],
  [
    "Samsung's mark in French",
    above(
      "-------- Message d'origine --------\nDe : Shop <support@shop.example> \nDate : 02/11/2026 10:00 (GMT+01:00) \nÀ : anna@x.example \nObjet : Order",
      plain,
    ),
  ],
  [
    "Samsung's mark in Dutch",
    above(
      "-------- Oorspronkelijk bericht --------\nVan: Shop <support@shop.example> \nDatum: 02-11-2026 10:00 (GMT+01:00) \nAan: anna@x.example \nOnderwerp: Order",
      plain,
    ),
  ],
  [
    "Samsung's mark in Polish",
    above(
      "-------- Oryginalna wiadomość --------\nOd: Shop <support@shop.example> \nData: 02.11.2026 10:00 (GMT+01:00) \nDo: anna@x.example \nTemat: Order",
      plain,
    ),
  ],
  [
    "Samsung's mark in Portuguese",
    above(
      "-------- Mensagem original --------\nDe: Shop <support@shop.example> \nData: 02/11/2026 10:00 (GMT+00:00) \nPara: anna@x.example \nAssunto: Order",
      plain,
    ),
  ],
  [
    "eM Client",
    above(
      '------ Original Message ------\nFrom: "Shop" <support@shop.example>\nTo: anna@x.example\nSent: 02/11/2026 10:00:00\nSubject: Order',
      plain,
    ),
  ],
  [
    "eM Client of today",
    above(
      '------ Original Message ------\nFrom "Shop" <support@shop.example>\nTo anna@x.example\nDate 02/11/2026 10:00:00\nSubject Order',
      plain,
    ),
  ],
  [
    "K-9",
    above(
      "-------- Original Message --------\nFrom: Shop <support@shop.example>\nSent: November 2, 2026 10:00:00 AM GMT+01:00\nTo: anna@x.example\nSubject: Order",
      plain,
    ),
  ],
  ["K-9 of today", above("On November 2, 2026 10:00:00 AM GMT+01:00, Shop <support@shop.example> wrote:")],
  [
    "Windows Mail",
    above("From: Shop\nSent: Monday, November 2, 2026 10:00 AM\nTo: anna@x.example\nSubject: Order", plain),
  ],
  [
    "Outlook with addresses in brackets",
    above("From: Shop [mailto:support@shop.example]\nSent: 02 November 2026 10:00\nTo: Anna\nSubject: Order", plain),
  ],
  [
    "Outlook with stars and an order of its own",
    above(
      "*Von:* Shop <support@shop.example>\n*Datum:* Montag, 2. November 2026 um 10:00\n*An:* Anna <anna@x.example>\n*Cc:* Bert <bert@x.example>\n*Betreff:* Order",
      plain,
    ),
  ],
  [
    "Outlook on a Mac",
    above(
      "From: Shop <support@shop.example>\nDate: Monday, 2 November 2026 at 10:00\nTo: Anna <anna@x.example>\nSubject: Order",
      plain,
    ),
  ],
  [
    "Zimbra",
    above(
      '----- Original Message -----\nFrom: "Shop" <support@shop.example>\nTo: "Anna" <anna@x.example>\nSent: Monday, November 2, 2026 10:00:00 AM\nSubject: Order',
      plain,
    ),
  ],
  [
    "Zimbra in German",
    above(
      '----- Ursprüngliche Mail -----\nVon: "Shop" <support@shop.example>\nAn: "Anna" <anna@x.example>\nGesendet: Montag, 2. November 2026 10:00:00\nBetreff: Order',
      plain,
    ),
  ],
  [
    "Zimbra in French",
    above(
      '----- Mail original -----\nDe: "Shop" <support@shop.example>\nÀ: "Anna" <anna@x.example>\nEnvoyé: Lundi 2 Novembre 2026 10:00:00\nObjet: Order',
      plain,
    ),
  ],
  ["Open-Xchange in German", above("Shop <support@shop.example> hat am 02.11.2026 10:00 CET geschrieben:")],
  ["Open-Xchange in English", above("On 11/02/2026 10:00 AM CET Shop <support@shop.example> wrote:")],
  [
    "GMX",
    above(
      'Gesendet: Montag, 02. November 2026 um 10:00 Uhr\nVon: "Shop" <support@shop.example>\nAn: anna@x.example\nBetreff: Order',
      plain,
    ),
  ],
  [
    "WEB.DE of today",
    above(
      "Am 02.11.26 um 10:00 schrieb Shop",
      `Von: "Shop" <support@shop.example>\nDatum: 2. November 2026\nAn: anna@x.example\nBetreff: Order\n${plain}`,
    ),
  ],
  [
    "Lotus Notes",
    above("Shop <support@shop.example> \n02/11/2026 10:00\n\nTo\nanna@x.example\ncc\n\nSubject\nOrder", plain),
  ],
  [
    "HCL Verse",
    above(
      'From: "Shop" <support@shop.example>\nTo: anna@x.example\nDate: 02/11/2026 10:00\nSubject: [EXTERNAL] Order',
      plain,
    ),
  ],
  [
    "Foxmail",
    above(
      '------------------ Original ------------------\nFrom:  "Shop"<support@shop.example>;\nDate:  Mon, Nov 2, 2026 10:00 AM\nTo:  "Anna"<anna@x.example>;\nSubject:  Order',
      plain,
    ),
  ],
  [
    "QQ",
    above(
      '------------------ 原始邮件 ------------------\n发件人: "Shop"<support@shop.example>;\n发送时间: 2026年11月2日(星期一) 上午10:00\n收件人: "Anna"<anna@x.example>;\n主题: Order',
      plain,
    ),
  ],
  ["163", above('在 2026-11-02 10:00:00，"Shop" <support@shop.example> 写道：')],
  ["163 unmarked", above('At 2026-11-02 10:00:00, "Shop" <support@shop.example> wrote:', plain)],
  [
    "Naver",
    above(
      '-----Original Message-----\nFrom: "Shop" <support@shop.example>\nTo: <anna@x.example>;\nCc:\nSent: 2026-11-02 (월) 10:00:00\nSubject: Order',
      plain,
    ),
  ],
  [
    "Japanese, with a rule",
    above(
      "-----元のメッセージ-----\n差出人: Shop <support@shop.example>\n送信日時: 2026年11月2日 10:00\n宛先: anna@x.example\n件名: Order",
      plain,
    ),
  ],
  ["Becky!", above("On Mon, 2 Nov 2026 10:00:00 +0900\nShop <support@shop.example> wrote:")],
  ["mutt", above("On Mon, Nov 02, 2026 at 10:00:00AM +0100, Shop wrote:")],
  ["Gnus", above("Shop <support@shop.example> writes:")],
  ["Pine", above("On Mon, 2 Nov 2026, Shop wrote:")],
  ["KMail", above("On Monday, 2 November 2026 10:00:00 CET Shop wrote:")],
  ["KMail in German", above("Am Montag, 2. November 2026, 10:00:00 CET schrieb Shop:")],
  ["Evolution", above("On Mon, 2026-11-02 at 10:00 +0100, Shop wrote:")],
  ["Evolution in German", above("Am Montag, dem 02.11.2026 um 10:00 +0100 schrieb Shop:")],
  ["Evolution in French", above("Le lundi 02 novembre 2026 à 10:00 +0100, Shop a écrit :")],
  ["Spark", above("On 2 Nov 2026, 10:00 +0100, Shop <support@shop.example>, wrote:")],
  ["Front", above("On November 2, 2026 at 10:00 AM GMT+1 support@shop.example wrote:", plain)],
  ["HEY", above("On November 2, 2026, Shop <support@shop.example> wrote:")],
  ["Fastmail", above("On Mon, 2 Nov 2026, at 10:00 AM, Shop wrote:")],
  ["Superhuman", above("On Mon, Nov 02, 2026 at 10:00 AM, Shop <support@shop.example> wrote:")],
  ["Airmail", above("On 2 November 2026 at 10:00:00, Shop (support@shop.example) wrote:")],
  [
    "Proton in French",
    above("------- Message original -------\nLe lundi 2 novembre 2026 à 10:00, Shop <support@shop.example> a écrit :"),
  ],
  [
    "Proton in German",
    above(
      "-------- Ursprüngliche Nachricht --------\nAm Montag, 02.11.26 um 10:00 schrieb Shop <support@shop.example>:",
    ),
  ],
  [
    "Proton on a phone",
    above("-------- Original Message --------\nOn 11/2/26 10:00 AM, Shop < support@shop.example> wrote:", plain),
  ],
  ["Tutanota", above("2 Nov 2026, 10:00 by support@shop.example:")],
  ["Tutanota in German", above("2. Nov. 2026, 10:00 von support@shop.example:")],
  ["iCloud in Spanish", above("El 2 nov 2026, a las 10:00, Shop <support@shop.example> escribió:")],
  ["iCloud in Italian", above("Il giorno 2 nov 2026, alle ore 10:00, Shop <support@shop.example> ha scritto:")],
  ["iCloud in Dutch", above("Op 2 nov. 2026, om 10:00 heeft Shop <support@shop.example> het volgende geschreven:")],
  ["iCloud in Portuguese", above("No dia 02/11/2026, às 10:00, Shop <support@shop.example> escreveu:")],
  ["iCloud in Swedish", above("2 nov. 2026 kl. 10:00 skrev Shop <support@shop.example>:")],
  ["iCloud in Danish", above("Den 2. nov. 2026 kl. 10.00 skrev Shop <support@shop.example>:")],
  ["iCloud in Polish", above("Wiadomość napisana przez Shop <support@shop.example> w dniu 2 lis 2026, o godz. 10:00:")],
  ["iCloud in Russian", above("2 нояб. 2026 г., в 10:00, Shop <support@shop.example> написал(а):")],
  ["iCloud in Turkish", above("Shop <support@shop.example> şunları yazdı (2 Kas 2026 10:00):")],
  ["iCloud in Czech", above("2. 11. 2026 v 10:00, Shop <support@shop.example>:")],
  ["iCloud in Korean", above("2026. 11. 2. 오전 10:00, Shop <support@shop.example> 작성:")],
  ["Gmail of old in Polish", above("Dnia 2 listopada 2026 10:00 Shop <support@shop.example> napisał(a):")],
  ["o2 in Polish", above("Dnia 2 listopada 2026 10:00 Shop <support@shop.example> napisał(a):", plain)],
  ["Onet in Polish", above('Użytkownik "Shop" <support@shop.example> napisał:')],
  [
    "Seznam in Czech",
    above(
      "---------- Původní e-mail ----------\nOd: Shop <support@shop.example>\nKomu: anna@x.example\nDatum: 2. 11. 2026 10:00:00\nPředmět: Order",
      plain,
    ),
  ],
  ["Freemail in Hungarian", above("Shop <support@shop.example> írta:")],
  ["Slovak", above("Dňa 2. 11. 2026 o 10:00 Shop napísal(a):")],
  ["Slovene", above("V V pon., 2. nov. 2026 ob 10:00 je oseba Shop <support@shop.example> napisala:")],
  ["Croatian", above("pon, 2. stu 2026. u 10:00 Shop <support@shop.example> napisao je:")],
  ["Serbian", above("пон, 2. нов 2026. у 10:00 Shop <support@shop.example> је написао/ла:")],
  ["Bulgarian", above("На пн, 2.11.2026 г. в 10:00 Shop <support@shop.example> написа:")],
  ["Lithuanian", above("2026-11-02, pr, 10:00 Shop <support@shop.example> rašė:")],
  ["Latvian", above("pirmd., 2026. g. 2. nov., plkst. 10:00 — lietotājs Shop (<support@shop.example>) rakstīja:")],
  ["Estonian", above("Kontakt Shop (<support@shop.example>) kirjutas kuupäeval E, 2. november 2026 kell 10:00:")],
  ["Catalan", above("El dl., 2 de nov. 2026, 10:00, Shop <support@shop.example> va escriure:")],
  ["Thai", above("ในวันที่ จ. 2 พ.ย. 2026 เวลา 10:00 Shop <support@shop.example> เขียนว่า:")],
  ["Hindi", above("सोम, 2 नव॰ 2026 को 10:00 बजे Shop <support@shop.example> ने लिखा:")],
  ["Persian", above("در تاریخ دوشنبه ۲ نوامبر ۲۰۲۶ 10:00 Shop <support@shop.example> نوشت:")],
  ["a help desk's line in English", above("--- Please reply above this line ---", plain)],
  ["a help desk's line in French", above("##- Veuillez répondre au-dessus de cette ligne -##", plain)],
  ["a help desk's line in Spanish", above("##- Por favor, escriba su respuesta por encima de esta línea -##", plain)],
  ["a help desk's line with equals", above("===== Please reply above this line =====", plain)],
  ["Jira's line", above("—-—-—-—\nReply above this line.", plain)],
  ["Help Scout's line", above("-- do not edit below this line --\nReply above this line", plain)],
  ["Freshdesk's quote", above("On Mon, 2 Nov at 10:00 AM , Shop <support@shop.example> wrote:", plain)],
  [
    "Zendesk's quote",
    above(
      "Shop (Fernwood)\n\nNov 2, 2026, 10:00 GMT+1\n\nShall we send it?\n\n--------------------------------\nThis email is a service from Shop.",
      "",
    ).replace("Shop (Fernwood)", "##- Please type your reply above this line -##\n\nShop (Fernwood)"),
  ],
];
