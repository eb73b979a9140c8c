/** Our own German support lexicon, like the English one. */
export const germanLexicon: Readonly<Record<number, string>> = {
  [-4]: `unverschämt unverschämtheit frechheit skandal skandalös betrug betrüger betrügerisch abzocke abgezockt wucher
    stinksauer wütend wutentbrannt empört empörend widerlich ekelhaft katastrophe katastrophal hasse scheiße scheiss
    scheisse verarscht verarsche kriminell diebstahl schlimmste schlechteste unterirdisch`,
  [-3]: `furchtbar schrecklich grauenhaft grausam miserabel erbärmlich lächerlich inakzeptabel unakzeptabel unzumutbar
    unmöglich untragbar sauer zornig verärgert ärgerlich ärger inkompetent unfähig dreist frech lüge lügen gelogen belogen
    betrogen getäuscht schande peinlich nutzlos wertlos schrott müll witz farce zumutung skandalös entsetzt
    lachhaft armselig blamage blamabel armutszeugnis trauerspiel erbost aufgebracht stocksauer ungehalten pfusch murks mist
    entsetzlich fassungslos wut saftladen beleidigend respektlos desaster hölle`,
  [-2]: `schlecht schlechte schlechter schlimm enttäuscht enttäuschend enttäuschung unzufrieden unzufriedenheit genervt nervig
    nervt frustriert frustrierend frust verärgerung unprofessionell unzuverlässig unfreundlich ignoriert ignorieren
    beschwerde beschweren beschwere mangelhaft ungenügend versagt versagen traurig schade bedauerlich chaos chaotisch
    nachlässig schlampig unfair unverständlich befremdlich empfindlich verschwendung vergeudet leid geduld reklamation reklamieren
    zumutung vertröstet hingehalten vertröstung stressig ernüchternd ernüchtert empfindlich entrüstet schockiert erschüttert verzweifelt`,
  [-0.5]: `leider`,
  [-1]: `spät verspätet verspätung verzögerung verzögert falsch fehlt fehlen fehler verloren problem probleme kaputt
    defekt beschädigt langsam warten warte gewartet umständlich schwierig sorge besorgt merkwürdig seltsam unklar
    teuer vergeblich immer-noch`,
  1: `danke dank schön gut gute guter okay hilfreich nützlich einfach schnell freundlich nett bequem
    zuverlässig praktisch solide sauber klar hoffe hoffentlich gefällt funktioniert`,
  2: `froh glücklich zufrieden freue freut gefreut erfreut toll prima super klasse empfehlen empfehle angenehm hübsch schnelle
    schöne schöner sympathisch kompetent gerne mag dankbar positiv`,
  3: `ausgezeichnet hervorragend wunderbar fantastisch großartig perfekt begeistert begeisterung genial spitze traumhaft
    wunderschön liebe exzellent überragend sensationell bestens traum`,
};

export const germanPhrases: Readonly<Record<string, number>> = {
  "schade dass": -0.5,
  "danke für nichts": -4,
  "vielen dank für nichts": -4,
  "die nase voll": -4,
  "es reicht": -3,
  "das reicht": -3,
  "mir reicht": -3,
  "nie wieder": -3,
  "letzte geduld": -3,
  "geduld am ende": -4,
  "am ende mit": -2,
  "lässt zu wünschen": -3,
  "zu wünschen übrig": -3,
  "geht gar nicht": -3,
  "nicht akzeptabel": -3,
  "nicht hinnehmbar": -3,
  "nicht hinnehmen": -3,
  "so nicht": -2,
  "sehr geehrte": 0,
  "liebe grüße": 0,
  "besten grüßen": 0,
  "beste grüße": 0,
  "lieben grüßen": 0,
  "liebe frau": 0,
  "liebe damen": 0,
  "liebes team": 0,
  "liebe leute": 0,
  "guten tag": 0,
  "guten morgen": 0,
  "guten abend": 0,
  "gute frage": 0,
  "mit freundlichen": 0,
  "freundliche grüße": 0,
  "freundlichen grüßen": 0,
  "schöne grüße": 0,
  "vielen dank im voraus": 0,
  "danke im voraus": 0,
  "besten dank": 0.5,
  "würde mich freuen": 0,
  "freue mich auf": 0,
  "kein problem": 0.5,
  "keine probleme": 1,
  "tut mir leid": 0,
  "gerne wissen": 0,
  "würde gerne": 0,
  "möchte gerne": 0,
  "schönen tag": 0,
  "schönes wochenende": 0,
  "gut zu wissen": 0,
  "zu spät": -1,
};
