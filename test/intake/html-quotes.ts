// Replies in HTML as programs write them, all with the same own words; words and addresses are our own.
const own = "Yes please.";
const quote = "Shall we send it?<br>Tell us.";
const wrote =
  "On Mon, Nov 2, 2026 at 10:00 AM Shop &lt;<a href='mailto:support@shop.example'>support@shop.example</a>&gt; wrote:";
const header = (style = "b") =>
  [
    "From:</X> Shop &lt;support@shop.example&gt;",
    "Sent:</X> Monday, November 2, 2026 10:00 AM",
    "To:</X> Anna &lt;anna@x.example&gt;",
    "Subject:</X> Order",
  ]
    .map((line) => `<X>${line}`)
    .join("<br>")
    .replaceAll("X>", `${style}>`);

export const htmlReplies: readonly (readonly [name: string, html: string])[] = [
  [
    "Gmail",
    `<div dir="ltr">${own}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${wrote}<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex">${quote}</blockquote></div>`,
  ],
  [
    "Gmail of old",
    `<div dir="ltr">${own}</div><div class="gmail_extra"><br><br><div class="gmail_quote">${wrote}<br><blockquote class="gmail_quote">${quote}</blockquote></div><br></div>`,
  ],
  [
    "Gmail on a phone",
    `<div dir="auto">${own}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Am Mo., 2. Nov. 2026, 10:00 hat Shop &lt;support@shop.example&gt; geschrieben:<br></div><blockquote class="gmail_quote">${quote}</blockquote></div>`,
  ],
  [
    "Gmail with a signature",
    `<div dir="ltr">${own}<br clear="all"><div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature">Anna Smith<br>+44 123</div></div><br><div class="gmail_quote">${wrote}<br><blockquote class="gmail_quote">${quote}</blockquote></div>`,
  ],
  [
    "Outlook of Word",
    `<div class="WordSection1"><p class="MsoNormal">${own}<o:p></o:p></p><p class="MsoNormal">&nbsp;</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${header()}</p></div></div><p class="MsoNormal">${quote}</p></div>`,
  ],
  [
    "Outlook of Word, older",
    `<div class="Section1"><p>${own}</p><div style='border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in'><p>${header()}</p></div><p>${quote}</p></div>`,
  ],
  [
    "Outlook on the web",
    `<div style="font-size:12pt">${own}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">${header()}</font><div>&nbsp;</div></div><div>${quote}</div>`,
  ],
  [
    "Outlook on the web, passed through another",
    `<div>${own}</div><div id="x_appendonsend"></div><hr><div id="x_divRplyFwdMsg">${header()}</div><div>${quote}</div>`,
  ],
  [
    "Outlook of today",
    `<div class="elementToProof">${own}</div><div id="mail-editor-reference-message-container"><div class="ms-outlook-mobile-reference-message">${header()}</div><div>${quote}</div></div>`,
  ],
  [
    "Outlook on a phone",
    `<div>${own}</div><div id="ms-outlook-mobile-signature"><div><br></div>Get <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div><hr><div id="divRplyFwdMsg">${header("strong")}</div>${quote}`,
  ],
  [
    "Outlook on a Mac",
    `<div>${own}</div><span id="OLK_SRC_BODY_SECTION"><div style="border-top:#b5c4df 1pt solid">${header("span")}</div><div>${quote}</div></span>`,
  ],
  [
    "Outlook.com of old",
    `<div>${own}<br><div><hr id="stopSpelling">Date: Mon, 2 Nov 2026 10:00:00 +0000<br>Subject: Order<br>From: support@shop.example<br>To: anna@x.example<br><br>${quote}</div></div>`,
  ],
  [
    "Windows Mail",
    `<div>${own}</div><div><br></div><div style="padding-top:5px;border-top-color:rgb(229, 229, 229);border-top-width:1px;border-top-style:solid">${header()}</div><div>${quote}</div>`,
  ],
  [
    "Apple Mail",
    `<html><body style="word-wrap:break-word">${own}<br><div><br><blockquote type="cite"><div>On 2 Nov 2026, at 10:00, Shop &lt;support@shop.example&gt; wrote:</div><br><div>${quote}</div></blockquote></div></body></html>`,
  ],
  [
    "an iPhone",
    `<html><body><div dir="ltr">${own}</div><div dir="ltr"><br>Sent from my iPhone</div><div dir="ltr"><br><blockquote type="cite">On 2 Nov 2026, at 10:00, Shop &lt;support@shop.example&gt; wrote:<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">${quote}</div></blockquote></body></html>`,
  ],
  [
    "an iPhone in German",
    `<body>${own}<br><br><div id="AppleMailSignature">Von meinem iPhone gesendet</div><div><br>Am 02.11.2026 um 10:00 schrieb Shop &lt;support@shop.example&gt;:<br><br></div><blockquote type="cite"><div>${quote}</div></blockquote></body>`,
  ],
  [
    "Thunderbird",
    `<p>${own}</p><div class="moz-cite-prefix">On 11/2/26 10:00, Shop wrote:<br></div><blockquote type="cite" cite="mid:1@shop.example">${quote}</blockquote><div class="moz-signature">-- <br>Anna Smith</div>`,
  ],
  [
    "Thunderbird, answered below",
    `<div class="moz-cite-prefix">On 11/2/26 10:00, Shop wrote:<br></div><blockquote type="cite" cite="mid:1@shop.example">${quote}</blockquote><p>${own}</p>`,
  ],
  [
    "Yahoo",
    `<div class="ydp12ab34yahoo-style-wrap"><div dir="ltr">${own}</div><div><br></div></div><div id="yahoo_quoted_123" class="yahoo_quoted"><div>${wrote}</div><div>${quote}</div></div>`,
  ],
  [
    "Yahoo, renamed",
    `<div class="ydp1a2b3cyahoo-style-wrap"><div>${own}</div></div><div id="ydp9f8e7dyahoo_quoted_123" class="ydp9f8e7dyahoo_quoted"><div>${wrote}</div><div>${quote}</div></div>`,
  ],
  [
    "Yahoo, renamed twice",
    `<div class="ydp1yahoo-style-wrap"><div>${own}</div></div><div class="ydp2f0cyahoo_quoted"><div>On Monday, Shop wrote:</div><div>${quote}</div></div>`,
  ],
  [
    "AOL",
    `<div style="color:black">${own}<br><br><div style="font-size:12px">-----Original Message-----<br>From: Shop &lt;support@shop.example&gt;<br>To: anna@x.example<br>Sent: Mon, Nov 2, 2026 10:00 am<br>Subject: Order<br><br>${quote}</div></div>`,
  ],
  [
    "Proton",
    `<div>${own}</div><div class="protonmail_signature_block"></div><div class="protonmail_quote">On Monday, November 2nd, 2026 at 10:00 AM, Shop &lt;support@shop.example&gt; wrote:<br><blockquote class="protonmail_quote" type="cite">${quote}</blockquote></div>`,
  ],
  [
    "Tutanota",
    `<div>${own}</div><div><br></div><div>2 Nov 2026, 10:00 by support@shop.example:<br></div><blockquote class="tutanota_quote" style="border-left:1px solid">${quote}</blockquote>`,
  ],
  [
    "Zoho",
    `<div>${own}</div><br><div class="zmail_extra"><div>---- On Mon, 02 Nov 2026 10:00:00 +0100 <b>Shop &lt;support@shop.example&gt;</b> wrote ---</div><blockquote>${quote}</blockquote></div>`,
  ],
  [
    "Zoho of today",
    `<div>${own}</div><div class="zmail_extra_hr" style="border-top:1px solid"></div><div class="zmail_extra" data-zbluepencil-ignore="true"><div id="Zm-_Id_-Sgn1">---- On Mon, 02 Nov 2026 10:00:00 +0100 <b>Shop</b> wrote ---</div><blockquote id="blockquote_zmail">${quote}</blockquote></div>`,
  ],
  [
    "GMX",
    `<div style="font-family:Verdana">${own}<div name="quote" style="margin:10px 5px 5px 10px;padding:10px 0 10px 10px;border-left:2px solid #C3D9E5"><div style="margin:0 0 10px 0"><b>Gesendet:</b> Montag, 02. November 2026 um 10:00 Uhr<br><b>Von:</b> Shop &lt;support@shop.example&gt;<br><b>An:</b> anna@x.example<br><b>Betreff:</b> Order</div><div name="quoted-content">${quote}</div></div></div>`,
  ],
  [
    "Open-Xchange",
    `<div>${own}</div><blockquote type="cite"><div>Shop &lt;support@shop.example&gt; hat am 02.11.2026 10:00 CET geschrieben:</div>${quote}</blockquote>`,
  ],
  [
    "Yandex",
    `<div>${own}</div><div><br></div><div>02.11.2026, 10:00, "Shop" &lt;support@shop.example&gt;:</div><blockquote><div>${quote}</div></blockquote>`,
  ],
  [
    "Mail.ru",
    `<html><body><div>${own}</div><blockquote style="border-left:1px solid #0857A6;margin:10px;padding:0 0 0 10px">Понедельник, 2 ноября 2026, 10:00 +03:00 от Shop &lt;support@shop.example&gt;:<br>${quote}</blockquote></body></html>`,
  ],
  [
    "QQ",
    `<div>${own}</div><div><br></div><div style="font-size:12px;font-family:Arial Narrow;padding:2px 0 2px 0">------------------&nbsp;原始邮件&nbsp;------------------</div><div style="background:#efefef"><div><b>发件人:</b>&nbsp;"Shop"&lt;support@shop.example&gt;;</div><div><b>发送时间:</b>&nbsp;2026年11月2日 10:00</div><div><b>收件人:</b>&nbsp;"Anna"&lt;anna@x.example&gt;;</div><div><b>主题:</b>&nbsp;Order</div></div><div>${quote}</div>`,
  ],
  [
    "163",
    `<div>${own}</div><div id="divNeteaseMailCard"></div><p>在 2026-11-02 10:00:00，"Shop" &lt;support@shop.example&gt; 写道：</p><blockquote id="isReplyContent" style="PADDING-LEFT:1ex">${quote}</blockquote>`,
  ],
  [
    "Foxmail",
    `<div>${own}</div><hr style="width:210px;height:1px"><blockquote style="margin-Top:0px"><div style="border:none;border-top:solid #B5C4DF 1.0pt"><div><b>发件人：</b>Shop</div><div><b>发送时间：</b>2026-11-02</div><div><b>主题：</b>Order</div></div><div>${quote}</div></blockquote>`,
  ],
  [
    "Naver",
    `<div>${own}</div><p>-----Original Message-----<br><b>From:</b> "Shop" &lt;support@shop.example&gt;<br><b>To:</b> &lt;anna@x.example&gt;<br><b>Sent:</b> 2026-11-02 (월) 10:00:00<br><b>Subject:</b> Order</p><div>${quote}</div>`,
  ],
  [
    "Fastmail",
    `<div>${own}</div><div><br></div><div>On Mon, 2 Nov 2026, at 10:00 AM, Shop wrote:</div><blockquote type="cite" id="qt">${quote}</blockquote>`,
  ],
  ["Front", `<div>${own}</div><br><blockquote type="cite" class="front-blockquote">${wrote}<br>${quote}</blockquote>`],
  [
    "Spark",
    `<div name="messageBodySection">${own}</div><div name="messageSignatureSection"><br>Anna Smith</div><div name="messageReplySection">On 2 Nov 2026, 10:00 +0100, Shop &lt;support@shop.example&gt;, wrote:<br><blockquote type="cite" style="border-left:thin solid">${quote}</blockquote></div>`,
  ],
  [
    "Airmail",
    `<div id="bloop_customfont">${own}</div><p class="airmail_on">On 2 November 2026 at 10:00:00, Shop (support@shop.example) wrote:</p><blockquote type="cite" class="clean_bq">${quote}</blockquote>`,
  ],
  [
    "eM Client",
    `<div>${own}</div><div>------ Original Message ------</div><div>From "Shop" &lt;support@shop.example&gt;</div><div>To anna@x.example</div><div>Date 02/11/2026 10:00:00</div><div>Subject Order</div><blockquote cite="1@shop.example" type="cite" class="cite2">${quote}</blockquote>`,
  ],
  [
    "Samsung Mail",
    `<div dir="auto">${own}</div><div id="composer_signature" dir="auto">Sent from my Galaxy</div><div dir="auto"><br></div><div>-------- Original message --------</div><div>From: Shop &lt;support@shop.example&gt; </div><div>Date: 02/11/2026  10:00  (GMT+01:00) </div><div>To: anna@x.example </div><div>Subject: Order </div><div><br></div>${quote}`,
  ],
  [
    "Zimbra",
    `<div>${own}</div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__">${header()}</div><div data-marker="__QUOTED_TEXT__">${quote}</div>`,
  ],
  [
    "Zimbra of old",
    `<div>${own}</div><hr id="zwchr"><blockquote style="border-left:2px solid #1010FF;margin-left:5px">${header()}<br>${quote}</blockquote>`,
  ],
  [
    "Roundcube",
    `<p>${own}</p><p id="reply-intro">On 2026-11-02 10:00, Shop wrote:</p><blockquote type="cite" style="padding:0 0.4em;border-left:#1010ff 2px solid">${quote}</blockquote>`,
  ],
  [
    "Horde",
    `<p>${own}</p><p>Zitat von Shop &lt;support@shop.example&gt;:</p><blockquote type="cite" style="border-left:2px solid blue">${quote}</blockquote>`,
  ],
  [
    "Lotus Notes",
    `<font face="sans-serif">${own}</font><br><br><table><tr><td><font size="1" color="#5f5f5f">From:</font></td><td><font size="1">"Shop" &lt;support@shop.example&gt;</font></td></tr><tr><td><font size="1" color="#5f5f5f">To:</font></td><td>anna@x.example</td></tr><tr><td><font size="1" color="#5f5f5f">Date:</font></td><td>02/11/2026 10:00</td></tr><tr><td><font size="1" color="#5f5f5f">Subject:</font></td><td>Order</td></tr></table><hr noshade><br>${quote}`,
  ],
  [
    "HCL Verse",
    `<div class="domino-section"><div>${own}</div><div class="domino-replyto" style="border-left:2px solid"><div>-----"Shop" &lt;support@shop.example&gt; wrote: -----</div><div>${quote}</div></div></div>`,
  ],
  [
    "Mailbird",
    `<div>${own}</div><br><blockquote class="history_container" type="cite" style="border-left-style:solid">On 11/2/2026 10:00:00 AM, Shop &lt;support@shop.example&gt; wrote:<br>${quote}</blockquote>`,
  ],
  [
    "Missive",
    `<div>${own}</div><div class="missive_quote">${wrote}<br><blockquote type="cite">${quote}</blockquote></div>`,
  ],
  [
    "Freshdesk",
    `<div>${own}</div><div class="freshdesk_quote"><blockquote class="freshdesk_quote">${wrote}<br>${quote}</blockquote></div>`,
  ],
  [
    "a help desk's mark",
    `<div>${own}</div><div style="color:#b5b5b5">##- Please type your reply above this line -##</div><div>${quote}</div>`,
  ],
  [
    "Blue Mail",
    `<div dir="auto">${own}</div><div class="replyHeader">On Nov 2, 2026, at 10:00, Shop &lt;support@shop.example&gt; wrote:</div><blockquote class="gmail_quote">${quote}</blockquote>`,
  ],
  [
    "Mailspring",
    `<div>${own}</div><div class="gmail_quote_attribution">On Nov 2 2026, at 10:00 am, Shop &lt;support@shop.example&gt; wrote:</div><blockquote>${quote}</blockquote>`,
  ],
  [
    "Evolution",
    `<div>${own}</div><div>On Mon, 2026-11-02 at 10:00 +0100, Shop wrote:</div><blockquote type="cite" style="margin:0 0 0 .8ex">${quote}</blockquote>`,
  ],
];

