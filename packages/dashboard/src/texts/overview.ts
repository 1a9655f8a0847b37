import { count, type Wordings } from './words.ts'

/** Words of the page Overzicht. */
export const OVERVIEW_TEXTS = {
  between: {
    nl: (from: string, to: string) => `${from} tot en met ${to}`,
    en: (from: string, to: string) => `${from} to ${to}`,
  },
  checkInstallation: { nl: 'Controleer de installatie', en: 'Check the installation' },
  compared: {
    nl: (from: string, to: string) => `${from} tot en met ${to}, naast de even lange periode ervoor`,
    en: (from: string, to: string) => `${from} to ${to}, next to the equally long period before`,
  },
  notCompared: {
    nl: (from: string, to: string) =>
      `${from} tot en met ${to}. In de periode ervoor werd deze site nog niet de hele tijd gemeten, dus er is niets om mee te vergelijken.`,
    en: (from: string, to: string) =>
      `${from} to ${to}. This site was not yet measured all through the period before, so there is nothing to compare with.`,
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

  segments: { nl: 'Waar uw bezoekers nu staan', en: 'Where your visitors stand now' },
  conversionRate: { nl: 'Conversie', en: 'Conversion' },
  converts: { nl: 'Converteert', en: 'Converts' },
  onlyCounted: {
    nl: (n: number, shown: string, all: string) =>
      `Daarbij nog ${count(n, shown, 'conversie', 'conversies')} van wie alleen geteld wordt (zonder toestemming, of gemeld door een ander programma): samen ${all}.`,
    en: (n: number, shown: string, all: string) =>
      `Add ${count(n, shown, 'conversion', 'conversions')} by those who are only counted (without consent, or told by another program): ${all} together.`,
  },
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

  inShort: { nl: 'In het kort', en: 'In short' },
  kopersNow: {
    nl: (n: number, s: string, all: number, of: string) =>
      n < 2
        ? `Van ${of} ${all === 1 ? 'bezoeker' : 'bezoekers'} is er nu ${n === 0 ? 'niemand' : 'één'} koper.`
        : `Van ${of} bezoekers zijn er nu ${s} koper.`,
    en: (n: number, s: string, all: number, of: string) =>
      `Of ${of} ${all === 1 ? 'visitor' : 'visitors'}, ${n < 2 ? `${n === 0 ? 'none' : 'one'} is a koper (buyer)` : `${s} are kopers (buyers)`} now.`,
  },
  kopersMore: {
    nl: (n: number, by: string) => `Dat ${n === 1 ? 'is' : 'zijn'} er ${by} meer dan in de periode ervoor.`,
    en: (_: number, by: string) => `That is ${by} more than in the period before.`,
  },
  kopersFewer: {
    nl: (n: number, by: string) => `Dat ${n === 1 ? 'is' : 'zijn'} er ${by} minder dan in de periode ervoor.`,
    en: (_: number, by: string) => `That is ${by} fewer than in the period before.`,
  },
  kopersSame: {
    nl: (n: number) =>
      n === 0 ? 'Ook in de periode ervoor was dat niemand.' : 'Evenveel als in de periode ervoor.',
    en: (n: number) =>
      n === 0 ? 'In the period before there was none either.' : 'As many as in the period before.',
  },
  causeMore: {
    nl: (all: string, more: string, channel: string, by: string) =>
      `Kopers in deze hele periode: ${all}, ${more} meer dan in de periode ervoor. Dat komt vooral door ‘${channel}’: ${by} meer.`,
    en: (all: string, more: string, channel: string, by: string) =>
      `Kopers during the whole period: ${all}, ${more} more than in the period before. That is mostly due to ‘${channel}’: ${by} more.`,
  },
  causeFewer: {
    nl: (all: string, fewer: string, channel: string, by: string) =>
      `Kopers in deze hele periode: ${all}, ${fewer} minder dan in de periode ervoor. Dat komt vooral door ‘${channel}’: ${by} minder.`,
    en: (all: string, fewer: string, channel: string, by: string) =>
      `Kopers during the whole period: ${all}, ${fewer} fewer than in the period before. That is mostly due to ‘${channel}’: ${by} fewer.`,
  },
  expects: {
    nl: (days: string, n: string, low: string, high: string) =>
      `Verwachte conversies in de komende ${days} dagen: ${n}. De kans is 80% dat het er ${low} tot ${high} worden.`,
    en: (days: string, n: string, low: string, high: string) =>
      `Conversions to expect in the coming ${days} days: ${n}. With a chance of 80% it will be ${low} to ${high}.`,
  },

  callFirst: { nl: 'Wie nu uw aandacht verdient', en: 'Who deserves your attention now' },
  callFirstIntro: {
    nl: 'Kopers met de hoogste score, en waaraan u dat ziet. Zij weten wat ze willen en kiezen nu bij wie.',
    en: 'The kopers (buyers) with the highest score, and what shows it. They know what they want and are choosing where.',
  },
  noKopers: {
    nl: 'Op dit moment is niemand die herkend wil worden koper. Kijk bij de zoekers: help hen een stap verder.',
    en: 'Right now nobody who agreed to be recognised is a koper. Look at the zoekers (searchers): help them a step further.',
  },
  allKopers: { nl: 'Bekijk alle kopers', en: 'See all kopers' },

  ladder: { nl: 'De trap naar de deal', en: 'The steps to the deal' },
  ladderIntro: {
    nl: 'Hoeveel bezoekers elke trede bereikten, hoeveel er verder gingen en hoe lang dat duurde.',
    en: 'How many visitors reached each step, how many went on, and how long it took them.',
  },
  standHere: { nl: (n: string) => `nu hier: ${n}`, en: (n: string) => `here now: ${n}` },
  goOn: { nl: (rate: string) => `${rate} gaat verder`, en: (rate: string) => `${rate} go on` },
  between95: {
    nl: (low: string, high: string) => `met 95% zekerheid tussen ${low} en ${high}`,
    en: (low: string, high: string) => `with 95% confidence between ${low} and ${high}`,
  },
  medianTime: { nl: (time: string) => `doorgaans in ${time}`, en: (time: string) => `typically in ${time}` },
  noTimeYet: { nl: 'nog niemand ging verder', en: 'nobody went on yet' },
  lostAndUnderWay: {
    nl: (lost: string, way: string) => `${lost} afgehaakt, ${way} onderweg`,
    en: (lost: string, way: string) => `${lost} lost, ${way} under way`,
  },
  bottleneck: { nl: 'knelpunt', en: 'bottleneck' },

  forecast: { nl: 'Wat eraan komt', en: 'What is coming' },
  forecastIntro: {
    nl: 'De verwachte conversies, met de marge waarbinnen ze waarschijnlijk uitkomen.',
    en: 'The conversions to expect, with the range they will probably end up in.',
  },
  noForecast: {
    nl: 'Er is nog te weinig gebeurd om iets te kunnen verwachten.',
    en: 'Too little has happened so far to expect anything.',
  },
  expectedIn: {
    nl: (days: string) => `conversies verwacht in de komende ${days} dagen`,
    en: (days: string) => `conversions expected in the coming ${days} days`,
  },
  within: {
    nl: (level: string, low: string, high: string) => `${level} kans op ${low} tot ${high}`,
    en: (level: string, low: string, high: string) => `${level} chance of ${low} to ${high}`,
  },
  forecastParts: {
    nl: (present: string, arrivals: string) =>
      `${present} van bezoekers die u al kent, ${arrivals} van wie nog komt`,
    en: (present: string, arrivals: string) =>
      `${present} by visitors you know already, ${arrivals} by those still to come`,
  },
  forecastWorth: {
    nl: (worth: string) => `samen zo’n ${worth}`,
    en: (worth: string) => `together about ${worth}`,
  },
  forecastLabel: {
    nl: (days: string, n: string) =>
      `Grafiek: de conversies van de afgelopen weken, en de ${n} die in de komende ${days} dagen verwacht worden. De cijfers staan in de tabel eronder.`,
    en: (days: string, n: string) =>
      `Chart: the conversions of the past weeks, and the ${n} expected in the coming ${days} days. The figures are in the table below.`,
  },
  expectedDay: {
    nl: (n: string, low: string, high: string) => `verwacht: ${n} (${low} tot ${high})`,
    en: (n: string, low: string, high: string) => `expected: ${n} (${low} to ${high})`,
  },
  goal: {
    nl: (days: string) => `Uw doel voor ${days} dagen`,
    en: (days: string) => `Your goal for ${days} days`,
  },
  noGoal: { nl: 'geen doel', en: 'no goal' },
  expected: { nl: 'Verwacht', en: 'Expected' },
  atLeast: { nl: 'Ten minste', en: 'At least' },
  atMost: { nl: 'Ten hoogste', en: 'At most' },

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
} as const satisfies Wordings
