/**
 * Ways to say one thing in several words, and the word it is compared by. The first that matches changes the text for
 * those after it, so longer ways stand before shorter ones.
 */
export const englishWordings: readonly (readonly [RegExp, string])[] = [
  [/\bwhat'?s\b/gi, "what is"],
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
    "pay ",
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
  [/\bcall(?:ing|ed)? off\b|\bback out of\b|\bundo(?:ing)? (?=(?:my|an|the) order)/gi, "cancel"],
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
  // Gift cards and points.
  [
    /\bgift ?(?:card|voucher|certificate|token|code)s?\b|\b(?:store|shop) (?:voucher|credit)s?\b|\bvoucher(?: code)?s?\b/gi,
    "giftcard",
  ],
  [
    /\b(?:what(?:'s| is)|how much(?: money| credit)?(?: is| do i have)?) (?:still )?(?:left|remaining|on) (?:on |in )?(?:it|them|the card|my card|my|the|a)?\b|\bhow much (?:money |credit )?(?:is|are|do i have) (?:still )?(?:left )?(?:on|in)\b|\blook up how much\b|\bremaining (?:value|amount|credit)\b/gi,
    "balance",
  ],
  [
    /\bput (?:both|two|three|several|them|2|3)?(?: of them)?(?: \w+){0,2} towards\b|\b(?:redeem|redeeming|combine|combining|cash in|trade in)\b/gi,
    "spend",
  ],
  [
    /\b(?:email|e-mail|digital|online|electronic|virtual|pdf|downloadable) (?:version|one|voucher|card|giftcard)\b|\be-?(?:gift|voucher|giftcard)\w*\b/gi,
    "digital email giftcard",
  ],
  [/\b(?:paper|physical|real|plastic|posted|postal) (?:version|one|voucher|card|giftcard)\b/gi, "printed giftcard"],
  [/\b(?:points?|loyalty|bonus|reward|rewards) (?:scheme|programme|program|system|club|card)\b/gi, "points"],
  [/\bhow many (?:points )?(?:do|will|would) (?:i|we|you) get\b/gi, "how many points earn"],
  [
    /\b(?:run|ran|running|runs) out(?: of)?(?: stock)?\b|\bare out of\b|\bis out of\b|\bbe out of\b|\bout of stock\b|\bnot (?:available|in stock)\b|\b(?:no longer|not) (?:have|has|available|there)\b|\bgone\b|\bunavailable\b/gi,
    "sold out",
  ],
  [
    /\b(?:lose|loses|losing) (?:its |their )?(?:validity|value)\b|\b(?:go|goes|going) off\b|\brun(?:s)? out\b|\b(?:still )?(?:good|usable|redeemable) (?:for|until|till)\b|\buse(?:[- ]by| it by| them by)\b/gi,
    "expire",
  ],
  // Accounts.
  [
    /\b(?:log|sign|logging|signing|logged|signed) ?(?:in|on|into)(?: to)?\b|\bget (?:in|into)(?: to)? (?:my|the|our) account\b/gi,
    "login",
  ],
  [
    /\b(?:new|another|different|fresh) (?:password|pass ?word)\b|\b(?:don't|do not|can't|cannot|couldn't|can not) (?:remember|recall|think of) (?:my|the) (?:password|login)\b|\b(?:forgot|forgotten|lost|change|changing|recover|renew) (?:my |the |your )?(?:pass(?:word|code|phrase)|login)\b/gi,
    "reset password",
  ],
  [/\b(?:locked|shut|blocked|frozen) (?:me )?out(?: of)?\b/gi, "locked"],
  [
    /\btoo many (?:wrong |failed |false )?(?:attempts|tries|goes|guesses|passwords|times)\b|\b(?:wrong|false|incorrect) password\b/gi,
    "locked wrong password",
  ],
  [
    /\bwithout (?:having |making |creating )?(?:an |any )?account\b|\bno account\b|\b(?:not|n't|never) (?:have |registered|made |got |create[d]? |opened? )(?:an |any )?account\b|\bnot registered\b|\bnot (?:a )?registered (?:customer|user)\b/gi,
    "without account guest",
  ],
  // Newsletter.
  [
    /\b(?:stop|stops|stopping|no longer|not want|don't want|end|quit|get rid of|opt out of|take me off|remove me from|get off|leave|come off) (?:\w+ ){0,4}?(?:newsletters?|mailing list|mailings?|marketing emails?|marketing|promotional (?:emails?|mails?)|advert\w* (?:emails?|mails?)|promo(?:tion)?s?(?: emails?)?)\b/gi,
    "unsubscribe newsletter",
  ],
  [/\b(?:marketing|promotional|promo|advertising) (?:emails?|mails?|messages?)\b|\bmailing list\b/gi, "newsletter"],
  // Contact.
  [
    /\b(?:phone|telephone|call|phoning) (?:hours|times|line)\b|\bwhen (?:are|is) (?:you|your (?:phone|line|hotline|office|support)\w*)\b|\b(?:speak|talk) (?:to|with) (?:a (?:human|person|real person)|someone|somebody|you|one of you|a colleague)\b|(?<=\b(?:can|could|do|to|may|i|we) )(?:best |also |still )?(?:reach|get|catch|ring|phone|call) (?:you|u|someone|somebody)(?: guys| all)?(?: up)?(?: on the phone| by phone)?\b|\bgive (?:you|u) a (?:ring|call|bell|buzz)\b|\bget hold of (?:you|someone|somebody)\b/gi,
    "call phone",
  ],
  [
    /\b(?:drop|call|come|pop|stop|swing|pass) (?:by|in|over|round)\b|\bvisit (?:you|u|your (?:shop|store|showroom|place|premises))\b|\b(?:brick[s]?[- ]and[- ]mortar|physical|real|actual|local|walk-in) (?:shop|store|location|branch|place)\b|\b(?:a |your )(?:shop|store|showroom|branch|outlet)\b(?= (?:in|near|i can|where|that|open|to visit|somewhere|anywhere|around|you))|\b(?:shops|stores|showrooms|outlets|branches)\b/gi,
    "showroom person",
  ],
  [
    /\btry(?:ing)? ((?:\w+ ){0,6}?)on\b|\bsee ((?:\w+ ){0,5}?)(?:before (?:i |buying|ordering|i buy)|in the flesh|in real life)\b|\bfitting room\b/gi,
    "try showroom $1 $2",
  ],
  [
    /\b(?:pick|picking|picked) ((?:\w+ ){0,5}?)up\b(?! point)|\bfetch\w*\b|\bclick (?:and|&) collect\b/gi,
    "collect person $1",
  ],
  // Things.
  [/\bsleeping ?bags?\b/gi, "sleepingbag"],
  [/\bmade (?:of|from|out of)\b/gi, "material"],
  [/\b(?:come|comes|coming|supplied|sold|delivered) with\b/gi, "included"],
  [
    /\b(?:how|what) (?:expensive|is the price|are the prices|is the cost|are the costs)\b|\bhow much (?:do|does|would|will|is|are|for)\b|\bwhat (?:do|does|would|will) (?:i|we|you|it|that|this)(?: \w+){0,3} (?:pay|owe|charge)\b|\bwhat (?:do|will|would) (?:i|we) have to pay\b|\bset me back\b|\bdo you charge\b|\bfor nothing\b(?=.*\?)/gi,
    "cost ",
  ],
  // The shop is a store, too; only what is done with things counts.
  [/\b(?:stor(?:ed|ing)|store(?= (?:a|an|my|our|the|it|them|your|down|this)\b))/gi, "storage"],
  [/\b(?:put|pack)(?:ting|ing|s)? ((?:\w+ ){0,4}?)away\b/gi, "storage $1"],
  [
    /\b(?:keep|keeping|kept) ((?:\w+ ){0,5}?)(?:over|for|during|through|until|between) (?:the )?(?:winter|summer|season|trips|tours|months|next)\b/gi,
    "storage $1",
  ],
  [/\bget rid of\b/gi, "remove"],
  [
    /\b(?:put|putting|set|setting|puts|pitch|pitching) ((?:\w+ ){0,5}?)up\b|\b(?:erect|erecting|assemble|assembling|assembly)\b/gi,
    "pitch $1",
  ],
  [/\b(?:outer (?:sheet|layer|shell|tent)|rain ?fly|fly ?sheet|outer)\b/gi, "flysheet"],
  [/\b(?:inner ground|ground (?:sheet|cloth)|tent floor)\b/gi, "groundsheet"],
  [/\bwashing[- ]?machine\b/gi, "washingmachine"],
  [/\btumble[- ]?(?:dryer|drier|dry|drying)\b/gi, "tumbledryer"],
  [
    /\b(?:coming|come|came|comes) (?:undone|apart|off|loose|unstitched)\b|\bfell (?:apart|off)\b|\bgave (?:way|out)\b/gi,
    "fault",
  ],
  [/\b(?:united kingdom|great britain|u\.k\.)/gi, "uk"],
  [/\b(?:european union|e\.u\.)/gi, "eu"],
  [/\b(?:value added|sales) tax\b/gi, "vat"],
  [/\b(?:company|firm|business|employer)(?:'s)? (?:name|details|address)\b/gi, "company name"],
  [/\b(?:import|customs) (?:duties|duty|tax|taxes|charges?|fees?|vat)\b/gi, "customs"],
];
