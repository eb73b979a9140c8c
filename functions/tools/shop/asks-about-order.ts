// What a question wants to know of an order, by its words. Narrow on purpose: what is not clearly about where the
// sender's own order is goes the ordinary way, where articles answer or a person does.

/** Lower case without diacritics, so that `größe` and `grosse`, `Où` and `ou` meet. */
export const plainWords = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[’‘`´]/g, "'");

const thing = "(?:order|parcel|package|delivery|shipment|purchase)";
const sache = "(?:bestellung|paket|packchen|sendung|lieferung)";
const own = "(?:my|our)(?: \\w+){0,2}";
const eigen = "(?:mein|meine|meiner|meines|unser|unsere|unserer)(?: \\w+){0,2}";

const whereIsMine = [
  `\\bwhere(?:'s| is| are| has| abouts is)? ${own} ${thing}`,
  `\\b(?:status|whereabouts|progress|update) (?:of|on|for|about) ${own} ${thing}`,
  `\\b${own} ${thing} status\\b`,
  `\\b(?:has|have|was|were|is|did) ${own} ${thing}s? (?:\\w+ ){0,3}(?:shipped|ship|left|leave|sent|dispatched|gone out|on its way|on the way|arriv\\w+|delivered)`,
  `\\bwhen (?:will|does|is|can|should) ${own} ${thing}s? (?:\\w+ ){0,3}(?:arriv\\w*|come|ship\\w*|leave|delivered|deliver|expected|be here|get here)`,
  `\\bwhen (?:will|do|can|should) i (?:get|receive|expect|have) ${own} ${thing}`,
  `\\b(?:track|trace) ${own} ${thing}(?! (?:by|with|in general))`,
  `\\bwo (?:ist|bleibt|steckt|befindet sich) (?:denn )?${eigen} ${sache}`,
  `\\b(?:status|stand) (?:von )?${eigen} ${sache}`,
  `\\bwann (?:kommt|trifft|wird) ${eigen} ${sache}`,
  `\\bwann (?:bekomme|erhalte|bekommen|erhalten) (?:ich|wir) ${eigen} ${sache}`,
  `\\b(?:ist|wurde|wird) ${eigen} ${sache} (?:\\w+ ){0,3}(?:verschickt|versandt|versendet|unterwegs|angekommen|losgeschickt|raus)`,
].map((pattern) => new RegExp(pattern));

/** With an order's number beside them these words are enough. */
const whereabouts =
  /\b(?:where|status|track\w*|whereabouts|shipped|ship|sent|dispatched|delivered|delivery date|arriv\w*|on its way|on the way|left (?:you|your|the)|when (?:will|does|do|can|is)|wo|wann|sendungs\w*|verschickt|versandt|versendet|unterwegs|angekommen|zugestellt|stand)\b/;
/** About the same order, but another matter: where it is would be no answer. */
const anotherMatter =
  /\b(?:refund\w*|money|return\w*|cancel\w*|exchang\w*|swap\w*|replac\w*|invoice\w*|bill\w*|charge[ds]?|pay\w*|paid|chang\w*|address|wrong|damag\w*|broken|missing|faulty|defect\w*|repair\w*|warranty|guarantee|discount|price|cost\w*|how long|how (?:do|can|to)|erstatt\w*|geld|ruck\w*|zuruck\w*|stornier\w*|umtausch\w*|tausch\w*|rechnung\w*|bezahl\w*|ander\w*|adresse|falsch\w*|beschadigt\w*|kaputt|fehl\w*|defekt\w*|reparatur|garantie|wie lange|wie (?:kann|mache))\b/;

/** Whether the question asks where the sender's own order is, or when it comes. */
export function asksWhereItIs(question: string, namesAnOrder: boolean): boolean {
  const words = plainWords(question).replace(/\s+/g, " ");
  if (anotherMatter.test(words)) return false;
  return namesAnOrder ? whereabouts.test(words) : whereIsMine.some((pattern) => pattern.test(words));
}

const wantsMoneyBack = /\b(?:refund|reimburse|money back)\b|\b(?:erstatten|erstattung|ruckerstattung|geld zuruck)\b/;
const asksGenerally =
  /^(?:\W|and|und|also|auch|hi|hello)*(?:how (?:long|do|does|can|soon)|what (?:is|are|happens)|when (?:do|does)|is it possible|can (?:i|one|customers)|do you|wie (?:lange|lauft|funktioniert|kann)|was passiert|wann)\b/;
const alreadyUnderWay =
  /\b(?:has|have|was|is|where|when|still|status|been|not yet|wurde|wo|wann|noch nicht)\b.{0,60}\b(?:refund\w*|erstatt\w*)\b|\brefund .{0,30}\b(?:sent|issued|paid|arrived|processed)\b/;

/** Whether the question wants a refund to be made, rather than to know how refunds work or where one is. */
export function asksForRefund(question: string): boolean {
  const words = plainWords(question);
  return wantsMoneyBack.test(words) && !asksGenerally.test(words) && !alreadyUnderWay.test(words);
}

const asksForStock =
  /\b(?:in stock|back in stock|out of stock|sold out|(?:still )?available|availability|restock\w*|any .{1,40} left|auf lager|vorratig|lieferbar|ausverkauft|verfugbar|wieder da)\b/;

/** Whether the question asks if something can be had just now. */
export const asksWhatIsInStock = (question: string): boolean => asksForStock.test(plainWords(question));
