/**
 * Ways to say one thing in several words, and the word it is compared by. The first that matches changes the text for
 * those after it, so longer ways stand before shorter ones.
 */
export const englishWordings: readonly (readonly [RegExp, string])[] = [
  [/\bwhat'?s\b/gi, "what is"],
  [
    /\b(?:go|goes|going|gone|get|run|be|is|are) out of date\b|\bout of date\b|\b(?:still )?any good\b|\bstill good\b/gi,
    "expire",
  ],
  [/\bgo(?:ing)? about (?=\w+ing)/gi, ""],
  [/\b(you|your|for) posting\b/gi, "$1 shipping"],
  [/\bgets? (?:me|you|us)(?: \w+){0,2} off\b/gi, "worth"],
  [/\bdown (?=bags?\b)/gi, "down sleeping "],
  [/\bin (?:that|this|such a|which) (?:case|event)\b/gi, ""],
  [/\blook (?:it|that|this|them) up\b|\blook up\b/gi, "check"],
  [/\b(?:turning|showing) up\b/gi, "arriving"],
  [/\b(?:ring|ringing|rang|phone|phoning) (?:you )?up\b/gi, "call"],
  [/\b(?:get|come|take me|be taken) off (?:the|your) (?:mailing )?list\b/gi, "unsubscribe newsletter"],
  [
    /\b(?:split|spread|divide) (?:it |this |that |the (?:\w+ )?(?:payment|cost|price|amount|bill) )?(?:up )?(?:in|into|over|across) (?:\w+ ){0,2}(?:payments?|parts?|months?|rates?|instal?ments?|goes)\b/gi,
    "instalments",
  ],
  [/\b(?:US|USA|U\.S\.A?\.?|United States|America)\b/g, "usa"],
  [/\bget (?:things|stuff|it|orders?|parcels?|something|a parcel|an order) to\b/gi, "deliver to"],
  [/\bwith (?:a|another|the) (?:second|other) (?:one)?/gi, "with another"],
  [
    /\bget(?:ting)? ((?:the|my|our|any) (?:\w+ ){0,3}(?:costs?|fees?|charges?|postage|money|shipping|delivery)) back\b/gi,
    "refund $1",
  ],
  [/\bdown (?=(?:jacket|coat|vest|quilt|pillow|blanket|parka)s?\b)/gi, "goosedown "],
  [/\bdry[- ]?clean(?:ed|ing|er|ers)?\b/gi, "drycleaning"],
  [/\bget(?:ting)? ((?:\w+ ){1,3}?)(?:off|out of|out)\b/gi, "remove $1"],
  [/\bundo(?:ing)? ((?:my|an|the) )?order\b/gi, "cancel order"],
  [/\bpaid out\b|\bpay(?:ing)? out\b/gi, "payout"],
  [
    /\b(?:accept|accepts|take|takes|support|offer|work with)(?= (?:\w+ )?(?:paypal|apple ?pay|google ?pay|visa|mastercard|master card|amex|american express|klarna|maestro|bitcoin|credit cards?|debit cards?|cheques?|checks?|ideal|giropay|sofort|cash|bank transfers?|cards?)\b)/gi,
    "pay by",
  ],
  [
    /\b(?:do|would|could|can|will) you (?:also |still )?(ship|deliver|send|post)(?: \w+){0,2} (?:to|outside|abroad|overseas)\b/gi,
    "countries $1 to",
  ],
  [/\border (?:\w+ ){0,3}?from (?:you|your (?:shop|site|website|store))(?: \w+)? to\b/gi, "countries ship to"],
  [/\b(?:any|every) (?:other )?country(?: we ship to)?\b/gi, "anycountry"],
  [/\bno more\b/gi, "ended"],
  [/\breport(?:ing)?\b/gi, "tell"],
  [/\b(?:return|returns|refund) polic(?:y|ies)\b/gi, "how long return"],
  [
    /\b(?:from|above|over|starting at|as of|beyond) (?:what|which|how much)(?: an?)? ?(?:order|purchase|basket)? ?(?:value|amount|sum|total|price)?(?= (?:is|are|do|does|will|would))/gi,
    "orders or more",
  ],
  [/\b(?:minimum|min) (?:order|spend|purchase)(?: value| amount)?\b/gi, "orders or more"],
  [
    /\b(?:is|be|are|gets?|was|goes) (it |they |the \w+ |my \w+ )?(?:still )?(?:sent|shipped|posted|dispatched|out)\b(?! back)/gi,
    "$1 dispatch",
  ],
  [/\b(?:nobody|no one|no-one|noone) (?:opens?|answers?|hears?)(?: the (?:door|bell|doorbell))?\b/gi, "absent"],
  [/\b(?:on the road|on the way to me)\b/gi, "delivery"],
  [
    /\b(?:postage|carriage|(?:shipping|delivery|postal) (?:fees?|charges?|rates?|prices?|costs?))\b/gi,
    "shipping costs",
  ],
  [
    /\b(?:must|do|would|will|shall|need|have) (?:i|we|to) (?:have to |need to |also |still |be )*(?:pay|charged|paying)(?: any| some| for| extra| additional)* (?=(?:customs|dut|import|tax))/gi,
    "charged ",
  ],
  [/\brun(?:s)? (?:small|large|big|short|long|true to size|tight)\b/gi, "runsmall"],
  [/\b(?:shopping )?(?:balance)\b/gi, "balance"],
  // Asking for a kind of answer.
  [/\bhow much (?:time|longer)\b/gi, "how long"],
  [
    /\b(?:until|till|by|up to) (?:when|what (?:date|day|time))\b|\bwhat(?:'s| is) the (?:deadline|time limit|window|cut-?off)\b|\bhow much time\b/gi,
    "how long deadline",
  ],
  [/\b(?:is|am i) (?:it |i )?too late (?=to)/gi, "can i still "],
  // Returning, exchanging, refunding.
  [
    /\b(?:get|have|want|receive) (?:\w+ )?(?:money|cash) back\b|\bmoney back\b|\bpay(?:ing)? (?:me )?back\b|\bget (?:reimbursed|refunded)\b/gi,
    "refund",
  ],
  [/\b(?:let|have) (?:you|u) (?:have|get) ((?:\w+ ){0,3}?)back\b/gi, "return $1"],
  [
    /\b(?:send|sent|sending|sends|give|gave|given|giving|bring|brought|bringing|take|took|taken|taking|hand|handed|handing|ship|shipped|shipping|post|posted|posting|mail|mailed|bringing|put|pass) ((?:\w+ ){0,5}?)back\b/gi,
    "return $1",
  ],
  [/\b(?:changed|change) (?:my|our|her|his) minds?\b/gi, "not keep"],
  [
    /\b(?:never|not|n't|un)[ -]?(?:been )?(?:used|worn|opened|touched)\b|\bas new\b|\bstill (?:sealed|boxed|wrapped)\b/gi,
    "unused",
  ],
  [
    /\bnever (?:been )?(?:used|worn|opened)\b|\b(?:have|has|had)(?:n't| not) (?:been )?(?:used|worn|opened) (?:it|them|yet)?\b/gi,
    "unused",
  ],
  [
    /\b(?:swap|swapping|switch|switching|trade|trading|change|changing) ((?:\w+ ){1,4}?)(?:for|into|to) (?:a |an |the |one )?(?=\w*\s*(?:\w+ )?(?:size|larger|smaller|bigger|[xsml]{1,3}\b|\d))/gi,
    "exchange $1 size ",
  ],
  [
    /\b(?:a|one|next|the next) size (?:up|down|bigger|larger|smaller)\b|\b(?:a |the )?(?:bigger|larger|smaller) (?:one|size|pair)\b|\b(?:different|other|another|wrong|right|correct|new) size\b/gi,
    "another size",
  ],
  [/\b(?:in )?(?:an )?(?:xs|s|m|l|xl|xxl)\b(?= (?:instead|please|now|size)|\?|\.|,)/gi, "size"],
  // Sending and arriving.
  [/\b(?:hand|handed|handing) (?:over|off) (?:the )?(?:box|parcel|package|things|it)?\b/gi, "dispatch"],
  [
    /\b(?:go|goes|going|went|gone) out\b|\bon its way (?:out|to me)\b|\bget(?:s)? (?:shipped|sent|posted|sent out|sent off|dispatched)\b|\b(?:sent|send|sending|ship|shipped) (?:out|off)\b|\bleave(?:s)? (?:you|your (?:warehouse|place|store))\b/gi,
    "dispatch",
  ],
  [
    /\b(?:is|be|are) (?:it |the parcel |they )?(?:travelling|traveling|underway|en route|in transit|on (?:its|the|their) way)\b/gi,
    "delivery",
  ],
  [
    /\b(?:turn|turns|show|shows) up\b|\bget(?:s|ting)? (?:here|there|to me|to us|to my \w+)\b|\bin my hands\b|\bat my door(?:step)?\b|\bmake(?:s)? it (?:here|there)\b|\bend(?:s)? up here\b/gi,
    "arrive",
  ],
  [
    /\b(?:nobody|no one|no-one|noone|not|n't|never) (?:is |be |'s )?(?:in|home|at home|there|around)\b(?= (?:when|to|during|and|on|at)|\?|\.|,|$)|\b(?:miss|missed|missing) (?:the |a |my |your )?(?:delivery|courier|driver|postman|carrier|parcel man|delivery man)\b|\b(?:i|we)(?:'m| am|'re| are) (?:out|away|at work|not in|not home|not at home)\b|\b(?:out|away|at work) (?:when|all day|during|that day)\b|\bnobody (?:home|in|there)\b/gi,
    "absent",
  ],
  [
    /\b(?:nothing|none|no email|no mail|it) (?:has |had |have )?(?:came|come|arrived|arrives|turned up|shown up|reached me|appeared|appears)\b|\b(?:did|does|do|has|have|is|was) ?(?:not|n't) (?:come|came|arrive|arrived|arriving|turn up|turned up|reach me|reached me|get(?:ting)? (?:the |that |any )?(?:email|mail|link|message)|received? (?:the |that |any )?(?:email|mail|link|message))\b|\bnothing (?:arrives|comes)\b|\bnever (?:came|arrived|comes|arrives|got (?:the|an|that) (?:email|mail|link))\b/gi,
    "not arrive",
  ],
  [/\b(?:home|front) address\b|\bwhere (?:it|they|this) (?:goes|is going|should go|is sent)\b/gi, "delivery address"],
  [
    /\bwhere(?:abouts)? (?:is |are )?(?:my |the |a )?(?:parcel|package|delivery|order|box) (?:is|has got to)\b/gi,
    "track parcel",
  ],
  [
    /\b(?:see|check|find out|know|watch|follow) (?:where|how far) (?:it|my \w+|the \w+|a \w+) (?:is|has got|are)\b/gi,
    "track parcel",
  ],
  // Orders.
  [/\bcall(?:ing|ed)? off\b|\bback out of\b/gi, "cancel"],
  [
    /\b(?:everything|all|whole lot|the lot) (?:in|of|from) (?:my|the|an|our) order\b|\b(?:the whole thing|all of it|the (?:entire|complete|full) order)\b|\b(?:everything|all)(?= (?:\w+ ){0,5}return| back)/gi,
    "whole order",
  ],
  [/\b(?:part|half|some|one) of (?:it|them|my order|the order|the things)\b/gi, "part order"],
  [
    /\b(?:i|we) (?:have )?paid (?:for (?:having )?(?:it|them) (?:sent|delivered|shipped)(?: to me| to us)?)?(?: in the first place| originally| at first)\b|\bin the first place\b/gi,
    "original",
  ],
  [
    /\bin writing\b|\b(?:get|receive|have|see) (?:a |any |some )?(?:proof|confirmation|written notice)\b/gi,
    "confirmation",
  ],
  [
    /\b(?:add|put|throw|include|squeeze|slip) (?:in )?((?:\w+ ){0,4}?)(?:to|in|into|onto|with) (?:my|the|an|this|that) (?:order|parcel|package)\b/gi,
    "add item order $1",
  ],
  [
    /\b(?:made|built) to (?:measure|order)\b|\bcustom[- ]made\b|\bbespoke\b|\btailor(?:ed|[- ]made)\b/gi,
    "made measure",
  ],
  // Paying.
  [
    /\b(?:take|takes|taken|taking|took|debit\w*|withdraw\w*|charge\w*|bill|billed|billing) ((?:the |my |our )?(?:money|card|account|amount|payment|visa|mastercard)(?: off| from)?(?: my| the)?(?: card| account)?)\b/gi,
    "charge card $1",
  ],
  [
    /\b(?:pay|paying) (?:in (?:parts?|rates?|stages)|by (?:the month|installments?)|monthly|over (?:time|several months)|later|in (?:two|three|four|several|a few|\d+) (?:parts?|payments?|goes|stages|times))\b|\b(?:monthly|part|split|partial) payments?\b|\bsplit (?:the |my )?(?:cost|payment|bill|price)\b|\bspread (?:the )?(?:cost|payment)s?\b|\bbuy now,? pay later\b|\b(?:on|in) (?:instal?lments?|rates)\b/gi,
    "instalments",
  ],
  [/\bpay(?:ing)? (?:on|by|after|against) (?:the )?(?:account|invoice|bill|receiving|delivery)\b/gi, "pay on account"],
  [
    /\b(?:wire|money|bank|sepa|credit)[ -]?transfers?\b|\bwire (?:the |you )?(?:money|amount)\b|\bbank wire\b|\bfrom (?:my|our) bank(?: account)?\b|\btransfer (?:the )?(?:money|amount|sum)\b/gi,
    "bank transfer",
  ],
  [
    /\b(?:not|n't) (?:going|go|gone|went) through\b|\b(?:not|n't) (?:accept|accepted|take|taken|work|working)(?: my| the)? (?:card|payment|visa|mastercard)\b|\b(?:bounces|bounced|bouncing|knocked back|refused|rejected|turned down|not accepted|not working|does(?:n't| not) work|would(?:n't| not) go through|wo(?:n't| not) (?:go through|work)|will not (?:go through|work))\b/gi,
    "declined",
  ],
  [/\b(?:at|the) (?:the )?till\b|\bat (?:the )?(?:payment|last|final) (?:step|stage|page)\b/gi, "checkout"],
  [/\b(?:shopping )?(?:cart|trolley|bag of items)\b/gi, "basket"],
];
