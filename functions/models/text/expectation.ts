import { fold } from "./words.ts";

/** What a good answer must contain, by the way the question is put. */
type Expectation = { readonly asks: RegExp; readonly given: RegExp };

const duration =
  /\b\d+\s*(?:to|bis|-|–)?\s*\d*\s*(?:working |business |full )?(?:second|minute|hour|day|week|month|year|sekunde|minute|stunde|tag|werktag|woche|monat|jahr)|\b(?:same|next) (?:working )?day|immediately|straight away|within a few|selben tag|sofort|werktag/;
const money =
  /[€$£]\s?\d|\d\s?(?:€|eur|usd|gbp|chf)|\bfree\b|\bno (?:extra )?(?:cost|charge)|kostenlos|kostenfrei|gratis|deduct|we pay/;

const expectations: readonly Expectation[] = [
  {
    asks: /\bhow (?:long|quick|quickly|fast|soon|many (?:working |business )?(?:day|week|month|year|hour))|\bwhat is the (?:delivery|processing) time|\bwie (?:lang|schnell|viele (?:tage|wochen|monate))|lieferzeit|bis wann|\b(?:after|within|before|nach|innerhalb von) (?:\w+ )?(?:\d+|a|one|two|three|four|five|six|ein|eine[mnr]?|zwei|drei|vier|funf|sechs) (?:day|week|month|year|tag|woche|monat|jahr)/,
    given: duration,
  },
  {
    asks: /\bhow much (?!time)|\bwhat (?:does|do|would|will|is|are) .*\b(?:cost|charge|fee|price)s?\b|\bcosts? (?:of|for)\b|\bprice\b|\bwas kostet|\bwie ?viel (?:kostet|kosten|ist|sind|muss|zahl)|\bwie (?:hoch|teuer)|\bkosten\b.*\?|\bversandkosten\b/,
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
