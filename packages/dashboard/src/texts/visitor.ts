import { count, type Wordings } from './words.ts'

/** Words of the page of one visitor. */
export const VISITOR_TEXTS = {
  back: { nl: 'Terug', en: 'Back' },
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
  curve: { nl: 'Hoe de score liep, en hoe hij wegebt', en: 'How the score went, and how it will fade' },
  moment: { nl: 'Moment', en: 'Moment' },
  curveIntro: {
    nl: 'De score na elke gebeurtenis. Daarna: hoe hij zakt als er niets meer gebeurt.',
    en: 'The score after every event. Then: how it sinks if nothing more happens.',
  },
  curveLabel: {
    nl: (first: string, last: string) =>
      `Lijngrafiek van de score, van ${first} naar ${last}. De scores staan ook bij elke stap van de reis.`,
    en: (first: string, last: string) =>
      `Line chart of the score, from ${first} to ${last}. The scores are also beside each step of the journey.`,
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
  sumIntroAverage: {
    nl: 'Hoe deze bezoeker afwijkt van de gemiddelde bezoeker van deze site. Tien punten meer is twee keer zo kansrijk.',
    en: 'How this visitor differs from the average visitor of this site. Ten points more doubles the odds.',
  },
  signal: { nl: 'Signaal', en: 'Signal' },
  axis: { nl: 'Zegt iets over', en: 'Says something about' },
  points: { nl: 'Punten', en: 'Points' },
  base: { nl: 'Waar iedereen begint', en: 'Where everybody starts' },
  baseAverage: { nl: 'De gemiddelde bezoeker', en: 'The average visitor' },
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
} as const satisfies Wordings
