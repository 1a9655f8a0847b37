import type {
  BordersDecisionAnswer,
  ClaimAnswer,
  HeadDecisionAnswer,
  HeadFiguresAnswer,
  HeadTrialAnswer,
  Language,
} from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import { createFormat } from '../../format.ts'
import { textsIn } from '../../texts/texts.ts'
import { decisionSentences } from './decision-sentences.ts'

const speaker = (language: Language) => ({
  language,
  t: textsIn(language),
  format: createFormat(language, 'Europe/Amsterdam', Date.UTC(2026, 10, 21)),
})
const figures = (auc: number): HeadFiguresAnswer => ({
  visits: 900,
  baseRate: 0.03,
  auc,
  averagePrecision: 0.1,
  lift: 2,
  brier: 0.02,
  logLoss: 0.1,
  calibrationError: 0.01,
  calibrationNoise: 0.01,
  calibrationBound: 0.015,
})
const claim: ClaimAnswer = {
  visits: 1234,
  within: 0.02,
  needed: 2 / 3,
  overall: 0.913,
  ends: 0.744,
  periods: 0.6,
  latest: 0.5,
  isSteady: true,
  comesTrue: true,
}
const trial = (part: Partial<HeadTrialAnswer>): HeadTrialAnswer => ({
  learned: 'weights',
  figures: figures(0.712),
  beatsCurrent: true,
  beatsPoints: true,
  claim,
  ...part,
})
const judged = (status: 'published' | 'refused', trials: readonly HeadTrialAnswer[]): HeadDecisionAnswer => ({
  head: 'now',
  status,
  positives: 40,
  needed: 5,
  trials,
  rivals: { current: figures(0.65), points: figures(0.6), pages: figures(0.5) },
})
const untried = (status: 'too_few' | 'cannot_judge', positives: number): HeadDecisionAnswer => ({
  head: 'later',
  status,
  positives,
  needed: 5,
  trials: [],
  rivals: null,
})
const say = (language: Language, ...heads: readonly HeadDecisionAnswer[]) =>
  decisionSentences({ decision: 'refused', heads, borders: null }, speaker(language))

