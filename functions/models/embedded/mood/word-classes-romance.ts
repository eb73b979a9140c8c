/** The classes of word-classes-en.ts in French, Spanish and Italian. */
export const romanceClasses: Readonly<Record<string, string>> = {
  I: "je j'ai j'attends j'en j' me moi mon ma mes nous notre nos yo mi mis nosotros nuestro* mio mia miei mie io noi nostro* ci",
  YOU: "vous votre vos tu te toi fernwood ustedes usted su sus vosotros os vuestr* voi vostro* vostra* vi lei suo",
  AGENT:
    "livreur* conseiller* conseillere collegue* employe* depot entrepot responsable* quelqu'un repartidor* companer* emple* almacen alguien encargad* corriere* autista collega impiegat* magazzino qualcuno operator*",
  FIRM: "entreprise societe boutique magasin service client* cliente clientele empresa tienda atencion servicio azienda negozio assistenza servizio",
  NOBODY: "personne aucun* ni nadie ningun* nessun*",
  NOTHING: "rien zero vide nada vacio niente nulla vuoto",
  NEVER: "jamais nunca jamas mai",
  NOT: "pas ne n'est n'ai n'a sans no sin non senza",
  NO: "non",
  STILL: "toujours encore todavia aun sigo siguen sigue ancora tuttora",
  AGAIN: "encore nouveau relance* otra vez nuevo nuovamente ancora ennesim* enieme",
  TIMES: "fois deuxieme troisieme quatrieme seconde veces vez segunda tercera cuarta volta volte seconda terza quarta",
  SPAN: "jour jours semaine semaines mois heures annees ans dia dias semana semanas mes meses horas anos giorno giorni settimana settimane mesi ore anni",
  CLOCK:
    "lundi mardi mercredi jeudi vendredi samedi dimanche hier aujourd'hui demain depuis jusque lunes martes miercoles jueves viernes sabado domingo ayer hoy manana desde hasta lunedi martedi mercoledi giovedi venerdi sabato domenica ieri oggi domani dal",
  WAIT: "attends attendre attend attendu attente espero esperar esperando llevo llevan aspett* attesa",
  PROMISE:
    "promis promesse dit disait assure pretend* prometi* promet* dijeron dicen dijo dicho asegur* promess* detto dicono disse assicur*",
  REPLY: "reponse* repond* repondu rappel* respuesta* contest* respond* llamarian rispost* rispond* richiam*",
  CONTACT:
    "appele appeler ecrit ecris ecrire telephone* courriel* mail mails mels llamado llame llamar escrito escribo correo* telefono* reclam* chiamato chiamare scritto scrivo telefon*",
  SENT: "recu recevoir livre livraison envoye envoi envoyer arrive* parvenu recib* envi* llego llegado llega entreg* mand* ricevut* arrivat* spedi* consegn* invi*",
  QUESTION:
    "comment combien quand quel quelle quels quelles ou que quoi est-ce como cuanto cuantos cuando donde cual que quien come quanto quanti quando dove quale che chi",
  WHY: "pourquoi porque",
  MAY: "peut peut-on puis-je pouvez pourriez puis possible pourrais voudrais puedo pueden podrian podria posible quisiera posso potete potrei possibile vorrei",
  POLITE:
    "merci svp bonjour bonsoir cordialement veuillez salutations gracias favor hola saludo* buenos buenas abrazo grazie prego buongiorno salve saluti cordiali ciao",
  WONDER: "savoir sais question demande peut-etre hesite saber pregunta quizas tal duda sapere domanda forse chied*",
  ANGER:
    "furieux furieuse colere scandal* honte honteux inadmissible* inacceptable* ridicule* n'importe comble insupportable moque* ras-le-bol assez enerve* exasper* indigne* merde foutu furios* enfadad* verguenza* vergonzos* inaceptable* escandal* ridicul* indigna* increible* intolerable* harto harta mierda cabread* arrabbiat* vergogn* scandalos* inaccettabil* ridicol* assurd* indignat* stufo stufa incredibil* schifo incazzat*",
  SAD: "decu* decue deception triste* malheureusement mecontent* navre* regrette* desole* decepcion* defraudad* triste* lastima descontent* insatisfech* delus* deludent* trist* purtroppo insoddisfatt* dispiac* amareggiat*",
  CRY: "pleure* larmes llor* lagrimas piang* pianto lacrime",
  BAD: "mauvais* nul nulle horrible* affreux lamentable* mediocre* pire pietre malo mala malas malos pesim* horrible* fatal peor cutre pessim* cattiv* orribil* peggio scadent* scarso",
  MISHAP:
    "casse* abime* dechire* defect* tache* perdu* perdez manque* retard* trompe* mauvaise faux trempe* decolle* bloque* annule* rot* defectuos* manch* perdid* pierden falt* retras* equivocad* empapad* despeg* bloquead* cancel* rott* difett* macchiat* pers* perdet* manca* ritard* sbagliat* fradici* scollat* bloccat*",
  TROUBLE: "probleme* souci* erreur* reclamation plainte problema* error* queja* reclamo errore lamentela",
  GOOD: "bon bonne bien content* contente satisfait* gentil* rapide* facile bueno buena bien contento contenta amable* rapid* facil buono buona bene contento gentile veloce",
  LOVE: "ravi* parfait* superbe* magnifique* genial* excellent* adore* merveilleux recommande* encant* perfecto perfecta preciosa* excelente* maravillos* genial recomiendo perfett* bellissim* ottim* eccellent* meraviglios* consiglio fantastic*",
  THANKS: "merci remercie gracias agradez* grazie ringraz*",
  MONEY:
    "argent paye* payer prix euros facture compte carte cher dinero pagado pagar precio cobr* cuenta tarjeta caro soldi pagato pagare prezzo conto carta addebit* fattura",
  REFUND: "rembours* avoir dedommag* reembols* devolucion devuelv* devolver rimbors* risarc*",
  LEGAL:
    "avocat* tribunal justice plainte demeure police huissier arnaque* avis abogad* denunci* juzgado juez consumo estafa* policia hoja avvocat* tribunale denunc* polizia truff* giudice recension*",
  LEAVE:
    "concurren* ailleurs adieu resili* annul* competencia adios baja anular concorren* altrove addio disd* annull*",
  DEMAND:
    "exige* veux immediatement maintenant enfin explication* excuse* exijo quiero inmediat* ya responsable explicacion disculp* esigo pretendo voglio rivoglio subito immediat* spiegazion* scuse",
  FAULT: "oublie* etourdi* erreur-de-ma bete culpa despistad* olvid* tonto sbadat* dimenticat* colpa",
  DEFUSE:
    "presse grave inquietez jaja haha rire heureusement prisa grave preocup* suerte fretta grave preoccup* fortuna",
  IRONY:
    "felicitations bravo chapeau formidable apparemment vraiment franchement enhorabuena felicidades menuda menudo vaya amable aparentemente complimenti bravi davvero evidentemente",
  EXPECT:
    "attendais esperais croyais pensais confiance cense* devait esperaba pensaba confianza debia aspettavo pensavo fiducia doveva",
  LIE: "mensonge* menti menteur* trompe* arnaqu* escroc* vole* mentir* mentira* engan* timo tomadura estafad* excusa* bugi* ingann* presa preso truffat* scusa",
  RUIN: "gache* ruine* rate* perdu temps arruin* estrope* fastidi* perdido rovinat* sprecat* perso",
  STAKES:
    "anniversaire mariage vacances voyage noel fils fille enfants mere pere cumpleanos boda vacaciones viaje navidad hijo hija hijos madre padre compleanno matrimonio vacanze viaggio natale figlio figlia figli",
  TIRED: "marre assez fatigue* patience epuise* force cansad* harto paciencia fuerzas basta stanc* pazienza forza",
  EXTREME:
    "meme tout tous toute vraiment tres absolument moindre tellement quand-meme point muy todo toda ni-siquiera absolutamente encima surtout molto tutto davvero assolutamente nemmeno neanche",
  CONTRAST:
    "mais pourtant malgre cependant quoique sinon seulement pero aunque sino embargo pese solo ma pero nonostante invece pure",
  THAN: "plutot que-de antes piuttosto",
  IF: "si se",
  PAST: "ai a avez avais etait etaient ete fait he ha han habia era fue estaba ho avete aveva era stato stata",
  TREAT:
    "traite* ignore* refuse* raccroche* accuse* trat* ignor* cuelgan colgo colgaron rechaz* acus* trattat* rifiut* riattacc* accus*",
  FEELING: "sens sentiment semble siento parece sento sembra",
  LOYAL: "fidele fidelite ans fiel clienta anos fedel*",
};
