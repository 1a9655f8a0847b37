import { count, type Wordings } from './words.ts'

/** Words of the page Site. */
export const SITE_TEXTS = {
  siteLead: {
    nl: 'Of alles werkt, wat er bewaard wordt en wie erbij mag.',
    en: 'Whether all works, what is kept and who may ask.',
  },
  copy: { nl: 'Kopieer', en: 'Copy' },
  copied: { nl: 'Gekopieerd', en: 'Copied' },
  count: { nl: 'Aantal', en: 'Number' },
  last: { nl: 'Laatst', en: 'Last' },
  because: { nl: 'Omdat', en: 'Because' },

  installation: { nl: 'Werkt het?', en: 'Does it work?' },
  allWell: {
    nl: 'Alles werkt: er komen gebeurtenissen binnen en er valt niets te repareren.',
    en: 'All is well: events arrive and there is nothing to repair.',
  },
  never: { nl: 'nog nooit', en: 'never' },
  tagAsked: { nl: 'Tag opgevraagd', en: 'Tag asked for' },
  askedBy: { nl: 'Door', en: 'By' },
  notYours: { nl: 'geen domein van deze site', en: 'not a domain of this site' },
  lastEvent: { nl: 'Laatste gebeurtenis', en: 'Last event' },
  eventsToday: { nl: 'Laatste 24 uur', en: 'Last 24 hours' },
  bots: { nl: 'Waarvan robots', en: 'Of which bots' },
  byType: { nl: 'Per soort, in de laatste 24 uur', en: 'By type, in the last 24 hours' },
  eventType: { nl: 'Soort', en: 'Type' },

  theTag: { nl: 'De tag voor uw pagina’s', en: 'The tag for your pages' },
  theTagIntro: {
    nl: (bytes: string) =>
      `Plak deze regel in elke pagina. Het script weegt ${bytes} bytes en werkt zichzelf bij.`,
    en: (bytes: string) =>
      `Paste this line into every page. The script weighs ${bytes} bytes and keeps itself up to date.`,
  },
  withIntegrity: { nl: 'Met controle door de browser (SRI)', en: 'Checked by the browser (SRI)' },
  withIntegrityIntro: {
    nl: 'Deze versie verandert nooit: de browser weigert haar als er ook maar één letter anders is. Na een update plakt u een nieuwe.',
    en: 'This version never changes: the browser refuses it if a single letter differs. After an update paste a new one.',
  },
  afterLoad: { nl: 'Voor pagina’s die nergens op mogen wachten', en: 'For pages that must not wait' },
  afterLoadIntro: {
    nl: 'Vraagt het script pas als de pagina geladen is: een trage of hangende collector houdt dan niets op. Wie weggaat voordat de pagina geladen is, wordt niet gezien.',
    en: 'Asks for the script when the page has loaded: a slow or hanging collector then holds nothing up. Who leaves before the page has loaded is not seen.',
  },

  drops: { nl: 'Wat niet bewaard is', en: 'What was not kept' },
  dropsIntro: {
    nl: 'Gebeurtenissen van de laatste zeven dagen die zijn geweigerd, met de reden.',
    en: 'Events of the last seven days that were refused, with the reason.',
  },
  noDrops: {
    nl: 'Niets geweigerd in de laatste zeven dagen.',
    en: 'Nothing refused in the last seven days.',
  },
  dropReason: { nl: 'Reden', en: 'Reason' },
  dropMessage: { nl: 'Voorbeeld', en: 'Example' },

  topics: { nl: 'Waar uw pagina’s over gaan', en: 'What your pages are about' },
  topicsIntro: {
    nl: 'Aan het onderwerp van een pagina is te zien hoe ver iemand is. Klopt een gok niet, maak dan een regel; rechts ziet u meteen wat die doet.',
    en: 'The topic of a page tells how far somebody is. Where a guess is wrong, make a rule; on the right you see at once what it does.',
  },
  rules: { nl: 'Uw regels', en: 'Your rules' },
  rulePath: {
    nl: 'Adrespatroon: * binnen een deel, ** over delen heen',
    en: 'Path pattern: * within a part, ** across parts',
  },
  addRule: { nl: 'Nieuwe regel', en: 'New rule' },
  removeRule: { nl: 'Verwijder deze regel', en: 'Remove this rule' },
  preview: { nl: 'Uw drukste pagina’s', en: 'Your busiest pages' },
  noTopic: { nl: 'geen onderwerp', en: 'no topic' },
  byPage: { nl: 'zegt de pagina zelf', en: 'the page says so itself' },
  byRule: { nl: 'uw regel', en: 'your rule' },
  byGuess: { nl: 'geraden uit adres en titel', en: 'guessed from address and title' },
  topicsSaved: {
    nl: 'De regels zijn bewaard. Ze gelden voor alles wat vanaf nu binnenkomt.',
    en: 'The rules have been saved. They hold for everything that arrives from now on.',
  },
  tryTopics: { nl: 'Probeer uit op het verleden', en: 'Try on the past' },
  trying: { nl: 'De bezoeken van de afgelopen tijd worden nagespeeld …', en: 'Replaying past visits …' },
  triedOver: {
    nl: (visitors: string, changed: string) =>
      `Nagespeeld voor ${visitors} bezoekers: ${changed} paginaweergaven krijgen een ander onderwerp.`,
    en: (visitors: string, changed: string) =>
      `Replayed for ${visitors} visitors: ${changed} page views get another topic.`,
  },
  moved: {
    nl: (n: string, from: string, to: string) => `${n} × van ${from} naar ${to}`,
    en: (n: string, from: string, to: string) => `${n} × from ${from} to ${to}`,
  },
  nobodyMoved: { nl: 'Niemand zou in een ander segment zitten.', en: 'Nobody would be in another segment.' },

  privacy: { nl: 'Toestemming en privacy', en: 'Consent and privacy' },
  privacyIntro: {
    nl: 'Wie ja zegt, wordt 180 dagen herkend. Hier kiest u wat er gebeurt zolang iemand nog niets gezegd heeft. Wie nee zegt, of een signaal als GPC stuurt, wordt nooit gevolgd.',
    en: 'Those who say yes are recognised for 180 days. Here you choose what happens until somebody has answered. Those who say no, or send a signal such as GPC, are never followed.',
  },
  beforeConsent: { nl: 'Zonder antwoord van de bezoeker', en: 'Without the visitor’s answer' },
  settingsSaved: { nl: 'De instelling is bewaard.', en: 'The setting has been saved.' },
  retention: {
    nl: 'Na 180 dagen wordt vergeten wie iemand was; wat er gedaan is telt anoniem mee tot na 25 maanden. Geweigerde gebeurtenissen blijven 7 dagen.',
    en: 'After 180 days who somebody was is forgotten; what was done counts on anonymously for 25 months. Refused events are kept for 7 days.',
  },

  tokens: { nl: 'Toegang voor andere programma’s', en: 'Access for other programs' },
  tokensIntro: {
    nl: 'Met een token kan een ander programma de cijfers opvragen of gebeurtenissen sturen.',
    en: 'With a token another program can ask for the figures or send events.',
  },
  noTokens: { nl: 'Er is nog geen token voor deze site.', en: 'There is no token for this site yet.' },
  tokenLabel: { nl: 'Waarvoor', en: 'What for' },
  tokenExample: { nl: 'Weekrapport', en: 'Weekly report' },
  role: { nl: 'Mag', en: 'May' },
  made: { nl: 'Gemaakt', en: 'Made' },
  makeToken: { nl: 'Maak een token', en: 'Make a token' },
  tokenOnce: {
    nl: 'Bewaar dit token nu: het wordt maar één keer getoond.',
    en: 'Keep this token now: it is shown only once.',
  },
  withdraw: { nl: 'Trek in', en: 'Withdraw' },
  tokenRemoved: { nl: 'Het token is ingetrokken.', en: 'The token has been withdrawn.' },

  theModel: { nl: 'Het model achter de score', en: 'The model behind the score' },
  theModelIntro: {
    nl: 'Een nieuw model komt er pas als het op de laatste bezoeken beter voorspelt dan het huidige én dan een puntentabel.',
    en: 'A new model is used only when, on the latest visits, it predicts better than the present one and than a points table.',
  },
  chances: { nl: 'Kansen', en: 'Chances' },
  calibrated: { nl: 'geijkt op uw eigen conversies', en: 'calibrated on your own conversions' },
  notCalibrated: {
    nl: 'nog niet geijkt: een rangorde, geen percentage',
    en: 'not calibrated yet: a rank, no percentage',
  },
  zoekerFrom: { nl: 'Zoeker', en: 'Zoeker (searcher)' },
  koperFrom: { nl: 'Koper', en: 'Koper (buyer)' },
  enterExit: {
    nl: (enter: string, exit: string) => `vanaf ${enter} punten, tot onder ${exit}`,
    en: (enter: string, exit: string) => `from ${enter} points, until below ${exit}`,
  },
  whatCounts: { nl: 'Wat elk signaal waard is', en: 'What every signal is worth' },
  decisions: { nl: 'Besluiten', en: 'Decisions' },
  decision: { nl: 'Besluit', en: 'Decision' },
  goals: { nl: 'Doelen', en: 'Goals' },
  goalsIntro: {
    nl: 'Welke conversies tellen als doel, en hoeveel u er per maand wilt. De verwachting op het overzicht zegt hoe waarschijnlijk dat is.',
    en: 'Which conversions count as a goal, and how many a month you hope for. The forecast on the overview says how likely that is.',
  },
  goalConversion: { nl: 'Naam van de conversie', en: 'Name of the conversion' },
  goalPerMonth: { nl: 'Per maand', en: 'Per month' },
  addGoal: { nl: 'Nieuw doel', en: 'New goal' },
  removeGoal: { nl: 'Verwijder dit doel', en: 'Remove this goal' },
  goalsSaved: { nl: 'De doelen zijn bewaard.', en: 'The goals have been saved.' },
  backToBefore: {
    nl: 'Op verzoek doet het model van daarvoor weer dienst.',
    en: 'By request the model before it serves again.',
  },
  tooFewToLearn: {
    nl: (_n: number, shown: string, needed: string) =>
      `kwam ${shown} keer uit; om te leren is ${needed} keer nodig.`,
    en: (n: number, shown: string, needed: string) =>
      `came true ${count(n, shown, 'time', 'times')}; learning takes ${needed}.`,
  },
  measuredAs: {
    nl: (own: string, present: string, points: string) =>
      `Onderscheid (AUC) ${own}; het model van toen ${present}, een puntentabel ${points}.`,
    en: (own: string, present: string, points: string) =>
      `Tells apart (AUC) ${own}; the model of then ${present}, a points table ${points}.`,
  },
  claimHolds: {
    nl: (points: string, overall: string, ends: string, visits: string) =>
      `Kansen worden als percentage getoond: dat ze gemiddeld hoogstens ${points} procentpunt afwijken is voor ${overall} zeker, aan het eind van een bezoek voor ${ends} (gemeten over ${visits} eerdere bezoeken).`,
    en: (points: string, overall: string, ends: string, visits: string) =>
      `Chances are shown as percentages: it is ${overall} certain that they are off by ${points} percentage points at most on average, ${ends} at the end of a visit (measured over ${visits} earlier visits).`,
  },
  claimUnsure: {
    nl: (points: string, overall: string, ends: string, visits: string, needed: string) =>
      `Kansen blijven een rangorde: dat ze gemiddeld hoogstens ${points} procentpunt afwijken moet voor ${needed} zeker zijn en is nu voor ${overall} zeker, aan het eind van een bezoek voor ${ends} (gemeten over ${visits} eerdere bezoeken).`,
    en: (points: string, overall: string, ends: string, visits: string, needed: string) =>
      `Chances stay a rank: it has to be ${needed} certain that they are off by ${points} percentage points at most on average, and it is ${overall} certain, ${ends} at the end of a visit (measured over ${visits} earlier visits).`,
  },
  claimMoves: {
    nl: 'Kansen blijven een rangorde: hoe vaak ze uitkomen, verschilt te veel van periode tot periode.',
    en: 'Chances stay a rank: how often they come true differs too much from one period to the next.',
  },
  bordersSet: {
    nl: (zoeker: string, koper: string, zoekerThen: string, koperThen: string) =>
      `Grenzen van de segmenten: zoeker ${zoeker} (eerst ${zoekerThen}); koper ${koper} (eerst ${koperThen}).`,
    en: (zoeker: string, koper: string, zoekerThen: string, koperThen: string) =>
      `Borders of the segments: zoeker (searcher) ${zoeker} (${zoekerThen} before); koper (buyer) ${koper} (${koperThen} before).`,
  },
  bordersKept: {
    nl: (zoeker: string, koper: string, zoekerTried: string, koperTried: string) =>
      `Grenzen van de segmenten blijven zoals ze waren: zoeker ${zoeker}; koper ${koper}. Geprobeerd, en niet beter: zoeker ${zoekerTried}; koper ${koperTried}.`,
    en: (zoeker: string, koper: string, zoekerTried: string, koperTried: string) =>
      `Borders of the segments stay as they were: zoeker (searcher) ${zoeker}; koper (buyer) ${koper}. Tried, and no better: zoeker ${zoekerTried}; koper ${koperTried}.`,
  },
  pointsDivided: {
    nl: 'Ook de punten zijn anders over de signalen verdeeld.',
    en: 'The points are divided between the signals differently as well.',
  },
  bordersShares: {
    nl: (zoeker: string, koper: string, zoekerThen: string, koperThen: string) =>
      `Op de laatste bezoeken valt met de nieuwe grenzen ${zoeker} van de momenten onder zoeker en ${koper} onder koper; met de oude ${zoekerThen} en ${koperThen}.`,
    en: (zoeker: string, koper: string, zoekerThen: string, koperThen: string) =>
      `On the latest visits the new borders make ${zoeker} of the moments zoeker and ${koper} koper; the old ones ${zoekerThen} and ${koperThen}.`,
  },
  bordersBuy: {
    nl: (zoeker: string, koper: string) =>
      `Zoekers kopen dan ${zoeker} keer en kopers ${koper} keer zo vaak in hetzelfde bezoek als gemiddeld`,
    en: (zoeker: string, koper: string) =>
      `Zoekers then buy in the same visit ${zoeker} times and kopers ${koper} times as often as on average`,
  },
  bordersReturn: {
    nl: (zoeker: string, koper: string) =>
      `Zoekers komen dan ${zoeker} keer en kopers ${koper} keer zo vaak binnen 30 dagen terug (of kopen) als gemiddeld`,
    en: (zoeker: string, koper: string) =>
      `Zoekers then come back within 30 days (or buy) ${zoeker} times and kopers ${koper} times as often as on average`,
  },
  bordersThen: {
    nl: (zoeker: string, koper: string) => `met de oude grenzen ${zoeker} en ${koper} keer.`,
    en: (zoeker: string, koper: string) => `by the old borders ${zoeker} and ${koper} times.`,
  },
  noDecisions: {
    nl: 'Nog geen. Elke nacht wordt gekeken of er iets te leren valt; met een stuk of vijf conversies kan dat.',
    en: 'None yet. Every night we look whether there is something to learn; about five conversions will do.',
  },
} as const satisfies Wordings
