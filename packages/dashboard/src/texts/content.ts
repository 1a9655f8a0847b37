import type { Wordings } from './words.ts'

/** Words of the page Inhoud. */
export const CONTENT_TEXTS = {
  contentTitle: { nl: 'Inhoud', en: 'Content' },
  contentLead: {
    nl: 'Wat uw pagina’s en knoppen teweegbrengen: wie ze zag, en wie daarna verder kwam.',
    en: 'What your pages and buttons bring about: who saw them, and who got further afterwards.',
  },
  judgedBy: { nl: 'Beoordeel op: wie daarna', en: 'Judge by: who afterwards' },
  liftMeans: {
    nl: 'Vergeleken met bezoekers in dezelfde fase, van hetzelfde kanaal en met even veel bekeken pagina’s, die dit niet zagen. De streep is de marge van 95%; raakt hij de 1×-lijn, dan kan het toeval zijn.',
    en: 'Compared with visitors in the same phase, from the same channel and with about as many pages viewed, who did not see this. The bar is the 95% interval; where it touches the 1× line it may be chance.',
  },
  climbedMore: { nl: 'Kwam vaker een fase verder', en: 'Climbed a phase more often' },
  convertedMore: { nl: 'Converteerde vaker', en: 'Converted more often' },
  tooFew: {
    nl: (n: number, s: string) =>
      `nog te weinig (${n === 0 ? 'nog geen bezoekers' : n === 1 ? '1 bezoeker' : `${s} bezoekers`})`,
    en: (n: number, s: string) =>
      `too few yet (${n === 0 ? 'no visitors so far' : n === 1 ? '1 visitor' : `${s} visitors`})`,
  },
  lowToHigh: {
    nl: (low: string, high: string) => `${low} tot ${high}`,
    en: (low: string, high: string) => `${low} to ${high}`,
  },
  rates: {
    nl: (seen: string, others: string) =>
      `${seen} van wie het zag, tegen ${others} van vergelijkbare anderen`,
    en: (seen: string, others: string) =>
      `${seen} of those who saw it, against ${others} of comparable others`,
  },
  bestLift: {
    nl: (name: string, ratio: string, low: string, high: string) =>
      `Wie ‘${name}’ tegenkwam, kwam ${ratio} zo vaak verder als vergelijkbare bezoekers (${low} tot ${high}). Geef het een betere plek.`,
    en: (name: string, ratio: string, low: string, high: string) =>
      `Those who met ‘${name}’ got further ${ratio} as often as comparable visitors (${low} to ${high}). Give it a better place.`,
  },
  worstLift: {
    nl: (name: string, ratio: string) =>
      `Na ‘${name}’ komen bezoekers juist minder vaak verder (${ratio}). Bekijk wat daar ontbreekt.`,
    en: (name: string, ratio: string) =>
      `After ‘${name}’ visitors get further less often (${ratio}). See what is missing there.`,
  },
  leavingAtOnce: {
    nl: (path: string, share: string) =>
      `Van wie op ${path} binnenkomt, vertrekt ${share} meteen. Laat daar direct zien waar het over gaat.`,
    en: (path: string, share: string) =>
      `Of those who land on ${path}, ${share} leave at once. Show there right away what it is about.`,
  },
  missingPage: {
    nl: (query: string, n: string) =>
      `Er werd ${n} keer zonder resultaat gezocht op “${query}”. Misschien verdient dat een pagina.`,
    en: (query: string, n: string) =>
      `“${query}” was searched for ${n} times without a result. Perhaps it deserves a page.`,
  },
  ctas: { nl: 'Knoppen en links', en: 'Buttons and links' },
  ctasIntro: {
    nl: 'Hoe vaak erop geklikt werd, en wat er daarna gebeurde.',
    en: 'How often they were clicked, and what happened afterwards.',
  },
  noCtas: {
    nl: 'Er is nog nergens op geklikt. Geef de knoppen die ertoe doen een naam:',
    en: 'Nothing has been clicked yet. Give the buttons that matter a name:',
  },
  cta: { nl: 'Knop', en: 'Button' },
  clicks: { nl: 'Kliks', en: 'Clicks' },
  seenBy: { nl: 'Gezien door', en: 'Seen by' },
  clickRatio: { nl: 'Klikte', en: 'Clicked' },
  landings: { nl: 'Waar bezoeken beginnen', en: 'Where visits begin' },
  landingsIntro: {
    nl: 'En wie meteen weer vertrekt: één pagina, nergens op geklikt, nog geen tien seconden aandacht.',
    en: 'And who leaves at once: one page, nothing clicked, under ten seconds of attention.',
  },
  noPages: {
    nl: 'In deze periode is er geen pagina bekeken.',
    en: 'No page was viewed in this period.',
  },
  pageName: { nl: 'Pagina', en: 'Page' },
  entries: { nl: 'Begonnen bezoeken', en: 'Visits begun' },
  bounces: { nl: 'Meteen weg', en: 'Left at once' },
  bouncesMean: {
    nl: 'Deel van de bezoeken dat hier begon en meteen eindigde',
    en: 'Share of the visits that began here and ended at once',
  },
  bouncesOf: { nl: (n: string) => `${n} bezoeken`, en: (n: string) => `${n} visits` },
  pagesTitle: { nl: 'Alle pagina’s', en: 'All pages' },
  pagesIntro: {
    nl: 'Waar de aandacht naartoe gaat.',
    en: 'Where the attention goes.',
  },
  views: { nl: 'Weergaven', en: 'Views' },
  attention: { nl: 'Aandacht', en: 'Attention' },
  attentionMeans: {
    nl: 'Mediaan van de tijd dat iemand de pagina echt las',
    en: 'Median time that somebody really read the page',
  },
  scrolled: { nl: 'Gelezen tot', en: 'Read to' },
  searches: { nl: 'Wat er gezocht wordt', en: 'What is searched for' },
  searchesIntro: {
    nl: 'De zoekwoorden op uw site, en of ze iets opleverden.',
    en: 'The words searched for on your site, and whether they led anywhere.',
  },
  noSearches: {
    nl: 'Nog geen zoekopdracht die door minstens drie bezoekers is gedaan.',
    en: 'No search yet that at least three visitors made.',
  },
  withheld: {
    nl: (n: string) =>
      `${n} zoekopdrachten van minder dan drie bezoekers staan er niet bij: die kunnen iemand verraden.`,
    en: (n: string) =>
      `${n} searches by fewer than three visitors are not shown: they might give somebody away.`,
  },
  query: { nl: 'Zoekwoorden', en: 'Words' },
  searched: { nl: 'Gezocht', en: 'Searched' },
  withoutResults: { nl: 'Niets gevonden', en: 'Nothing found' },
  searchedAgain: { nl: 'Zocht opnieuw', en: 'Searched again' },
  gaveUp: { nl: 'Gaf op', en: 'Gave up' },
  wentTo: { nl: 'Ging naar', en: 'Went to' },
} as const satisfies Wordings
