import type { Wordings } from './words.ts'

/** Words of the page Kanalen. */
export const CHANNELS_TEXTS = {
  channelsTitle: { nl: 'Kanalen', en: 'Channels' },
  channelsLead: {
    nl: 'Waar uw zoekers en kopers vandaan komen, en wat een koper kost.',
    en: 'Where your zoekers (searchers) and kopers (buyers) come from, and what a koper costs.',
  },
  noChannels: {
    nl: 'In deze periode is er nog geen bezoek geweest.',
    en: 'There has been no visit in this period yet.',
  },
  byChannel: { nl: 'Wat elk kanaal brengt', en: 'What every channel brings' },
  byChannelIntro: {
    nl: 'Bezoekers naar het hoogste segment dat ze bereikten. De balk toont de verdeling.',
    en: 'Visitors by the highest segment they reached. The bar shows how they are spread.',
  },
  groupedBy: { nl: 'Per', en: 'By' },
  creditedTo: { nl: 'Conversies toegerekend aan', en: 'Conversions credited to' },
  unknownChannel: { nl: 'onbekend', en: 'unknown' },
  zoekers: { nl: 'Zoekers', en: 'Zoekers' },
  kopers: { nl: 'Kopers', en: 'Kopers' },
  kopersMeans: {
    nl: 'Bezoekers die koper waren, met de verandering ten opzichte van de periode ervoor',
    en: 'Visitors who were a koper (buyer), with the change against the period before',
  },
  worth: { nl: 'Opbrengst', en: 'Revenue' },
  cost: { nl: 'Kosten', en: 'Cost' },
  perKoper: { nl: 'Per koper', en: 'Per koper' },
  perNewCustomer: { nl: 'Per nieuwe klant', en: 'Per new customer' },
  mostKopers: {
    nl: (name: string, n: string, of: string) => `De meeste kopers komen via ‘${name}’: ${n} van de ${of}.`,
    en: (name: string, n: string, of: string) =>
      `Most kopers (buyers) come through ‘${name}’: ${n} of ${of}.`,
  },
  mostOfWorkedOn: {
    nl: (name: string, n: string, of: string) =>
      `Van de kanalen waar u iets aan kunt doen, brengt ‘${name}’ de meeste kopers: ${n} van de ${of}.`,
    en: (name: string, n: string, of: string) =>
      `Of the channels that you can do something about, ‘${name}’ brings most kopers (buyers): ${n} of ${of}.`,
  },
  densestKopers: {
    nl: (name: string, share: string) =>
      `De kans op een koper is het grootst via ‘${name}’: ${share} van de bezoekers.`,
    en: (name: string, share: string) =>
      `The chance of a koper is greatest through ‘${name}’: ${share} of its visitors.`,
  },
  cheapestKoper: {
    nl: (name: string, cost: string) => `Een koper kost het minst via ‘${name}’: ${cost}.`,
    en: (name: string, cost: string) => `A koper costs least through ‘${name}’: ${cost}.`,
  },
  dearestKoper: {
    nl: (name: string, cost: string) =>
      `Het duurst is ‘${name}’: ${cost} per koper. Kijk of dat geld elders meer oplevert.`,
    en: (name: string, cost: string) =>
      `The dearest is ‘${name}’: ${cost} per koper. See whether that money does more elsewhere.`,
  },
  noCosts: {
    nl: 'Vul onderaan uw advertentiekosten in, dan ziet u hier wat een koper kost.',
    en: 'Enter below what you spend on ads to see here what a koper costs.',
  },
  costs: { nl: 'Wat u uitgaf', en: 'What you spent' },
  costsIntro: {
    nl: 'Een bedrag wordt gelijk over zijn dagen verdeeld. Dezelfde dagen, hetzelfde kanaal, dezelfde bron en campagne nog eens: dan komt het nieuwe bedrag in de plaats van het oude. Een heel bestand inlezen gaat met koopsignaal costs import.',
    en: 'An amount is spread evenly over its days. The same days, channel, source and campaign once more: then the new amount replaces the old. To read a whole file: koopsignaal costs import.',
  },
  knownCosts: { nl: 'Wat al is ingevuld', en: 'What has been entered' },
  costDays: { nl: 'Dagen', en: 'Days' },
  costFrom: { nl: 'Eerste dag', en: 'First day' },
  costTo: { nl: 'Laatste dag', en: 'Last day' },
  amount: { nl: 'Bedrag', en: 'Amount' },
  currency: { nl: 'Munt', en: 'Currency' },
  mayBeEmpty: { nl: 'mag leeg', en: 'optional' },
  costSaved: { nl: 'De kosten zijn bewaard.', en: 'The costs have been saved.' },
  costRemoved: { nl: 'De regel is verwijderd.', en: 'The line has been removed.' },
  credits: { nl: 'Wie krijgt de eer?', en: 'Who gets the credit?' },
  creditsIntro: {
    nl: 'Dezelfde conversies, op vier manieren over de kanalen verdeeld. Lopen de kolommen ver uiteen, vertrouw dan niet op één manier alleen.',
    en: 'The same conversions, shared out over the channels in four ways. Where the columns differ much, do not trust one way alone.',
  },
  journeys: { nl: 'Langs welke wegen ze komen', en: 'The ways they come' },
  afterVisit: {
    nl: (n: number, shown: string) => (n === 1 ? 'Na het eerste bezoek' : `Na bezoek ${shown}`),
    en: (n: number, shown: string) => (n === 1 ? 'After the first visit' : `After visit ${shown}`),
  },
  journeysIntro: {
    nl: 'Van het eerste bezoek naar de volgende. Hoe breder de band, hoe meer bezoekers.',
    en: 'From the first visit to the next ones. The wider the band, the more visitors.',
  },
  sankeyLabel: {
    nl: (n: string) =>
      `Stroomdiagram van de reizen langs kanalen. De ${n} meest afgelegde wegen staan in de tabel eronder.`,
    en: (n: string) =>
      `Flow diagram of the journeys across channels. The ${n} most travelled ways are in the table below.`,
  },
  noJourneys: {
    nl: 'Nog geen reizen om te tonen. Die zijn alleen te volgen van bezoekers die dat goedvonden.',
    en: 'No journeys to show yet. They can be followed only of visitors who agreed to it.',
  },
  paths: { nl: 'De meest afgelegde wegen', en: 'The most travelled ways' },
  path: { nl: 'Weg', en: 'Way' },
  fromTo: { nl: 'Van → naar', en: 'From → to' },
  converted: { nl: 'Geconverteerd', en: 'Converted' },
  endConverted: { nl: 'conversie', en: 'conversion' },
  endLeft: { nl: 'geen vervolg', en: 'went no further' },
} as const satisfies Wordings
