import type {
  Axis,
  Channel,
  Confidence,
  EventType,
  Language,
  Phase,
  Segment,
  Topic,
} from '@koopsignaal/protocol'
import type { Customer, PeriodChoice, Sort } from './url-state.ts'

/** All words of the dashboard, Dutch and English side by side. The reasons behind a score come from the collector. */

type Words<T = string> = Readonly<Record<Language, T>>
type Terms<Name extends string> = Readonly<Record<Name, Words>>

const count = (n: number, shown: string, one: string, many: string) => `${shown} ${n === 1 ? one : many}`

export const TEXTS = {
  skip: { nl: 'Naar de inhoud', en: 'Skip to content' },
  site: { nl: 'Site', en: 'Site' },
  period: { nl: 'Periode', en: 'Period' },
  language: { nl: 'Taal', en: 'Language' },
  loggedIn: { nl: 'Ingelogd', en: 'Logged in' },
  logOut: { nl: 'Log uit', en: 'Log out' },
  loading: { nl: 'Even geduld, de cijfers komen eraan.', en: 'One moment, fetching the figures.' },
  loaded: { nl: 'Bijgewerkt.', en: 'Up to date.' },

  notLoggedIn: { nl: 'U bent niet ingelogd', en: 'You are not logged in' },
  howToLogIn: {
    nl: 'Een inloglink werkt één keer. Vraag op de server een nieuwe aan en open die in deze browser:',
    en: 'A log-in link works once. Ask for a new one on the server and open it in this browser:',
  },
  noSites: { nl: 'Er is nog geen site', en: 'There is no site yet' },
  howToAddSite: { nl: 'Voeg op de server uw eerste site toe:', en: 'Add your first site on the server:' },
  failed: { nl: 'Dat lukte niet', en: 'That did not work' },
  unreachable: {
    nl: 'De collector antwoordt niet. Draait hij nog, en bent u online?',
    en: 'The collector does not answer. Is it still running, and are you online?',
  },
  siteNotFound: {
    nl: 'Deze site bestaat niet, of u mag hem niet zien.',
    en: 'There is no such site, or you may not see it.',
  },
  visitorNotFound: {
    nl: 'Deze bezoeker is hier niet (meer). Misschien is de toestemming ingetrokken of zijn de gegevens verlopen.',
    en: 'This visitor is not here (any more). Consent may have been withdrawn, or the data may have expired.',
  },
  theServerSays: { nl: 'De collector zegt:', en: 'The collector says:' },
  retry: { nl: 'Probeer opnieuw', en: 'Try again' },
  toOverview: { nl: 'Naar het overzicht', en: 'To the overview' },

  compared: {
    nl: (from: string, to: string) => `${from} tot en met ${to}, naast de even lange periode ervoor`,
    en: (from: string, to: string) => `${from} to ${to}, next to the equally long period before`,
  },
  asOf: {
    nl: (date: string) =>
      `De laatste gebeurtenis op deze site was op ${date}. Alles hieronder is gezien vanaf dat moment.`,
    en: (date: string) => `This site’s last event was on ${date}. Everything below is as of that moment.`,
  },
  totalVisitors: {
    nl: (n: number, s: string) => count(n, s, 'bezoeker', 'bezoekers'),
    en: (n: number, s: string) => count(n, s, 'visitor', 'visitors'),
  },
  totalPageViews: {
    nl: (n: number, s: string) => count(n, s, 'paginaweergave', 'paginaweergaven'),
    en: (n: number, s: string) => count(n, s, 'page view', 'page views'),
  },
  totalConversions: {
    nl: (n: number, s: string) => count(n, s, 'conversie', 'conversies'),
    en: (n: number, s: string) => count(n, s, 'conversion', 'conversions'),
  },
  totalVisits: {
    nl: (n: number, s: string) => count(n, s, 'bezoek', 'bezoeken'),
    en: (n: number, s: string) => count(n, s, 'visit', 'visits'),
  },
  fewVisitors: {
    nl: 'Nog weinig bezoekers: lees deze cijfers als een eerste indruk, niet als een trend.',
    en: 'Few visitors so far: read these figures as a first impression, not as a trend.',
  },

  emptyTitle: { nl: 'Nog niemand gezien', en: 'Nobody seen yet' },
  emptyPeriod: {
    nl: 'In deze periode is er niemand gezien. Kies een langere periode, of kijk of de tag op uw pagina’s staat:',
    en: 'Nobody was seen in this period. Choose a longer one, or check that the tag is on your pages:',
  },
  emptyCounted: {
    nl: (views: string) => `Wel zijn er ${views} geteld, zonder iemand te volgen.`,
    en: (views: string) => `There were ${views} counted, without following anybody.`,
  },

  segments: { nl: 'Wie er nu zijn', en: 'Who is here now' },
  conversionRate: { nl: 'Conversie', en: 'Conversion' },
  ofVisits: {
    nl: (n: number, shown: string, segment: string) =>
      `van ${count(n, shown, 'bezoek', 'bezoeken')} als ${segment}`,
    en: (n: number, shown: string, segment: string) =>
      `of ${count(n, shown, 'visit', 'visits')} as a ${segment}`,
  },
  noVisits: { nl: 'nog geen bezoek', en: 'no visit yet' },
  smallNumber: { nl: 'klein aantal', en: 'small number' },
  againstBefore: { nl: 'Verschil', en: 'Change' },
  was: { nl: (n: string) => `was ${n}`, en: (n: string) => `was ${n}` },
  same: { nl: 'gelijk', en: 'same' },

  ladder: { nl: 'De trap naar de deal', en: 'The steps to the deal' },
  ladderIntro: {
    nl: 'Waar bezoekers nu staan in hun koopproces. Wie niet terugkomt, zakt vanzelf weer af.',
    en: 'Where visitors stand in their buying process now. Those who do not return slip back down.',
  },
  shareOfVisitors: { nl: (share: string) => `${share} van allen`, en: (share: string) => `${share} of all` },

  overTime: { nl: 'Dag voor dag', en: 'Day by day' },
  overTimeDays: {
    nl: 'Bezoekers per dag, naar het segment waarin ze de dag eindigden.',
    en: 'Visitors per day, by the segment they ended the day in.',
  },
  overTimeWeeks: {
    nl: 'Gemiddeld aantal bezoekers per dag, week voor week, naar het segment waarin ze de dag eindigden.',
    en: 'Average visitors per day, week by week, by the segment they ended the day in.',
  },
  chartLabel: {
    nl: (from: string, to: string, busiest: string, most: string) =>
      `Staafgrafiek van ${from} tot en met ${to}. Het drukst was ${busiest}, met ${most} bezoekers. De cijfers staan in de tabel eronder.`,
    en: (from: string, to: string, busiest: string, most: string) =>
      `Bar chart from ${from} to ${to}. The busiest was ${busiest}, with ${most} visitors. The figures are in the table below.`,
  },
  asTable: { nl: 'Dezelfde cijfers als tabel', en: 'The same figures as a table' },
  day: { nl: 'Dag', en: 'Day' },
  week: { nl: 'Week', en: 'Week' },
  conversions: { nl: 'Conversies', en: 'Conversions' },
  conversionDay: { nl: 'conversie', en: 'conversion' },

  visitors: { nl: 'Bezoekers', en: 'Visitors' },
  consentNote: {
    nl: 'Hier staan alleen bezoekers die dat goedvonden. Alle anderen tellen mee in de cijfers, maar blijven onbekend.',
    en: 'Only visitors who agreed to it are listed here. Everybody else counts in the figures, but stays unknown.',
  },
  scoreNote: {
    nl: 'De score rangschikt: hoger is dichter bij een koop. Het is geen kans in procenten.',
    en: 'The score ranks: higher is closer to buying. It is not a chance in per cent.',
  },
  filters: { nl: 'Filter en volgorde', en: 'Filter and order' },
  segment: { nl: 'Segment', en: 'Segment' },
  phase: { nl: 'Fase', en: 'Phase' },
  customer: { nl: 'Klant', en: 'Customer' },
  channel: { nl: 'Kanaal', en: 'Channel' },
  sort: { nl: 'Volgorde', en: 'Order' },
  every: { nl: 'alle', en: 'all' },
  clearFilters: { nl: 'Wis filters', en: 'Clear filters' },
  csv: { nl: 'Download als CSV', en: 'Download as CSV' },
  csvHint: {
    nl: 'De hele lijst, zoals hierboven gefilterd.',
    en: 'The whole list, filtered as above.',
  },
  csvReady: { nl: 'Het bestand is gedownload.', en: 'The file has been downloaded.' },
  nobodyListed: {
    nl: 'In deze periode gaf nog niemand toestemming om herkend te worden. Dat geeft niet: de cijfers hierboven kloppen ook zo.',
    en: 'Nobody agreed to be recognised in this period yet. That is fine: the figures above hold without it.',
  },
  nobodyMatches: { nl: 'Geen bezoeker past bij deze filters.', en: 'No visitor matches these filters.' },
  more: { nl: 'Toon meer', en: 'Show more' },
  shown: {
    nl: (n: number, s: string) => `${count(n, s, 'bezoeker', 'bezoekers')} getoond.`,
    en: (n: number, s: string) => `${count(n, s, 'visitor', 'visitors')} shown.`,
  },
  who: { nl: 'Bezoeker', en: 'Visitor' },
  stage: { nl: 'Segment en fase', en: 'Segment and phase' },
  score: { nl: 'Score', en: 'Score' },
  confidence: { nl: 'Zekerheid', en: 'Confidence' },
  reasons: { nl: 'Waarom', en: 'Why' },
  lastSeen: { nl: 'Laatst gezien', en: 'Last seen' },
  noReasons: { nl: 'nog niets dat telt', en: 'nothing that counts yet' },

  allVisitors: { nl: 'Alle bezoekers', en: 'All visitors' },
  visitor: { nl: (id: string) => `Bezoeker ${id}`, en: (id: string) => `Visitor ${id}` },
  firstSeen: { nl: 'Eerst gezien', en: 'First seen' },
  firstTouch: { nl: 'Kwam eerst via', en: 'First came via' },
  lastTouch: { nl: 'Kwam laatst via', en: 'Last came via' },
  device: { nl: 'Apparaat', en: 'Device' },
  activity: { nl: 'Deed', en: 'Did' },
  model: { nl: 'Model', en: 'Model' },
  fullId: { nl: 'Volledig kenmerk', en: 'Full id' },
  fadeTitle: { nl: 'Hoe lang dit nog geldt', en: 'How long this still holds' },
  koperUntil: {
    nl: (when: string) => `Zonder nieuw bezoek is dit nog een koper tot ${when}.`,
    en: (when: string) => `Without another visit this remains a koper (buyer) until ${when}.`,
  },
  zoekerUntil: {
    nl: (when: string) => `Daarna een zoeker tot ${when}; dan weer een passant.`,
    en: (when: string) => `Then a zoeker (searcher) until ${when}; then a passant (passer-by) again.`,
  },
  zoekerOnlyUntil: {
    nl: (when: string) => `Zonder nieuw bezoek is dit nog een zoeker tot ${when}; dan weer een passant.`,
    en: (when: string) =>
      `Without another visit this remains a zoeker (searcher) until ${when}; then a passant (passer-by) again.`,
  },
  nothingFades: {
    nl: 'Een passant blijft passant tot een volgend bezoek iets anders laat zien.',
    en: 'A passant (passer-by) remains one until another visit shows otherwise.',
  },
  couldTitle: { nl: 'Wat het verschil had gemaakt', en: 'What would have made the difference' },
  couldClimb: { nl: 'Met één stap meer was dit een', en: 'With one more step this would have been a' },
  couldDrop: { nl: 'Met één ding minder was dit een', en: 'With one thing less this would have been a' },
  couldNothing: {
    nl: 'Geen enkele losse stap had het segment veranderd.',
    en: 'No single step would have changed the segment.',
  },
  pointsMore: { nl: (points: string) => `${points} punten`, en: (points: string) => `${points} points` },

  sumTitle: { nl: 'Zo komt de score tot stand', en: 'How the score adds up' },
  sumIntro: {
    nl: 'Elk signaal geeft of kost punten. Tien punten meer is twee keer zo kansrijk.',
    en: 'Every signal gives or costs points. Ten points more doubles the odds.',
  },
  signal: { nl: 'Signaal', en: 'Signal' },
  axis: { nl: 'Zegt iets over', en: 'Says something about' },
  points: { nl: 'Punten', en: 'Points' },
  base: { nl: 'Waar iedereen begint', en: 'Where everybody starts' },
  sum: { nl: 'Samen', en: 'Together' },
  asScore: {
    nl: (score: string) => `Afgerond, en nooit onder 0 of boven 100: een score van ${score}.`,
    en: (score: string) => `Rounded, and never below 0 or above 100: a score of ${score}.`,
  },

  transitions: { nl: 'Van segment naar segment', en: 'From segment to segment' },
  entered: { nl: 'kwam binnen als', en: 'arrived as' },
  became: { nl: 'werd', en: 'became' },
  noTransitions: { nl: 'Nog geen verandering.', en: 'No change yet.' },

  journey: { nl: 'De reis', en: 'The journey' },
  journeyIntro: {
    nl: 'Bezoek voor bezoek, met wat elke stap aan de score veranderde.',
    en: 'Visit by visit, with what each step changed in the score.',
  },
  visit: { nl: (n: string) => `Bezoek ${n}`, en: (n: string) => `Visit ${n}` },
  via: { nl: (source: string) => `via ${source}`, en: (source: string) => `via ${source}` },
  moreJourney: { nl: 'Toon meer van de reis', en: 'Show more of the journey' },
  noJourney: { nl: 'Er zijn geen gebeurtenissen meer bewaard.', en: 'No events are kept any more.' },
  readFor: { nl: (time: string) => `${time} gelezen`, en: (time: string) => `read for ${time}` },
  scrolledTo: {
    nl: (share: string) => `tot ${share} van de pagina`,
    en: (share: string) => `down to ${share} of the page`,
  },
  found: {
    nl: (n: number, s: string) => count(n, s, 'resultaat', 'resultaten'),
    en: (n: number, s: string) => count(n, s, 'result', 'results'),
  },
  nowIs: { nl: 'nu', en: 'now' },

  erase: { nl: 'Wis deze bezoeker', en: 'Erase this visitor' },
  eraseNote: {
    nl: 'Vroeg deze persoon om vergeten te worden? Wissen haalt alles weg en kan niet ongedaan worden gemaakt.',
    en: 'Did this person ask to be forgotten? Erasing removes everything and cannot be undone.',
  },
  eraseAsk: { nl: 'Alles van deze bezoeker wissen?', en: 'Erase everything about this visitor?' },
  eraseWhat: {
    nl: 'Alle bezoeken, de score en de redenen verdwijnen. Dit kan niet ongedaan worden gemaakt.',
    en: 'All visits, the score and its reasons will be gone. This cannot be undone.',
  },
  eraseYes: { nl: 'Ja, wis alles', en: 'Yes, erase everything' },
  cancel: { nl: 'Annuleer', en: 'Cancel' },
  erased: { nl: 'De bezoeker is gewist.', en: 'The visitor has been erased.' },
} as const satisfies Record<string, Words<string> | Words<(...given: never[]) => string>>