const first = "Shall we send it?";
const second = "Which size?";
const answers = ["Yes please.", "Size M."] as const;

/** Answers between the pieces of a quote. */
export const htmlAnswers: readonly (readonly [name: string, html: string])[] = [
  [
    "Gmail",
    `<div dir="ltr"><div class="gmail_quote"><div class="gmail_attr">${wrote}<br></div><blockquote class="gmail_quote">${first}</blockquote><div>${answers[0]}</div><blockquote class="gmail_quote">${second}</blockquote><div>${answers[1]}</div></div></div>`,
  ],
  [
    "Gmail under words of its own",
    `<div dir="ltr"><div>${answers[0]}</div><div class="gmail_quote"><div class="gmail_attr">${wrote}<br></div><blockquote class="gmail_quote">${first}<br>${second}</blockquote><div>${answers[1]}</div></div></div>`,
  ],
  [
    "Thunderbird",
    `<div class="moz-cite-prefix">On 11/2/26 10:00, Shop wrote:<br></div><blockquote type="cite">${first}</blockquote><p>${answers[0]}</p><blockquote type="cite">${second}</blockquote><p>${answers[1]}</p>`,
  ],
  [
    "Apple Mail",
    `<div><blockquote type="cite"><div>On 2 Nov 2026, at 10:00, Shop &lt;support@shop.example&gt; wrote:</div><div>${first}</div></blockquote><div>${answers[0]}</div><blockquote type="cite"><div>${second}</div></blockquote><div>${answers[1]}</div></div>`,
  ],
  [
    "Proton",
    `<div class="protonmail_quote">${wrote}<br><blockquote class="protonmail_quote" type="cite">${first}</blockquote><div>${answers[0]}</div><blockquote class="protonmail_quote" type="cite">${second}</blockquote><div>${answers[1]}</div></div>`,
  ],
  [
    "Yandex",
    `<div>02.11.2026, 10:00, "Shop" &lt;support@shop.example&gt;:</div><blockquote>${first}</blockquote><div>${answers[0]}</div><blockquote>${second}</blockquote><div>${answers[1]}</div>`,
  ],
  [
    "a program that only indents its own words",
    `<div>${answers[0]}</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>${answers[1]}</div></blockquote>`,
  ],
];
