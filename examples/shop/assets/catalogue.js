// What the cart and the search box know about; prices as on the product pages, VAT included.
window.catalogue = [
  {
    id: 'drainbuis-80-pp450',
    name: 'Drainagebuis 80 mm met PP450, rol 50 m',
    price: 94.5,
    url: 'producten/drainbuis-80-pp450.html',
    words: 'drainagebuis drain buis ribbelbuis omhulling zand zavel sleuf',
  },
  {
    id: 'drainbuis-80-kokos',
    name: 'Drainagebuis 80 mm met kokos, rol 50 m',
    price: 109,
    url: 'producten/drainbuis-80-kokos.html',
    words: 'drainagebuis drain buis ribbelbuis omhulling kokos klei leem sleuf',
  },
  {
    id: 'drainagegrind-16-32',
    name: 'Drainagegrind 16-32 mm, bigbag',
    price: 139,
    url: 'producten/drainagegrind-16-32.html',
    words: 'grind grindbak grindkoffer bigbag kiezel sleuf',
  },
  {
    id: 'infiltratiekrat-190',
    name: 'Infiltratiekrat 190 liter',
    price: 57.5,
    url: 'producten/infiltratiekrat-190.html',
    words: 'infiltratie krat kratten afkoppelen regenpijp hemelwater',
  },
  {
    id: 'geotextiel-200',
    name: 'Geotextiel 200 g/m², 2 × 25 m',
    price: 79.95,
    url: 'producten/geotextiel-200.html',
    words: 'doek vlies geotextiel grindbak krat inpakken',
  },
  {
    id: 'controleput-315',
    name: 'Controleput 315 mm met zandvang',
    price: 84.95,
    url: 'producten/controleput-315.html',
    words: 'put inspectieput doorspuiten zandvang drainage',
  },
  {
    id: 'lijngoot-100',
    name: 'Lijngoot met rooster, 1 meter',
    price: 26.5,
    url: 'producten/lijngoot-100.html',
    words: 'goot afvoergoot oprit terras plassen bestrating',
  },
  {
    id: 'vlakzuigpomp-7000',
    name: 'Vlakzuigende dompelpomp 7.000 l/u',
    price: 149,
    url: 'producten/vlakzuigpomp-7000.html',
    words: 'pomp kruipruimte kelder leegpompen water',
  },
  {
    id: 'bodemfolie-4x10',
    name: 'Bodemfolie kruipruimte, 4 × 10 m',
    price: 44.95,
    url: 'producten/bodemfolie-4x10.html',
    words: 'folie kruipruimte vocht bodemafsluiting',
  },
]

window.pages = [
  {
    name: 'Natte tuin: wat is er aan de hand?',
    url: 'problemen/natte-tuin.html',
    words: 'natte tuin drassig water klei grondwater modder',
  },
  {
    name: 'Plassen op het gazon',
    url: 'problemen/plassen-op-het-gazon.html',
    words: 'plassen gazon gras mos verdichting beluchten',
  },
  {
    name: 'Water in de kruipruimte',
    url: 'problemen/water-in-de-kruipruimte.html',
    words: 'water kruipruimte vocht grondwater vloer schimmel',
  },
  {
    name: 'Drainage aanleggen, stap voor stap',
    url: 'oplossingen/drainage-aanleggen.html',
    words: 'drainage aanleggen sleuf verhang buis zelf',
  },
  {
    name: 'Een grindbak of grindkoffer maken',
    url: 'oplossingen/grindbak.html',
    words: 'grindbak grindkoffer grind infiltratie',
  },
  {
    name: 'Infiltratiekratten plaatsen',
    url: 'oplossingen/infiltratiekratten.html',
    words: 'infiltratiekratten krat regenpijp afkoppelen',
  },
  {
    name: 'Drainage, grindbak of kratten? De vergelijking',
    url: 'vergelijken.html',
    words: 'vergelijken drainage grindbak kratten kokos pp450',
  },
  {
    name: 'Prijzen van materiaal en aanleg',
    url: 'prijzen.html',
    words: 'prijs prijzen kosten drainage aanleg per meter',
  },
  {
    name: 'Veelgestelde vragen',
    url: 'veelgestelde-vragen.html',
    words: 'vragen bezorgen retour garantie klic vergunning',
  },
]

const FREE_DELIVERY_FROM = 250
const DELIVERY = 19.5

/** What an order costs: the goods in `lines` (article id → amount), delivery, and what is missing for free delivery. */
window.orderOf = (lines) => {
  const goods = window.catalogue.reduce((sum, { id, price }) => sum + price * (lines[id] ?? 0), 0)
  const delivery = goods >= FREE_DELIVERY_FROM ? 0 : DELIVERY
  return { goods, delivery, total: goods + delivery, untilFree: Math.max(0, FREE_DELIVERY_FROM - goods) }
}

window.euro = (amount) => amount.toLocaleString('nl-NL', { style: 'currency', currency: 'EUR' })
