/** More English ways to say one thing: of cards, accounts, contact and the goods themselves. They come after those of orders. */
export const moreEnglishWordings: readonly (readonly [RegExp, string])[] = [
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
    /\b(?:run|ran|running|runs) out(?: of)?(?: stock)?\b|\bare out of\b|\bis out of\b|\bbe out of\b|\bout of stock\b|\bnot (?:available|in stock)\b|\b(?:no longer|not) (?:have|has|available|there)\b|\bunavailable\b/gi,
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
