import { lightWords } from "./light-words.ts";
import { fold, stem } from "./words.ts";

/**
 * Words that say nothing about what a question is about: function words and the small change of asking politely.
 * Kept apart from the index: they are dropped on both sides.
 */
const plain: Readonly<Record<string, string>> = {
  en: `a about above after again all almost also am an and any anyone anything are as ask asking at away b back be
    because been before being best between both but by can cannot cause certain chance come comes could couple curious
    currently dear did do does doesn't doing don't done else even ever every exactly far few first for forgot from
    further get gets getting give given go goes going good got great had happen happens hard has have having he hello
    help her here hey hi him his how however i i'd i'll i'm i've idea if in instead into is isn't it it's its itself
    just keep kind kindly know let like likely little ll long longer look looking lot m made make makes many matter may
    maybe me mean might mind more most much must my myself need needed needs next no normally not now of off ok okay on
    once one ones only or other our out over own perhaps please possible pretty probably put question
    questions quick quickly quite rather re really regards regarding regular s said same say says see seem seems send
    sent several shall she should shop since small so some someone something sometimes soon sorry still store stuff
    such sure take taken takes tell than thank thanks that that's the their them then there these they thing things
    think this those though through thus till time to too tried try trying typically under until up upon us
    usual usually ve very via want wanted wants was way we well went were what what's when where whether which while
    who whom why will wish with within wonder wondering work works would yes yet you your yours yourself bit
    actually able anyway roughly approximately maximum maximal minimum around appreciate advance info information
    details detail hoping hope love lovely nice team guys folks sir madam simply simple proper properly correct
    correctly  fernwood oh ah uh um hm hmm wow ps btw pls plz thx yeah yep nope hiya howdy basically generally
    eventually anyhow besides meanwhile otherwise therefore thus whatever whichever whenever wherever ago already yet soon
    lately recently presently honestly frankly unfortunately luckily fortunately obviously apparently definitely absolutely
    certainly hopefully kindly alright folks ladies gentlemen guy sirs ours theirs mine everyone everybody nobody none
    lots plenty couple enough per etc ie eg im ive id hows whats wheres cant dont doesnt isnt wont haven hasn hadn didn doesn don isn wasn weren couldn wouldn shouldn won aren
    ain mustn needn often def definitely theres theyre thats till ought yay hooray hurray phew oops whilst whereas indeed alas
    merely somehow anyways alike nonetheless nevertheless hereby herewith thereby whoever himself herself themselves ourselves`,
  de: `aber alle allem allen aller alles als also am an andere anderen auch auf aus bald bei beim bekomme bekommen
    besten besteht bin bis bisschen bitte braucht brauche brauchen
    da dabei dafür damit danach dann daran das dass dazu dein dem den denn der des dich die dies diese diesem diesen
    dieser dieses dir doch dort du durch dürfen ebenfalls eigentlich ein eine einem einen einer eines einfach einige
    einmal er es etwa etwas euch euer eure fall falls frage fragen frau für ganz geben genau gerade gern gerne gibt
    ging grüße grüßen gut gute guten haben habe habt hallo halt hat hatte hätte herr hier hin ich ihm ihn ihnen ihr
    ihre ihrem ihren ihrer ihres im immer in ins ist ja je jede jeder jetzt kann kannst kaufen kein keine keinen können
    könnte könnten könnt lang lange lassen leider liebe lieber liebes mache machen mal man mehr mein meine meinem
    meinen meiner meines mich mir mit möchte möchten möglich müssen muss nach nachdem nächste nehmen nein nicht nichts
    noch normalerweise nun nur ob oder paar sagen schon sehen sehr sein seine seit selbst sich sie sind so sobald
    sollte sollten soll sonst sowie tag team tun über um und uns unser unsere unter vielen viel viele vielleicht
    voraus vom von vor wann war wäre warum was weil weit welche welchem welchen welcher welches wenn wer werde werden
    wie wieder wieviel will wir wird wissen wo woher wohin wohl wollen wollte worden würde würden wünsche zu zum zur
    zwischen dank danke freundlichen mfg freundliche kurz kurze guten morgen abend dauert dauern dauer kommt ankommt
    kommen an rein gilt gelten funktioniert gehen geht ungefähr circa maximal mindestens üblicherweise hoch fernwood shop oh ach ah hm na tja ps übrigens jedenfalls eben wohl mir
    allerdings außerdem zudem trotzdem deshalb daher offenbar wahrscheinlich hoffentlich bestimmt sicher sicherlich
    per darf dürfte bleibt bleiben bleibe schnell schnellstens oft wenns hab habs natürlich selbstverständlich lediglich bereits bitten herren damen leute nochmal nochmals kurzem
    ists irgendwo irgendwie irgendwann irgendwas eher liebsten ab gegen ausser außer bevor erst juhu merci grüezi demnächst sozusagen wenigstens zumindest`,
};

// Words that hint at the matter without being it: half a question may miss them.
const soft: Readonly<Record<string, string>> = {
  en: `without order product item article buy bought purchase suit use find open add used using check checked checking new monday tuesday wednesday thursday friday saturday sunday sundays saturdays weekdays evenings mornings january february march april june july august september october november december new old big small high low full day week
    month year today tomorrow yesterday home person people customer account website online page choose offer provide
    accept allow arrive receive send start end finish keep hold bring leave follow happen last right
    second third well best better summer winter spring autumn weekend morning evening night country place while two three four five six seven eight nine ten hundred euro euros metre metres meter meters
    harm harming hurt spoil ruin instead birthday present friend sister brother mother father daughter son wife husband
    trip holiday straight directly later afterwards deal handle concern plan answer reply write tool easy easily fine`,
  de: `ohne bestellung produkt artikel kaufen gekauft kauf nutzen finden öffnen neu alt groß klein tag woche monat jahr heute
    morgen gestern person kunde kundin konto webseite seite online wählen anbieten annehmen erhalten anfangen ende
    bringen folgen passieren letzte erste richtig besser sommer winter frühling herbst wochenende
    land ort geburtstag geschenk freund freundin schwester bruder mutter vater tochter sohn mann reise urlaub direkt
    montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai juni juli august september
    oktober november dezember prüfen später antwort schreiben leicht paar stück zwei drei vier fünf sechs sieben acht neun zehn hundert euro`,
};

const asSet = (table: Readonly<Record<string, string>>) =>
  new Map(
    Object.entries(table).map(([language, words]) => {
      const folded = words.split(/\s+/).map((word) => fold(word, language));
      return [language, new Set([...folded, ...folded.map((word) => stem(word, language))])];
    }),
  );
const stops = asSet(plain);
const softs = asSet(soft);
const light = asSet(lightWords);

export const isSoftWord = (word: string, language: string): boolean => softs.get(language)?.has(word) === true;
/** Soft, or a word that any question may have: none that a question is about. */
export const isLightWord = (word: string, language: string): boolean =>
  isSoftWord(word, language) || light.get(language)?.has(word) === true;
export const isStopWord = (word: string, language: string): boolean =>
  (stops.get(language) ?? stops.get("en"))?.has(word) === true;
