import type { Kind } from "./bounce-kinds.ts";

const a = "ines@gone.example";
const daemon = "MAILER-DAEMON@relay.example";

/** How servers of a language announce and say it; the rest of each report is the same. */
const languages: readonly (readonly [language: string, subject: string, sentence: string])[] = [
  ["German", "Unzustellbar: Ihre Bestellung", "Ihre Nachricht konnte nicht zugestellt werden."],
  ["French", "Non remis : votre commande", "Votre message n'a pas pu être remis."],
  ["Spanish", "No se puede entregar: su pedido", "No se pudo entregar el mensaje."],
  ["Italian", "Non recapitabile: il suo ordine", "Non è stato possibile recapitare il messaggio."],
  ["Portuguese", "Não foi possível entregar: o seu pedido", "Não foi possível entregar a sua mensagem."],
  ["Dutch", "Onbestelbaar: uw bestelling", "Uw bericht kan niet worden bezorgd."],
  ["Polish", "Niedostarczone: zamówienie", "Nie można dostarczyć wiadomości."],
  ["Swedish", "Olevererat: din order", "Meddelandet kunde inte levereras."],
  ["Danish", "Kan ikke leveres: din ordre", "Din meddelelse kunne ikke leveres."],
  ["Norwegian", "Kan ikke leveres: din ordre", "Meldingen kunne ikke leveres."],
  ["Finnish", "Toimitus epäonnistui: tilaus", "Viestiä ei voitu toimittaa."],
  ["Russian", "Недоставленное сообщение: заказ", "Не удалось доставить сообщение."],
  ["Ukrainian", "Не доставлено: замовлення", "Не вдалося доставити повідомлення."],
  ["Czech", "Nedoručitelné: objednávka", "Zprávu se nepodařilo doručit."],
  ["Hungarian", "Kézbesíthetetlen: rendelés", "Az üzenet nem kézbesíthető."],
  ["Romanian", "Nelivrabil: comanda", "Mesajul nu a putut fi livrat."],
  ["Turkish", "Teslim edilemedi: sipariş", "İletiniz teslim edilemedi."],
  ["Greek", "Δεν παραδόθηκε: παραγγελία", "Το μήνυμα δεν παραδόθηκε."],
  ["Japanese", "配信不能: ご注文", "メッセージを配信できませんでした。"],
  ["Japanese of a scanner", "メール配信に失敗しました", "次のあて先へのメッセージはエラーのため送信できませんでした。"],
  ["Chinese", "无法送达：您的订单", "抱歉，您的邮件被退回来了。"],
  ["Chinese of a web mail", "系统退信/Systems bounce", "很抱歉，您发送的邮件被退回。"],
  ["Taiwan's Chinese", "無法傳遞: 您的訂單", "您的郵件無法傳遞。"],
  ["Korean", "배달되지 않음: 주문", "메시지를 배달할 수 없습니다."],
  ["Hebrew", "לא ניתן למסירה: ההזמנה", "לא ניתן היה למסור את ההודעה."],
  ["Arabic", "غير قابل للتسليم: طلبك", "تعذر تسليم رسالتك."],
  ["Indonesian", "Tidak terkirim: pesanan", "Pesan Anda tidak dapat dikirim."],
  ["Vietnamese", "Không gửi được: đơn hàng", "Không thể gửi thư của bạn."],
];

