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
      kaunas valletta nicosia`,
    germany: `berlin munich hamburg cologne frankfurt leipzig stuttgart dresden bremen hanover hannover nuremberg dusseldorf
      dortmund essen bonn kiel freiburg mainz munster aachen augsburg bavaria rostock karlsruhe heidelberg kassel`,
    austria: "vienna salzburg graz linz innsbruck klagenfurt bregenz tyrol",
    netherlands:
      "amsterdam rotterdam utrecht eindhoven holland hague groningen maastricht leiden delft haarlem nijmegen",
    belgium: "brussels antwerp ghent bruges leuven liege namur",
    luxembourg: "esch",
    ireland: `dublin cork galway limerick sligo waterford kilkenny donegal kerry mayo tralee ennis athlone drogheda dundalk
      wexford carlow clare wicklow letterkenny killarney tipperary leitrim roscommon westmeath offaly kildare meath louth
      cavan monaghan laois longford connemara dingle bray swords navan westport clifden bantry`,
    switzerland: "zurich geneva basel bern berne lausanne lucerne lugano winterthur davos zermatt",
    norway: "oslo bergen trondheim stavanger tromso bodo kristiansand drammen lillehammer alesund",
    uk: `london edinburgh manchester glasgow birmingham cardiff leeds bristol liverpool newcastle sheffield york aberdeen
      belfast swansea oxford cambridge brighton plymouth exeter norwich inverness derry nottingham leicester cornwall
      yorkshire devon kent`,
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
      niederlande holland belgien luxemburg`,
    deutschland: `berlin münchen hamburg köln frankfurt leipzig stuttgart dresden bremen hannover nürnberg düsseldorf dortmund
      essen bonn kiel freiburg mainz münster aachen augsburg bayern rostock karlsruhe heidelberg kassel erfurt jena
      potsdam lübeck ulm regensburg würzburg göttingen magdeburg halle chemnitz saarbrücken konstanz bochum`,
    österreich:
      "wien salzburg graz linz innsbruck klagenfurt bregenz tirol villach dornbirn steiermark kärnten vorarlberg",
    schweiz: "zürich genf basel bern lausanne luzern lugano winterthur davos chur st.gallen zug thun",
  },
};
