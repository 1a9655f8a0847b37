import { DAY, LANGUAGES, TOPICS } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Assessment, assess } from './assess.ts'
import { counterfactual } from './counterfactual.ts'
import { changes, explain, reasonText, topReasons, toReasons } from './explain.ts'
import {
  anyHistory,
  clientOfServices,
  event,
  jobSeeker,
  koperOfChair,
  koperReturning,
  MONDAY,
  passantFromSearch,
  zoekerWithProblem,
} from './fixtures.ts'
import { foldWithout } from './fold-without.ts'
import { priorFor } from './model.ts'
import { advance, fold, isLater, standingAt } from './profile.ts'
import { toScore } from './scorecard.ts'
import { SIGNAL_NAMES, SIGNALS } from './signals.ts'

const model = priorFor('shop')
const assessed = (events: Parameters<typeof fold>[0]): Assessment => {
  const profile = fold(events, model)!
  return assess(profile, model, profile.last.at)
}

describe('reasonText', () => {
  it('counts as people do', () => {
    expect(reasonText('repeatViews', 2, 'nl')).toBe('keek drie keer naar hetzelfde product')
    expect(reasonText('repeatViews', 2, 'en')).toBe('looked at the same product three times')
    expect(reasonText('repeatViews', 1, 'en')).toBe('looked at the same product twice')
    expect(reasonText('problemViews', 1, 'nl')).toBe('las over een probleem')
    expect(reasonText('problemViews', 3, 'nl')).toBe('las drie pagina’s over een probleem')
    expect(reasonText('engagement', 1, 'en')).toBe('spent a minute reading')
    expect(reasonText('engagement', 0.008, 'en')).toBe('read for a moment')
    expect(reasonText('engagement', 0.2, 'nl')).toBe('las even')
    expect(reasonText('engagement', 34 / 60, 'nl')).toBe('las een halve minuut aandachtig')
    expect(reasonText('engagement', 34 / 60, 'en')).toBe('spent half a minute reading')
    expect(reasonText('engagement', 0.8, 'nl')).toBe('las een minuut aandachtig')
    expect(reasonText('engagement', 1.6, 'nl')).toBe('las twee minuten aandachtig')
    expect(reasonText('priceViews', 0.1, 'en')).toBe(reasonText('priceViews', 1, 'en'))
    expect(reasonText('engagement', 14, 'en')).toBe('spent 14 minutes reading')
    expect(reasonText('returnVisits', 1, 'nl')).toBe('kwam terug')
    expect(reasonText('priceViews', 2, 'nl')).toBe('bekeek twee keer de prijzen')
  })

  it('says of a signal that is missing what is missing', () => {
    expect(reasonText('repeatViews', 0, 'nl')).toBe('zonder steeds naar hetzelfde product te kijken')
    expect(reasonText('priceViews', 0, 'en')).toBe('without checking the prices')
  })

  it('never speaks of zero or of parts', () => {
    for (const signal of SIGNAL_NAMES)
      for (const language of LANGUAGES)
        for (const value of [0.01, 0.6, 1, 1.4, 2.5, 11, 400]) {
          const text = reasonText(signal, value, language)
          expect(text).not.toMatch(/nul|zero|\d\.\d|undefined|NaN/)
          expect(text).toMatch(/^\p{Ll}/u)
        }
  })

  it('says something else in each language', () => {
    for (const signal of SIGNAL_NAMES)
      expect(reasonText(signal, 3, 'nl')).not.toBe(reasonText(signal, 3, 'en'))
  })
})

describe('explain', () => {
  it('names the weightiest reason first, for or against', () => {
    const reasons = explain(assessed(koperOfChair), 'nl')
    expect(reasons[0]).toMatchObject({
      signal: 'repeatViews',
      axis: 'wat',
      text: 'keek drie keer naar hetzelfde product',
    })
    expect(explain(assessed(jobSeeker), 'en')).toMatchObject([
      { signal: 'careersViews', text: 'looked at two pages about working for you' },
      { signal: 'pace', text: 'stayed about 30 seconds a page' },
    ])
    const sizes = reasons.map(({ points }) => Math.abs(points))
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
  })
})

describe('topReasons', () => {
  it('leaves out what moved the score by next to nothing, but for the only one', () => {
    const of = (...points: number[]) =>
      topReasons(
        {
          ...assessed(koperOfChair),
          contributions: points.map((one) => ({
            signal: 'engagement',
            axis: 'waarom',
            value: 1,
            points: one,
          })),
        },
        'nl',
        2,
      ).map((reason) => reason.points)
    expect(of(0.49, -6, 0.5, 3)).toEqual([-6, 3])
    expect(of(0.2, 4, -0.3)).toEqual([4])
    expect(of(0.1, 0.2)).toEqual([0.2])
    expect(of()).toEqual([])
  })
})

