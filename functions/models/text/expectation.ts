import { fold } from "./words.ts";

/** What a good answer must contain, by the way the question is put. */
type Expectation = { readonly asks: RegExp; readonly given: RegExp };

const duration =
  /\b\d+\s*(?:to|bis|-|–)?\s*\d*\s*(?:working |business |full )?(?:second|minute|hour|day|week|month|year|sekunde|minute|stunde|tag|werktag|woche|monat|jahr)|\b(?:same|next) (?:working )?day|immediately|straight away|within a few|selben tag|sofort|werktag/;
const money =
  /[€$£]\s?\d|\d\s?(?:€|eur|usd|gbp|chf)|\bfree\b|\bno (?:extra )?(?:cost|charge)|kostenlos|kostenfrei|gratis|deduct|we pay/;

const weekday =
  /\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\bweekend|\bwerktag|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s?\b|wochenende/;
const dayNamed =
  /\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\bweekend|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s?\b|wochenende/;

const expectations: readonly Expectation[] = [
  // `on a Saturday`: an answer must name days, too.
  { asks: weekday, given: dayNamed },
  {
    asks: /\b(?:is|are) there (?:an? |any )?(?:extra |additional )?(?:fees?|charges?|costs?|surcharges?)\b|\bdo you charge\b|\b(?:free of charge|for free|gratis|kostenlos|kostenfrei|umsonst)\b|\b(?:is|are|was)\b[^?]* free\b|\b(?:cost|costs|charge) (?:me |us )?(?:anything|something|extra)\b|\bkostet\b[^?]*\betwas\b/,
    given: money,
  },
  {
    asks: /\bhow often\b|\bhow many times\b|\bwie oft\b/,
    given: /\b(?:once|twice|every|per|times|einmal|zweimal|alle|jede[nsr]?|jahrlich)\b/,
  },
  {
    asks: /\b(?:same|next|following) (?:working |business )?day\b|\b(?:still|leave|out|dispatch\w*|sent) (?:\w+ )?today\b|\bnoch heute\b|\b(?:selben|gleichen|nachsten) tag\b/,
    given: /\b(?:same|next) (?:working )?day\b|\b(?:selben|nachsten) (?:werk)?tag\b/,
  },
  {
    asks: /\b(?:is|are|can|could|would|ist|geht|kann)\b[^?]*(?:[€£$] ?\d+|\b\d+ ?(?:€|eur|euros?|pounds?)\b)[^?]*\b(?:gift ?card|voucher|gutschein)|\b(?:gift ?card|voucher|gutschein)\b[^?]*(?:[€£$] ?\d+|\b\d+ ?(?:€|eur|euros?)\b)|\b(?:what|which) amounts?\b/,
    given: /\bbetween [€£$]?\d+ and|\bany amount\b|\bamounts? (?:of|from)\b/,
  },
  {
    asks: /\b(?:giftcards?|gift cards?|vouchers?)\b[^?]*\b(?:two|three|several|both|more than one|multiple|2|3|second|another)\b|\b(?:two|three|several|both|more than one|multiple|2|3)\b[^?]*\b(?:gift ?cards?|vouchers?|codes?)\b/,
    given: /\bup to \d+\b|\bonly one\b|\bas many\b|\bseveral\b/,
  },
  {
    asks: /\b(?:which|what|welcher?) (?:carrier|courier|paketdienst)\b/,
    given: /\bour carrier\b|\bunserem paketdienst\b/,
  },
  // A reason, a place of ours, a service of ours, an amount of something.
  {
    asks: /^(?:and |but |so )*(?:why|wieso|warum|weshalb)\b/,
    given: /\bbecause\b|\bto protect\b|\bso that\b|\bweil\b|\bdamit\b|\bzum schutz\b/,
  },
  {
    asks: /\bwhere (?:is|are) your\b|\bwo (?:ist|sind|liegt|befindet sich) (?:ihr|euer)/,
    given: /\b(?:street|road|avenue|strasse|address is|adresse ist|located)\b/,
  },
  {
    asks: /^(?:and |also |so )*(?:do|can|could|would|will) you (?:also |still |even )?(?!have|sell|offer|accept|take|know|ship|deliver|tell|say|explain|help|send|pay|mean|charge|answer|recommend)[a-z-]+/,
    given: /\b(?:we|our|us)\b/,
  },
  {
    asks: /\bhow much (?!time\b|is\b|are\b|was\b|do\b|does\b|did\b|will\b|would\b|for\b|to\b|it\b|the\b|extra\b|more\b|i\b|postage\b|shipping\b|longer\b|room\b|space\b|money\b|cost\b)[a-z]+/,
    given: /\b\d+ ?(?:g|kg|ml|l|litres?|grams?|tins?|points?)\b/,
  },
  {
    asks: /\b(?:two|three|several|both|multiple|half|zwei|drei|mehrere|beide)\b(?! (?:working |business )?(?:days?|weeks?|months?|years?|hours?|minutes?|questions?|instal?lments?|payments?|parts?|tage|wochen|monate|jahre|stunden|fragen))/,
    given: /\bup to \d+|\b(?:two|three|both|several|zwei|drei|mehrere|beide)\b|(?<![.,\d])[2-9]\b(?![.,]\d)/,
  },
  // How something is done: until when it may be done is another answer.
  {
    asks: /\bwhat (?:do|must|should) (?:i|we) (?:have to |need to |must )?do (?:to|if|when|for)\b|^(?:and |but |so |also )*how (?:do|can|could|should|would|to)\b/,
    given: /^(?!you have \d+ (?:day|week|month|year))/,
  },
  // Where something is to be found or done.
  {
    asks: /^(?:and |but |so |also )*where (?:can|do|could|would|should|will|is|are|may)\b(?![^?]*\b(?:deliver|ship|send)\b)|^(?:und |aber )*(?:wo|woher) /,
    given:
      /\b(?:in|under|at|on|from|to|behind|below|next to|unter|auf|in|im|am|beim|an) (?:your|our|the|my|any|in|")|"|“|„|https?:|\bunter\b|\bkonto\b|\blink\b|\bback to\b/,
  },
  {
    asks: /\bhow (?:long|quick|quickly|fast|soon|many (?:working |business )?(?:day|week|month|year|hour))|\bwhat is the (?:delivery|processing) time|\bwie (?:lang|schnell|viele (?:tage|wochen|monate))|lieferzeit|bis wann|\b(?:after|within|before|nach|innerhalb von) (?:\w+ )?(?:\d+|a|one|two|three|four|five|six|ein|eine[mnr]?|zwei|drei|vier|funf|sechs) (?:day|week|month|year|tag|woche|monat|jahr)/,
    given: duration,
  },
  {
    asks: /\bhow much (?:is|are|was|do|does|did|will|would|for|to|it|the|extra|more|i|postage|shipping)\b(?! (?:still )?(?:left|on|remaining))|\bwhat (?:does|do|would|will|is|are) .*\b(?:cost|charge|fee|price)s?\b|\bcosts? (?:of|for)\b|\bprice\b|\bwas kostet|\bwie ?viel (?:kostet|kosten|ist|sind|muss|zahl)|\bwie (?:hoch|teuer)|\bkosten\b.*\?|\bversandkosten\b/,
    given: money,
  },
  {
    asks: /\b(?:phone|telephone) number|\btelefonnummer|\bwhat(?: is|'s| are) (?:your|the) (?:[\w']+ ){0,3}(?:number|iban)\b|\b(?:ihre|eure) (?:\w+ )?(?:nummer|iban|ust-?id)/,
    given: /\+?\d[\d ]{5,}/,
  },
  {
    asks: /\bwhat time\b|\bat what hours?\b|\bum wie ?viel uhr|\bopening hours|offnungszeiten/,
    given: /\b\d{1,2}[:.]\d{2}\b|\b\d{1,2} ?(?:am|pm|uhr)\b/,
  },
];

/** Whether the question asks for a time, a price or a number: then one more word makes it clear what is meant. */
export const asksForAKind = (question: string): boolean =>
  expectations.some((expectation) => expectation.asks.test(fold(question)));

/**
 * Whether the passage contains the kind of thing that the question asks for: a time, a price, a number to call.
 * True when the question asks for nothing of that kind.
 */
export function givesWhatIsAsked(question: string, passage: string): boolean {
  const asked = fold(question);
  const answer = fold(passage);
  return expectations.every((expectation) => !expectation.asks.test(asked) || expectation.given.test(answer));
}