/** Names of what is data. Segments, phases and axes are Dutch in every language; English shows these words beside them. */
export const TERMS = {
  segment: {
    passant: { nl: 'passant', en: 'passer-by' },
    zoeker: { nl: 'zoeker', en: 'searcher' },
    koper: { nl: 'koper', en: 'buyer' },
  } satisfies Terms<Segment>,
  segments: {
    passant: { nl: 'Passanten', en: 'Passers-by' },
    zoeker: { nl: 'Zoekers', en: 'Searchers' },
    koper: { nl: 'Kopers', en: 'Buyers' },
  } satisfies Terms<Segment>,
  knows: {
    passant: {
      nl: 'Loopt langs. Heeft nog geen reden om te kopen.',
      en: 'Walks past. Has no reason to buy yet.',
    },
    zoeker: { nl: 'Weet waarom, maar nog niet wat.', en: 'Knows why, but not yet what.' },
    koper: { nl: 'Weet wat, en kiest nu bij wie.', en: 'Knows what, and is choosing where.' },
  } satisfies Terms<Segment>,
  advice: {
    passant: { nl: 'Laat gaan: geef er niets aan uit.', en: 'Let them pass: spend nothing on them.' },
    zoeker: { nl: 'Help ontdekken waar het op aankomt.', en: 'Help them find out what matters.' },
    koper: { nl: 'Wees duidelijk over wat u anders maakt.', en: 'Be clear about what sets you apart.' },
  } satisfies Terms<Segment>,
  phase: {
    latent: { nl: 'latent', en: 'unaware' },
    bewust: { nl: 'bewust', en: 'aware' },
    visie: { nl: 'visie', en: 'forming a view' },
    leverancier: { nl: 'leverancier', en: 'choosing a supplier' },
    deal: { nl: 'deal', en: 'deal' },
  } satisfies Terms<Phase>,
  phaseMeans: {
    latent: { nl: 'voelt nog geen probleem', en: 'feels no problem yet' },
    bewust: { nl: 'voelt het probleem', en: 'feels the problem' },
    visie: { nl: 'vergelijkt oplossingen', en: 'compares solutions' },
    leverancier: { nl: 'zoekt wie het kan leveren', en: 'looks for who can deliver' },
    deal: { nl: 'is klant geworden', en: 'became a customer' },
  } satisfies Terms<Phase>,
  axis: {
    waarom: { nl: 'waarom', en: 'why' },
    wat: { nl: 'wat', en: 'what' },
    waar: { nl: 'waar', en: 'where' },
  } satisfies Terms<Axis>,
  channel: {
    search: { nl: 'zoekmachine', en: 'search engine' },
    social: { nl: 'sociale media', en: 'social media' },
    comparison: { nl: 'vergelijkingssite', en: 'comparison site' },
    email: { nl: 'e-mail', en: 'email' },
    ads: { nl: 'advertentie', en: 'ad' },
    ai: { nl: 'AI-assistent', en: 'AI assistant' },
    referral: { nl: 'andere site', en: 'another site' },
    direct: { nl: 'rechtstreeks', en: 'direct' },
  } satisfies Terms<Channel>,
  confidence: {
    low: { nl: 'laag', en: 'low' },
    medium: { nl: 'redelijk', en: 'medium' },
    high: { nl: 'hoog', en: 'high' },
  } satisfies Terms<Confidence>,
  confidenceMeans: {
    low: { nl: 'nog bijna niets gezien', en: 'hardly anything seen yet' },
    medium: { nl: 'een en ander gezien', en: 'a fair amount seen' },
    high: { nl: 'veel gezien', en: 'a lot seen' },
  } satisfies Terms<Confidence>,
  customer: {
    new: { nl: 'nog geen klant', en: 'not a customer yet' },
    existing: { nl: 'klant', en: 'customer' },
  } satisfies Terms<Customer>,
  period: {
    '7': { nl: '7 dagen', en: '7 days' },
    '30': { nl: '30 dagen', en: '30 days' },
    '90': { nl: '90 dagen', en: '90 days' },
    all: { nl: 'Alles', en: 'All' },
  } satisfies Terms<PeriodChoice>,
  sort: {
    '-lastSeen': { nl: 'laatst gezien', en: 'last seen' },
    '-score': { nl: 'hoogste score', en: 'highest score' },
    '-visits': { nl: 'meeste bezoeken', en: 'most visits' },
    '-pageViews': { nl: 'meeste pagina’s', en: 'most pages' },
    '-firstSeen': { nl: 'nieuwste', en: 'newest' },
  } satisfies Terms<Sort>,
  event: {
    page_view: { nl: 'Pagina', en: 'Page' },
    cta_click: { nl: 'Klik', en: 'Click' },
    engagement: { nl: 'Aandacht', en: 'Attention' },
    search: { nl: 'Zocht', en: 'Searched' },
    form_start: { nl: 'Begon formulier', en: 'Started form' },
    form_submit: { nl: 'Verstuurde formulier', en: 'Sent form' },
    outbound_click: { nl: 'Ging naar', en: 'Left for' },
    download: { nl: 'Downloadde', en: 'Downloaded' },
    conversion: { nl: 'Conversie', en: 'Conversion' },
    feedback: { nl: 'Zei', en: 'Said' },
    custom: { nl: 'Eigen signaal', en: 'Custom signal' },
  } satisfies Terms<EventType>,
  topic: {
    problem: { nl: 'probleem', en: 'problem' },
    solution: { nl: 'oplossing', en: 'solution' },
    item: { nl: 'product', en: 'item' },
    list: { nl: 'overzicht', en: 'list' },
    compare: { nl: 'vergelijking', en: 'comparison' },
    price: { nl: 'prijs', en: 'price' },
    proof: { nl: 'bewijs', en: 'proof' },
    about: { nl: 'over u', en: 'about you' },
    contact: { nl: 'contact', en: 'contact' },
    terms: { nl: 'voorwaarden', en: 'terms' },
    checkout: { nl: 'kassa', en: 'checkout' },
    support: { nl: 'hulp', en: 'support' },
    careers: { nl: 'vacatures', en: 'careers' },
  } satisfies Terms<Topic>,
  cause: {
    event: { nl: 'door een bezoek', en: 'by a visit' },
    fading: { nl: 'door de tijd', en: 'by time passing' },
  } satisfies Terms<'event' | 'fading'>,
  device: {
    desktop: { nl: 'computer', en: 'desktop' },
    mobile: { nl: 'telefoon', en: 'phone' },
    tablet: { nl: 'tablet', en: 'tablet' },
    other: { nl: 'anders', en: 'other' },
  } satisfies Terms<'desktop' | 'mobile' | 'tablet' | 'other'>,
} as const

export type Texts = { readonly [Name in keyof typeof TEXTS]: (typeof TEXTS)[Name][Language] }

/** The words of one language. */
export function textsIn(language: Language): Texts {
  return Object.fromEntries(Object.entries(TEXTS).map(([name, words]) => [name, words[language]])) as Texts
}

/** The name of a value in a language; a value that the table does not know stays as it is.
 *  @example nameOf('channel', 'search', 'nl') // 'zoekmachine' */
export function nameOf(kind: keyof typeof TERMS, value: string, language: Language): string {
  const terms: Readonly<Record<string, Words>> = TERMS[kind]
  return Object.hasOwn(terms, value) ? terms[value]![language] : value
}

/** The value as it is in data, with its English beside it where that differs: for lists to choose from.
 *  @example choiceOf('segment', 'koper', 'en') // 'koper (buyer)' */
export function choiceOf(kind: 'segment' | 'phase' | 'axis', value: string, language: Language): string {
  const name = nameOf(kind, value, language)
  return name === value ? value : `${value} (${name})`
}