export const kinds: readonly Kind[] = [
  ...languages.map(([language, subject, sentence]): Kind => {
    const encoded = `=?UTF-8?B?${Buffer.from(subject).toString("base64")}?=`;
    return {
      name: `words in ${language}`,
      ...{ from: `postmaster@relay.example`, subject: encoded, hard: true, status: "5.1.1" },
      lines: [sentence, "", a, "", "550 5.1.1 user unknown"],
    };
  }),
  {
    name: "a spam firewall",
    ...{
      from: "Spam Firewall <bounce@relay.example>",
      subject: "**Message you sent blocked by our bulk email filter**",
      hard: false,
    },
    lines: [
      `Your message to: ${a}`,
      "was blocked by our Spam Firewall. The email you sent with the following subject has NOT BEEN DELIVERED:",
      "",
      "Subject: your order",
    ],
  },
  {
    name: "a mail cleaner",
    ...{
      from: "Email Security <postmaster@relay.example>",
      subject: "[Postmaster] Email Delivery Failure",
      hard: false,
    },
    lines: [
      "Your message was not delivered to:",
      "",
      a,
      "",
      "The reason: 550 Rejected by content policy: message contains spam",
    ],
  },
  {
    name: "a virus scanner",
    ...{
      from: "MailScanner <postmaster@relay.example>",
      subject: "Undeliverable: virus found in your message",
      hard: false,
    },
    lines: [`The message you sent to ${a} was not delivered: a virus was found in it.`],
  },
  {
    name: "over quota in sentences",
    ...{ from: daemon, subject: "Returned mail: Over quota", hard: false },
    lines: [`Message to ${a} could not be delivered:`, "the mailbox is over quota. Please try again later."],
  },
  {
    name: "a mailbox host's own words",
    ...{
      from: "Mail Administrator <Postmaster@relay.example>",
      subject: "Mail System Error - Returned Mail",
      hard: true,
      status: "5.1.1",
    },
    lines: [
      "This Message was undeliverable due to the following reason:",
      "",
      "Each of the following recipients was rejected by a remote",
      "mail server. The reasons given by the server are included to help",
      "you determine why each recipient was rejected.",
      "",
      `    Recipient: <${a}>`,
      "    Reason:    5.1.1 Unknown user",
    ],
  },
  {
    name: "a phone network whose domain is gone",
    ...{ from: "no-reply@carrier.example", subject: "Undeliverable", hard: true },
    lines: [
      "Your mail attempted to be delivered on: Thu, 29 Apr 2026 11:04:47 +0900",
      `    Could not be delivered to: <${a}>`,
      "    As the remote domain doesnt exist.",
    ],
  },
  {
    name: "a provider's count of messages",
    ...{ from: "postmaster@provider.example", subject: "Returned mail: Mailbox exceeded", hard: false },
    lines: [
      "   ----- The following addresses had delivery problems -----",
      a,
      "",
      "   ----- Non-delivered information -----",
      "The number of messages in recipient's mailbox exceeded the local limit.",
    ],
  },
  {
    name: "a server that gives up after days",
    ...{ from: daemon, subject: "Returned mail: Cannot send message for 5 days", hard: false, status: "4.4.1" },
    lines: [
      "   ----- The following addresses had permanent fatal errors -----",
      `<${a}>`,
      "",
      "   ----- Transcript of session follows -----",
      `<${a}>... Deferred: 4.4.1 Connection timed out with mx.gone.example.`,
      "Message could not be delivered for 5 days",
      "Message will be deleted from queue",
    ],
  },
  {
    name: "a warning after four hours",
    ...{ from: daemon, subject: "Warning: could not send message for past 4 hours", hard: false, action: "delayed" },
    lines: [
      "    **********************************************",
      "    **      THIS IS A WARNING MESSAGE ONLY      **",
      "    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **",
      "    **********************************************",
      "",
      "   ----- Transcript of session follows -----",
      `<${a}>... Deferred: Connection refused by mx.gone.example.`,
      "Warning: message still undelivered after 4 hours",
      "Will keep trying until message is 5 days old",
    ],
  },
  {
    name: "a local delivery that failed",
    ...{ from: daemon, subject: "Delivery failure", hard: true },
    lines: ["----- Transcript of session follows -----", `${a}, The user was not found.`],
  },
  {
    name: "a sentence that begins with the address",
    ...{ from: "Postmaster <postmaster@relay.example>", subject: "Non-delivery report", hard: true },
    lines: [
      "Sorry, we were unable to deliver your message to the following recipients:",
      "",
      `  ${a}: No such user here`,
    ],
  },
];
