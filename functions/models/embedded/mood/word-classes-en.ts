/**
 * What English words do in a complaint or in a calm question, whatever they are about: `again`, `nobody`, `promised`. A
 * class has one name in every language, so that what is learnt in one is known in the others. `waste*` is any word that
 * begins so. Folded: lower case, no diacritics.
 */
export const englishClasses: Readonly<Record<string, string>> = {
  I: "i me my mine myself we us our ours ourselves i'm i've i'd i'll im ive we're we've we'd we'll",
  YOU: "you your yours yourself yourselves u ur you're you've you'd you'll youve youre fernwood",
  AGENT:
    "driver* courier* postman colleague* agent* rep reps staff employee* hotline helpline chatbot bot robot* warehouse depot workshop manager* supervisor* boss adviser* advisor* carrier somebody someone anybody anyone team department* lady gentleman guy guys",
  FIRM: "company firm shop store business website site service support customer* client* reputation brand",
  NOBODY: "nobody noone none neither nor",
  NOTHING: "nothing zero nil silence silent empty nowhere",
  NEVER: "never ever",
  NOT: "not isn't wasn't aren't weren't don't doesn't didn't won't can't couldn't wouldn't shouldn't hasn't haven't hadn't cannot dont doesnt didnt wont cant couldnt isnt wasnt hasnt havent ain't without hardly barely unable neither",
  NO: "no",
  STILL: "still yet anymore",
  AGAIN: "again another repeatedly repeated once over back-and-forth",
  TIMES: "twice times second third fourth fifth sixth 2nd 3rd 4th 5th umpteenth thrice",
  SPAN: "day days week weeks month months fortnight hours hour years ages forever eternity minutes evenings",
  CLOCK:
    "monday* tuesday* wednesday* thursday* friday* saturday* sunday* yesterday today tonight tomorrow morning ago since until last january february march april june july august september october november december",
  WAIT: "wait waiting waited queue queued hold holding stuck chase chasing chased sat stood",
  PROMISE:
    "promise* told tells said says swore assured assure guaranteed claim claims claimed supposedly stated according agreed advertise* answers",
  REPLY: "reply replies replied answer answered answering respond responded response responses callback acknowledge*",
  CONTACT:
    "call called calls rang ring rung phoned phone wrote written writing write email emails emailed mail mails mailed contacted messaged spoke spoken asked explained explain complained hotline",
  SENT: "sent send sending delivered delivery arrived arrive came come comes shipped posted received receive turned dispatched packed",
  QUESTION: "how what when where which who whom whose whether",
  WHY: "why",
  MAY: "can could may might would should shall do does is are will possible allowed",
  POLITE:
    "please kindly thank thanks thx cheers grateful appreciate regards sincerely pls dear hello hi hey morning afternoon",
  WONDER:
    "wonder wondering curious interested know tell advise explain confirm check idea sure unsure think guess suppose maybe perhaps",
  ANGER:
    "angry anger furious fuming livid outrage* disgrace* disgust* scandal* shameful shame* joke jokes farce* ridiculous ludicrous absurd* laughable unacceptable inexcusable appalling appalled shocking shocked shambles pathetic insult* rude arrogan* incompeten* idiot* moron* clown* cowboy* shabby cheek* nerve damn hell bloody crap shit* fuck* wtf sucks garbage rubbish trash nonsense mockery infuriat* seething incensed unbelievable incredulous annoyed annoying irritat* frustrat* mad hate hated despise* nightmare disaster* fiasco",
  SAD: "disappoint* sad sadly sadness saddened upset upsetting unhappy dissatisfied dismay* disheart* gutted heartbr* sorrow distress* pity regret* ashamed embarrass* humiliat* betrayed let-down letdown miserable despair* hopeless hurt hurtful disillusion* speechless stunned wary bitter* displeas* discontent*",
  CRY: "cry cried crying tears wept sob sobbing weeping",
  BAD: "bad badly awful terrible horrible dreadful dire poor poorly worst worse lousy useless worthless cheap cheaply flimsy shoddy abysmal atrocious mediocre substandard inferior overpriced nasty vile unusable unwearable unsafe unreliable unhelpful unfair unprofessional careless sloppy negligent disrespect* dishonest*",
  MISHAP:
    "broken broke breaks snapped snap torn tore ripped split cracked burst leak leaks leaked leaking wet soaked drenched damp stain* dirty mould* smell* stink* wrong missing lost late delay* overdue faulty fault defect* damaged smashed crushed scratched bent stuck jammed failed fails fail failing failure cancelled collapsed fell frayed fraying undone loose wobbly dead unopened mixed disappeared vanished stolen refused rejected declined locked",
  TROUBLE: "problem* issue* trouble* error* hassle mess complaint* complain* mistake* matter case ticket",
  GOOD: "good fine nice nicely well happy pleased glad like liked enjoy* helpful friendly kind quick quickly fast easy comfortable fits fit better solid sturdy works ok okay",
  LOVE: "great love loves loved lovely wonderful brilliant fantastic perfect* excellent amazing superb awesome delighted delightful thrilled gorgeous beautiful* best outstanding impressed terrific fabulous marvellous* splendid dream stars favourite recommend* flawless* ecstatic",
  THANKS: "thank thanks thankful grateful gratitude cheers",
  MONEY:
    "money paid pay paying cost costs price* euro euros eur pounds quid cents bill invoice bank card pocket dearer expensive premium fee charge charges charged",
  REFUND: "refund* reimburse* compensation voucher credit",
  LEGAL:
    "lawyer* solicitor* court sue legal* ombudsman police fraud* authority authorities rights press trustpilot review reviews newspaper chargeback",
  LEAVE: "goodbye farewell competitor* competition elsewhere cancel cancelling closing close leave leaving avoid",
  DEMAND:
    "demand* insist* expect want must immediately now instantly finally once-and-for-all responsible responsibility apology apologise* apologize* sorry explanation owe owes",
  FAULT:
    "silly clumsy stupid forgot forgotten accidentally mistakenly mistyped absent-minded oops whoops mea fool hopeless overlooked",
  DEFUSE:
    "rush hurry bother worry worries haha hehe lol funny laugh joking fun laughing drama biggie nothing-serious harmless merely trivial minor lucky luckily fortunately",
  IRONY:
    "apparently evidently clearly obviously congratulations bravo charming impressive truly indeed remarkable admire marvel triumph masterpiece genius convenient conveniently refreshing hilarious proud skill talent cute quaint skilful",
  EXPECT:
    "expected expecting expect supposed hoped hoping thought meant believed trusted trust faith assumed imagined deserve deserved hope used",
  LIE: "lie lies lied lying liar* cheat* scam* trick* con conned swindl* rip-off ripoff rip mislead* misled deceiv* decei* thief thieves robbed robbery fake bogus pretend* excuse excuses fobbed fobbing runaround stall* fooled duped evasive",
  RUIN: "ruin* spoil* waste* wasted missed miss wrecked destroyed cancelled embarrassed freezing froze frozen cold hungry stranded",
  STAKES:
    "birthday wedding honeymoon holiday holidays trip trek hike christmas anniversary funeral son daughter children kids child mother father husband wife mum dad grand* guests party ceremony festival expedition",
  TIRED:
    "tired fed enough sick done patience patient energy exhausted nerves stop endless tether weary straw giving given give",
  EXTREME:
    "even all every single absolutely simply totally completely utterly entire whole exactly precisely literally honestly frankly seriously really so such too very beyond least anything",
  CONTRAST:
    "but however although though instead despite nevertheless whereas while except unless otherwise only merely",
  THAN: "than rather",
  IF: "if whether should case",
  PAST: "was were had been did got went took gave made kept left put bought ordered tried used turned became seemed felt",
  HAVE: "have has having",
  TREAT:
    "treat* ignore* ignoring dismiss* accuse* blam* blame refuse* refusing hung passed fob* brush* dodg* shrug* laughed humour patroni* condescend* neglect* abandon* snub*",
  FEELING: "feel feels feeling felt seem seems appear appears",
  LOYAL: "loyal loyalty years regular recommended decade decades catalogue always",
};
