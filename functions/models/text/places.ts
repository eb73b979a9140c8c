/** Cities and countries, and the words by which an article may speak of them: `eu` for all that no article names. */
type Wholes = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What is part of what: a question about the first may be answered by a passage about the second, not the other way. */
export const wholes: Wholes = {
  en: {
    "eu european": `france spain italy portugal poland denmark sweden finland greece hungary croatia slovenia slovakia
      czechia czech romania bulgaria estonia latvia lithuania malta cyprus germany austria netherlands belgium
      luxembourg ireland french spanish italian portuguese polish danish swedish finnish greek hungarian
      paris lyon strasbourg nice marseille bordeaux toulouse nantes lille rennes montpellier grenoble madrid barcelona
      seville valencia bilbao malaga zaragoza granada mallorca rome milan bologna florence naples turin venice verona genoa
      palermo pisa sicily sardinia lisbon porto faro warsaw krakow gdansk wroclaw poznan lodz copenhagen aarhus odense
      stockholm gothenburg malmo uppsala helsinki turku tampere athens thessaloniki crete budapest debrecen zagreb split
      ljubljana maribor bratislava kosice prague brno ostrava bucharest cluj sofia plovdiv tallinn tartu riga vilnius
      kaunas valletta nicosia biarritz annecy chamonix brest angers dijon reims rouen nancy metz avignon perpignan brittany
      normandy provence corsica murcia alicante cordoba cadiz santander oviedo vigo santiago salamanca girona tarragona
      trieste bergamo brescia parma modena perugia siena bari catania cagliari bolzano merano trento tyrol tuscany umbria
      coimbra braga madeira azores aveiro lodz lublin szczecin katowice bialystok torun aalborg esbjerg roskilde jutland
      lund umea kiruna lulea vasteras orebro linkoping helsingborg gotland oulu espoo vantaa jyvaskyla rovaniemi lapland
      patras rhodes corfu heraklion szeged pecs gyor rijeka osijek zadar dubrovnik celje plzen liberec olomouc timisoara
      brasov iasi constanta varna burgas parnu klaipeda liepaja sliema limassol larnaca`,
    germany: `berlin munich hamburg cologne frankfurt leipzig stuttgart dresden bremen hanover hannover nuremberg dusseldorf
      dortmund essen bonn kiel freiburg mainz munster aachen augsburg bavaria rostock karlsruhe heidelberg kassel wuppertal bielefeld bochum duisburg
      mannheim potsdam erfurt jena ulm regensburg wurzburg gottingen magdeburg halle chemnitz saarbrucken konstanz trier
      koblenz oldenburg lubeck flensburg husum schwerin saxony`,
    austria:
      "vienna salzburg graz linz innsbruck klagenfurt bregenz villach dornbirn steyr wels styria carinthia vorarlberg",
    netherlands:
      "amsterdam rotterdam utrecht eindhoven holland hague groningen maastricht leiden delft haarlem nijmegen arnhem breda tilburg zwolle enschede friesland",
    belgium:
      "brussels antwerp ghent gent bruges leuven liege namur mechelen ostend charleroi kortrijk hasselt flanders wallonia",
    luxembourg: "esch",
    ireland: `dublin cork galway limerick sligo waterford kilkenny donegal kerry mayo tralee ennis athlone drogheda dundalk
      wexford carlow clare wicklow letterkenny killarney tipperary leitrim roscommon westmeath offaly kildare meath louth
      cavan monaghan laois longford connemara dingle bray swords navan westport clifden bantry
      mallow cobh kinsale tuam ballina castlebar thurles nenagh mullingar tullamore portlaoise naas greystones skibbereen
      kenmare youghal dungarvan arklow gorey enniscorthy birr cahir clonmel achill macroom midleton bandon listowel`,
    switzerland:
      "zurich geneva basel bern berne lausanne lucerne lugano winterthur davos zermatt thun chur zug fribourg neuchatel sion schaffhausen biel",
    norway:
      "oslo bergen trondheim stavanger tromso bodo kristiansand drammen lillehammer alesund molde narvik hamar fredrikstad sandnes lofoten",
    uk: `london edinburgh manchester glasgow birmingham cardiff leeds bristol liverpool newcastle sheffield york aberdeen
      belfast swansea oxford cambridge brighton plymouth exeter norwich inverness derry nottingham leicester cornwall
      yorkshire devon kent stornoway lerwick kirkwall perth dundee stirling ullapool skye hebrides orkney shetland
      keswick kendal carlisle durham hull bradford coventry southampton portsmouth wrexham bangor
      newport ipswich lincoln chester lancaster preston dorset somerset cumbria norfolk suffolk sussex essex surrey highlands`,
  },
  de: {
    "eu lander": `frankreich spanien italien portugal polen dänemark schweden finnland griechenland ungarn kroatien
      slowenien slowakei tschechien rumänien bulgarien estland lettland litauen malta zypern niederlande belgien holland
      luxemburg deutschland österreich`,
    "eu lander außerhalb": `straßburg paris lyon nizza mailand rom bologna florenz turin venedig verona bozen meran südtirol
      madrid barcelona sevilla valencia mallorca lissabon porto amsterdam rotterdam utrecht brüssel antwerpen prag brünn
      warschau krakau danzig breslau kopenhagen aarhus stockholm göteborg malmö helsinki athen budapest zagreb ljubljana
      laibach bratislava bukarest tallinn riga vilnius frankreich spanien italien portugal polen dänemark schweden finnland
      griechenland ungarn kroatien slowenien slowakei tschechien rumänien bulgarien estland lettland litauen malta zypern
      niederlande holland belgien luxemburg maastricht groningen eindhoven gent brügge lüttich bordeaux marseille toulouse
      bretagne korsika malaga granada bilbao teneriffa sizilien sardinien palermo triest bergamo toskana odense aalborg
      uppsala lund tampere turku oulu krakau posen stettin`,
    deutschland: `berlin münchen hamburg köln frankfurt leipzig stuttgart dresden bremen hannover nürnberg düsseldorf dortmund
      essen bonn kiel freiburg mainz münster aachen augsburg bayern rostock karlsruhe heidelberg kassel erfurt jena
      potsdam lübeck ulm regensburg würzburg göttingen magdeburg halle chemnitz saarbrücken konstanz bochum
      wuppertal bielefeld duisburg mannheim trier koblenz oldenburg flensburg husum schwerin grimma görlitz cottbus zwickau
      gera plauen braunschweig wolfsburg hildesheim osnabrück paderborn siegen hagen krefeld mönchengladbach gelsenkirchen
      bamberg bayreuth passau rosenheim kempten garmisch ingolstadt heilbronn pforzheim reutlingen tübingen offenburg
      ravensburg friedrichshafen sachsen hessen thüringen schleswig sylt rügen greifswald stralsund`,
    österreich:
      "wien salzburg graz linz innsbruck klagenfurt bregenz tirol villach dornbirn steyr wels leoben kufstein lienz eisenstadt steiermark kärnten vorarlberg burgenland",
    schweiz:
      "zürich genf basel bern lausanne luzern lugano winterthur davos chur st.gallen zug thun biel olten aarau solothurn fribourg schaffhausen zermatt glarus sitten graubünden wallis",
  },
};
