// What machines say of themselves, where no header does. A person's email that is taken for a machine's is closed unread, so
// each of these needs words that hardly anybody writes by hand, and a question or an order undoes all of them.

/** `This is an automated response`, at the begin of a line, as programs put it. */
const itself =
  /(?:^\W{0,6}|[.!] )(?:(?:please note(?: that)?:? )?this (?:is an?|e-?mail is an?|message is an?|(?:e-?mail|message|reply) (?:was|has been|is)) (?:auto(?:matic|mated|matically|-)|system[- ]generated|computer[- ]generated)|dies(?:e e-?mail|e nachricht)? (?:ist|wurde) (?:eine )?automatisch|ceci est (?:une?|un message) (?:réponse |message )?automatique|(?:ce message|cet e-?mail) (?:a été|est) (?:envoyé |généré )?automatique|(?:este es|esta es|este) (?:un |una )?(?:mensaje|respuesta|correo)(?: generado)? automátic|(?:questo è|questa è) (?:un |una )?(?:messaggio|risposta|e-?mail) automatic|(?:esta é|este é) uma? (?:mensagem|resposta|e-?mail) automátic|dit is een automatisch|to jest (?:automatyczn|wiadomość wygenerowana automatycznie)|detta är ett auto|dette er (?:en|et) auto|это автоматическ|toto je automatick|bu (?:otomatik|bir otomatik)|これは自動|このメールは自動|(?:本邮件|此邮件|这)(?:是|为)?(?:由)?系统自动|이 (?:메일|메시지)(?:은|는) 자동|your (?:request|ticket|message|e-?mail|enquiry|inquiry|case)(?: \(?#?[\w-]{1,20}\)?)? (?:has been|was) (?:received|created|opened|registered)(?=[.!,;]|\s*$| and | successfully)|(?:this|the) (?:mailbox|inbox|e-?mail address) is (?:not (?:being )?monitored|unmonitored|unattended))/imu;

const away: readonly RegExp[] = [
  /\b(?:i am|i['’]m|i will be|we are|our office is)\b.{0,40}\b(?:out of (?:the |my )?office|away from (?:the office|my desk|work)|on (?:vacation|holidays?|annual leave|(?:parental|maternity|paternity|sick|medical) leave|leave)|not in the office|(?:currently )?away (?:until|till|from)|closed)\b/iu,
  /\bich bin\b.{0,70}\b(?:nicht im (?:büro|hause?)|außer hause?|im urlaub|abwesend|nicht erreichbar|in elternzeit)\b/iu,
  /\bje (?:suis|serai)\b.{0,50}\b(?:absente?|en congés?|hors du bureau|en vacances)\b/iu,
  /\b(?:estoy|estaré|me encuentro)\b.{0,50}\b(?:fuera de (?:la )?oficina|de vacaciones|ausente)\b/iu,
  /\b(?:sono|sarò)\b.{0,50}\b(?:fuori (?:sede|ufficio)|in ferie|assente)\b/iu,
  /\b(?:estou|estarei)\b.{0,50}\b(?:fora do escritório|de férias|ausente)\b/iu,
  /\bik ben\b.{0,70}\b(?:afwezig|niet (?:op kantoor|aanwezig)|met (?:vakantie|verlof)|op vakantie)\b/iu,
  /(?:jestem|będę).{0,50}(?:poza biurem|na urlopie|nieobecn)/iu,
  /(?:olen|olemme).{0,50}(?:lomalla|poissa)|(?:я|мы) .{0,20}(?:в отпуске|отсутству|вне офиса)|(?:jsem|budu).{0,50}(?:na dovolené|mimo kancelář)|izindeyim|tatildeyim|ofis dışındayım/iu,
  /休暇(?:を|中|と)|不在にして|不在とさせて|正在(?:休假|出差|度假)|不在办公室|不在辦公室|휴가 ?중|부재 ?중입니다|출장 ?중/u,
  /\b(?:jag är|jeg er)\b.{0,50}(?:inte på kontoret|ikke på kontoret|på semester|på ferie|ledig)/iu,
];

/** What such a notice goes on with: who else, when again, how little it sees meanwhile. */
const meanwhile =
  /^\W{0,3}(?:(?:hello|hi|dear .{0,20}|hallo|guten tag|bonjour|hola|buongiorno)[ ,.!]{1,3})?(?:thank you|thanks|(?:vielen|herzlichen) dank|merci|(?:muchas )?gracias|grazie|bedankt|dank) (?:for|für|pour|por|per|voor) (?:your|ihre|deine|votre|su|tu|la (?:sua|tua)|uw|je) (?:recent )?(?:e-?mail|message|nachricht|mail|courriel|mensaje|correo|bericht)|limited access|no access to|in my absence|while i(?:['’]m| am) (?:away|out)|(?:urgent|emergency|immediate).{0,60}(?:contact|call|e-?mail|reach)|(?:contact|call|reach).{0,60}(?:urgent|emergency|immediate)|(?:as soon as i|when i|upon my) (?:am back|return|get back)|in dringenden fällen|nicht (?:automatisch )?weitergeleitet|in meiner abwesenheit|meine vertretung|nach meiner rückkehr|en cas d['’]urgence|(?:à|de) mon retour|en mon absence|en caso de urgencia|a mi (?:regreso|vuelta)|durante mi ausencia|in caso di urgenz|al mio (?:rientro|ritorno)|em caso de urgência|na minha ausência|bij (?:dringende|spoed)|tijdens mijn afwezigheid|w pilnych sprawach|podczas mojej nieobecności|vid brådskande|ved (?:hastende|presserende)|kiireelli|по срочным|в срочных|v naléhavých|v urgentních|acil durum|お急ぎ|緊急|急事|紧急|緊急|급한|긴급/iu;

/** What a customer is on about; a notice knows nothing of it. */
const business =
  /[?？]|\b(?:order(?:ed|s)?|deliver\w*|parcels?|packages?|shipments?|refund\w*|invoices?|liefer\w*|bestell\w*|pakete?|rechnung\w*|retoure|livr\w+|commande\w*|colis|pedidos?|entreg\w+|ordin[ei]|consegn\w+|bestelling|levering|pakket|zamówieni\w*|paczk\w+|ordre\w*|levering\w*|leverans\w*|pakke\w*|tilau\w+|toimitu\w+|paketti|objedn\w+|zásilk\w+|sipariş\w*|kargo\w*)\b|заказ|достав|посылк|注文|配送|配達|荷物|商品|订单|快递|送货|包裹|주문|배송|택배/iu;

/** Whether it calls itself automatic in its first lines. */
export const saysItIsAutomatic = (words: string): boolean => {
  const start = words.split("\n").filter((line) => line.trim() !== "");
  return itself.test(start.slice(0, 3).join("\n").slice(0, 600)) && !words.includes("?");
};

/** Whether it says that its sender is away, and nothing that only a customer would. */
export const tellsOfAbsence = (words: string): boolean =>
  !business.test(words.slice(0, 1500)) &&
  away.some((pattern) => pattern.test(words.slice(0, 1500).replace(/\s+/g, " ")));

/** Whether it says that its sender is away, and what to do meanwhile, and nothing else. */
export const saysAway = (words: string): boolean => {
  const said = words.slice(0, 1500).replace(/\s+/g, " ");
  return away.some((pattern) => pattern.test(said)) && meanwhile.test(said) && !business.test(said);
};