describe('changes', () => {
  it('add up to what an event did to the score', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        const sorted = events.toSorted((a, b) => (isLater(a, b) ? 1 : -1))
        const last = sorted.at(-1)!
        const earlier = fold(sorted.slice(0, -1), model)
        const before = earlier && assess(earlier, model, last.at)
        const after = assess(advance(earlier, last, model).profile, model, last.at)
        const sum = changes(before, after).reduce((total, { points }) => total + points, 0)
        expect(Math.abs(sum - (after.raw - (before?.raw ?? after.base)))).toBeLessThan(1e-9)
      }),
    )
  })

  it('name what the event was about', () => {
    const before = assessed(clientOfServices.slice(0, 2))
    const change = changes(before, assessed(clientOfServices.slice(0, 3)))
    expect(toReasons(change, 'nl')[0]).toMatchObject({
      signal: 'priceViews',
      points: 10,
      text: 'bekeek de prijzen',
    })
  })

  it('are none where nothing changed', () => {
    expect(changes(assessed(koperOfChair), assessed(koperOfChair))).toEqual([])
  })
})

describe('counterfactual', () => {
  const ask = (events: Parameters<typeof fold>[0], wait = 0) => {
    const profile = fold(events, model)!
    return counterfactual({ profile, events, model, now: profile.last.at + wait, language: 'nl' })
  }

  it('names the smallest step that makes a passant a zoeker', () => {
    const change = ask(passantFromSearch)
    // 21 points: four more are needed; another problem page adds 5.8, about us 6, a solution 8, the prices 10.
    expect(change).toMatchObject({
      signal: 'problemViews',
      segment: 'zoeker',
      text: 'nog een pagina over een probleem lezen',
    })
    expect(change?.points).toBeCloseTo(5.85, 1)
  })

  it('is kept by advance: the step does what it says', () => {
    const change = ask(clientOfServices.slice(0, 4))
    expect(change?.segment).toBe('koper')
    expect(toScore(assessed(clientOfServices.slice(0, 4)).raw + change!.points)).toBeGreaterThanOrEqual(
      model.koper.enter,
    )
  })

  it('says what makes a koper one', () => {
    expect(ask(koperReturning)).toMatchObject({ segment: 'zoeker' })
    expect(ask(koperOfChair)?.points).toBeLessThan(0)
  })

  it('holds what it says for any visitor: the history folded again ends in that segment', () => {
    const BY_TOPIC = Object.fromEntries(TOPICS.map((topic) => [`${topic}Views`, topic]))
    let checked = 0
    fc.assert(
      fc.property(anyHistory, (events) => {
        const change = ask(events)
        const topic = change && BY_TOPIC[change.signal]
        if (change === null || change.points > 0 || topic === undefined) return
        const now = Math.max(...events.map(({ at }) => at))
        const left = fold(
          events.filter(
            (one) => one.type !== 'page_view' || (one.topic ?? (one.item === null ? null : 'item')) !== topic,
          ),
          model,
        )
        const would = left === null ? 'passant' : standingAt(left, now, model).segment
        expect(would).toBe(change.segment)
        checked += 1
      }),
      { numRuns: 800, seed: 20_261_122 },
    )
    expect(checked).toBeGreaterThan(50)
  })

  it('leaves nothing of the signal that is taken off', () => {
    fc.assert(
      fc.property(anyHistory, fc.constantFrom(...SIGNAL_NAMES), (events, signal) => {
        const left = foldWithout(signal, events, model)
        expect(left === null ? 0 : SIGNALS[signal].read(left.state)).toBeLessThan(1e-6)
      }),
      { numRuns: 500, seed: 20_261_122 },
    )
  })

  it('does not look for what holds up whoever did a thousand things', () => {
    const last = koperReturning.at(-1)!.at
    const nothing = (count: number) =>
      Array.from({ length: count }, (_, i) => event({ id: `nothing-${i}`, type: 'custom', at: last }))
    expect(ask([...koperReturning, ...nothing(10)])).toMatchObject({ segment: 'zoeker' })
    expect(ask([...koperReturning, ...nothing(1_000)])).toBeNull()
  })

  it('is null where no single change is enough', () => {
    expect(
      ask([event({ topic: 'careers' }), event({ id: 'event-0002', topic: 'careers', at: MONDAY + 1 })]),
    ).toBeNull()
    expect(ask(zoekerWithProblem, 300 * DAY)).toBeNull()
  })
})
