import type { Wordings } from './words.ts'

/** Words of trying a model or a topic rule on the site's past. */
export const BACKTEST_TEXTS = {
  backtest: { nl: 'Eerst proberen', en: 'Try it first' },
  backtestIntro: {
    nl: 'Wat had een ander model of een andere regel van het verleden van deze site gemaakt? Er verandert niets.',
    en: 'What would another model or another rule have made of this site’s past? Nothing changes.',
  },
  backtestWhat: { nl: 'Wat wilt u proberen?', en: 'What do you want to try?' },
  backtestKind: {
    nl: (kind: string) => `Het beginmodel voor: ${kind}`,
    en: (kind: string) => `The model to start from for: ${kind}`,
  },
  kindShop: { nl: 'een winkel', en: 'a shop' },
  kindServices: { nl: 'diensten', en: 'services' },
  kindContent: { nl: 'lezen', en: 'reading' },
  backtestRule: { nl: 'Een regel voor een onderwerp', en: 'A rule for a topic' },
  backtestFile: { nl: 'Een model uit een bestand', en: 'A model from a file' },
  modelFile: { nl: 'Bestand (JSON)', en: 'File (JSON)' },
  fileIsNoModel: { nl: 'Dat bestand is geen JSON.', en: 'That file is no JSON.' },
  fileMissing: { nl: 'Kies eerst een bestand.', en: 'Choose a file first.' },
  pathMissing: { nl: 'Vul eerst een adres in.', en: 'Fill in an address first.' },
  runBacktest: { nl: 'Probeer op het verleden', en: 'Try on the past' },
  backtestRunning: {
    nl: 'Bezig: het verleden wordt twee keer gescoord …',
    en: 'Working: the past is being scored twice …',
  },
  backtestOver: {
    nl: (visitors: string, events: string, from: string, to: string) =>
      `${visitors} bezoekers en ${events} gebeurtenissen, van ${from} tot ${to}.`,
    en: (visitors: string, events: string, from: string, to: string) =>
      `${visitors} visitors and ${events} events, from ${from} to ${to}.`,
  },
  backtestShare: {
    nl: (share: string) => `Gekeken is naar ${share} van de bezoekers, elk met alle gebeurtenissen.`,
    en: (share: string) => `Looked at were ${share} of the visitors, each with all events.`,
  },
  backtestNobody: { nl: 'Er is nog geen verleden om op te proberen.', en: 'There is no past to try on yet.' },
  asItIs: { nl: 'Zoals het is', en: 'As it is' },
  withChange: { nl: 'Met de verandering', en: 'With the change' },
  movedTitle: { nl: 'Wie anders was uitgekomen', en: 'Who would have come out otherwise' },
  movedFrom: { nl: 'Van', en: 'From' },
  movedTo: { nl: 'Naar', en: 'To' },
  nobodyElse: { nl: 'Niemand was anders uitgekomen.', en: 'Nobody would have come out otherwise.' },
  movedExamples: { nl: 'Voorbeelden', en: 'Examples' },
  movedWho: { nl: 'Wie', en: 'Who' },
  scoreThen: { nl: 'Score', en: 'Score' },
  scoreOther: { nl: 'Met de verandering', en: 'With the change' },
  segmentsBefore: { nl: 'Segmenten, ervoor en erna', en: 'Segments, before and after' },
  visitsIn: { nl: 'Bezoeken', en: 'Visits' },
  ofWhichConverted: { nl: 'Waarvan converteerden', en: 'Of which converted' },
  figuresBefore: { nl: 'Hoe goed de kansen waren', en: 'How good the chances were' },
  chance: { nl: 'Kans', en: 'Chance' },
  tellsApart: { nl: 'Onderscheid (AUC)', en: 'Tells apart (AUC)' },
  tellsApartMeans: {
    nl: 'Hoe vaak iemand die het deed hoger scoorde dan iemand die het niet deed: 0,5 is gokken, 1 is altijd goed',
    en: 'How often somebody who did it scored higher than somebody who did not: 0.5 is guessing, 1 is always right',
  },
  topTenthMeans: {
    nl: 'Hoeveel vaker het uitkwam bij de tien procent met de hoogste kans dan gemiddeld',
    en: 'How much more often it came true of the tenth with the highest chance than on average',
  },
  offByMeans: {
    nl: 'Hoe ver wat gezegd werd gemiddeld van de uitkomst lag',
    en: 'How far what was said lay from the outcome on average',
  },
  topTenth: { nl: 'Beste tiende', en: 'Best tenth' },
  offBy: { nl: 'Gemiddeld ernaast', en: 'Off on average' },
  cannotTell: { nl: 'nog niet te zeggen', en: 'cannot be told yet' },
  calibrationTitle: {
    nl: (head: string) => `Gezegd en uitgekomen: ${head}`,
    en: (head: string) => `Said and come true: ${head}`,
  },
  calibrationIntro: {
    nl: 'Op de stippellijn komt een kans precies uit. Streepjes: zoals het is; doorgetrokken: met de verandering. Zolang een kans niet op uw bezoekers is geijkt, telt alleen of de lijn stijgt.',
    en: 'On the dotted line a chance comes true exactly. Dashes: as it is; solid: with the change. Until a chance is calibrated on your visitors all that counts is that the line rises.',
  },
  calibrationLabel: {
    nl: (head: string) => `Hoe vaak uitkwam wat er gezegd werd over ${head}; de cijfers staan in de tabel.`,
    en: (head: string) => `How often came true what was said of ${head}; the figures are in the table.`,
  },
  said: { nl: 'Gezegd', en: 'Said' },
  cameTrue: { nl: 'Uitgekomen', en: 'Came true' },
} as const satisfies Wordings