describe('why a model was decided upon so', () => {
  it('is told of the attempt that was published, the last', () => {
    const worse = trial({ beatsCurrent: false, figures: figures(0.5), claim: { ...claim, visits: 1 } })
    expect(say('nl', judged('published', [worse, trial({ learned: 'line' })]))).toEqual([
      'koopt in dit bezoek: voorspelt beter dan het vorige model en dan een puntentabel, en is in gebruik genomen. Onderscheid (AUC) 0,712; het model van toen 0,650, een puntentabel 0,600. Kansen worden als percentage getoond: dat ze gemiddeld hoogstens 2 procentpunt afwijken is voor 91% zeker, aan het eind van een bezoek voor 74% (gemeten over 1.234 eerdere bezoeken).',
    ])
  })

  it.each([
    [
      { ends: 0.5, comesTrue: false },
      'een rangorde: dat ze gemiddeld hoogstens 2 procentpunt afwijken moet voor 67% zeker zijn en is nu voor 91% zeker, aan het eind van een bezoek voor 50% (gemeten over 1.234 eerdere bezoeken).',
    ],
    [
      { overall: 0.5, comesTrue: false },
      'moet voor 67% zeker zijn en is nu voor 50% zeker, aan het eind van een bezoek voor 74% (gemeten over 1.234 eerdere bezoeken).',
    ],
    [
      { latest: 0.1, isSteady: false, comesTrue: false },
      'een rangorde: hoe vaak ze uitkomen, verschilt te veel van periode tot periode.',
    ],
  ])('says what keeps chances a rank', (part, sentence) => {
    const [said] = say('nl', judged('published', [trial({ claim: { ...claim, ...part } })]))
    expect(said?.endsWith(sentence)).toBe(true)
  })

  it('says of chances that nothing took the place of what keeps them a rank, not what an attempt would have been', () => {
    const unsure = { ...claim, overall: 0.5, comesTrue: false }
    const refused = (asIs: ClaimAnswer) =>
      say('en', judged('refused', [trial({}), trial({ learned: 'as_is', claim: asIs })]))[0]
    expect(refused(unsure)).toMatch(
      /Chances stay a rank: it has to be 67% certain .*, and it is 50% certain, 74% at the end/,
    )
    expect(refused(claim)).toMatch(/a points table 0\.600\.$/)
  })

  it.each([
    [{ beatsCurrent: false }, 'does not predict better than the present model, which therefore stays.'],
    [{ beatsPoints: false }, 'does not predict better than a points table; the present model stays.'],
  ])('names what the most ambitious attempt did not beat', (part, sentence) => {
    const [said] = say('en', judged('refused', [trial(part), trial({ learned: 'as_is' })]))
    expect(said).toBe(
      `buys in this visit: ${sentence} Tells apart (AUC) 0.712; the model of then 0.650, a points table 0.600.`,
    )
  })

  it('says when there was too little to go by', () => {
    expect(say('nl', untried('too_few', 3), untried('cannot_judge', 9))).toEqual([
      'komt terug of koopt: kwam 3 keer uit; om te leren is 5 keer nodig.',
      'komt terug of koopt: nog niet te toetsen: de laatste bezoeken gingen allemaal dezelfde kant op.',
    ])
    expect(say('en', untried('too_few', 1))).toEqual([
      'comes back or buys: came true 1 time; learning takes 5.',
    ])
  })

  const learned = {
    visits: 900,
    baseRate: 0.03,
    shares: { passant: 0.6, zoeker: 0.33, koper: 0.07 },
    rates: { passant: 0.01, zoeker: 0.036, koper: 0.093 },
    koperLift: 3.1,
    flicker: 0.9,
  }
  const borders: BordersDecisionAnswer = {
    status: 'published',
    question: 'visit',
    learns: 'borders',
    zoeker: { enter: 31, exit: 27 },
    koper: { enter: 58, exit: 52 },
    before: { zoeker: { enter: 25, exit: 10 }, koper: { enter: 55, exit: 40 } },
    learned,
    current: {
      ...learned,
      shares: { passant: 0.5, zoeker: 0.375, koper: 0.125 },
      rates: { passant: 0.02, zoeker: 0.03, koper: 0.06 },
    },
  }
  const told = (part: Partial<BordersDecisionAnswer>, language: Language) =>
    decisionSentences(
      { decision: 'published', heads: [], borders: { ...borders, ...part } },
      speaker(language),
    )

  it('tells where the segments began and begin, whom that makes what, and what those do', () => {
    expect(told({}, 'nl')).toEqual([
      'Grenzen van de segmenten: zoeker vanaf 31 punten, tot onder 27 (eerst vanaf 25 punten, tot onder 10); koper vanaf 58 punten, tot onder 52 (eerst vanaf 55 punten, tot onder 40). Op de laatste bezoeken valt met de nieuwe grenzen 33% van de momenten onder zoeker en 7% onder koper; met de oude 37,5% en 12,5%. Zoekers kopen dan 1,2 keer en kopers 3,1 keer zo vaak in hetzelfde bezoek als gemiddeld; met de oude grenzen 1 en 2 keer.',
    ])
    expect(told({ question: 'later' }, 'en')[0]).toMatch(
      /Zoekers then come back within 30 days \(or buy\) 1.2 times and kopers 3.1 times as often as on average; by the old borders 1 and 2 times.$/,
    )
  })

  it('tells of points that are divided otherwise, when they are', () => {
    expect(told({ learns: 'points' }, 'nl')[0]).toContain('onder 40). Ook de punten zijn anders')
    expect(told({ learns: 'points', status: 'refused' }, 'nl')[0]).not.toContain('Ook de punten')
  })

  it('tells of no rates where nobody was in a segment', () => {
    const none = { ...learned, rates: { ...learned.rates, koper: null } }
    expect(told({ learned: none }, 'en')[0]).toMatch(/the old ones 37.5% and 12.5%\.$/)
    expect(told({ current: none }, 'en')[0]).toMatch(/3.1 times as often as on average\.$/)
  })

  it('tells of borders that were no better which ones stay and which were tried', () => {
    expect(told({ status: 'refused' }, 'nl')[0]).toMatch(
      /^Grenzen van de segmenten blijven zoals ze waren: zoeker vanaf 25 punten, tot onder 10; koper vanaf 55 punten, tot onder 40. Geprobeerd, en niet beter: zoeker vanaf 31 punten, tot onder 27; koper vanaf 58 punten, tot onder 52\./,
    )
  })

  it('is somebody’s wish for a model that was taken back', () => {
    expect(decisionSentences({ decision: 'taken_back', heads: [], borders: null }, speaker('en'))).toEqual([
      'By request the model before it serves again.',
    ])
  })
})
