import { DAY, type Event, HOUR, MINUTE, type UnixMs } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anyHistory,
  clientOfServices,
  event,
  koperOfChair,
  koperReturning,
  MONDAY,
  visit,
  zoekerWithProblem,
} from './fixtures.ts'
import { priorFor } from './model.ts'
import { advance, fold, isLater, type Profile, standingAt } from './profile.ts'
import type { Span, Standing } from './standing.ts'
import { spanAt, splice } from './timeline.ts'

const model = priorFor('shop')
const ordered = (events: readonly Event[]): readonly Event[] =>
  events.toSorted((a, b) => (isLater(a, b) ? 1 : -1))
const at = (events: readonly Event[], moment: UnixMs): Standing =>
  standingAt(fold(events, model)!, moment, model)

/** Everything that is stored about a visitor while its events come in one by one. */
function live(events: readonly Event[]): { profile: Profile; timeline: readonly Span[] } {
  let profile: Profile | null = null
  let timeline: readonly Span[] = []
  for (const one of ordered(events)) {
    const next = advance(profile, one, model)
    profile = next.profile
    timeline = splice(timeline, one.at, next.spans)
  }
  return { profile: profile!, timeline }
}

describe('fold', () => {
  it('is the same for every order of the events', () => {
    fc.assert(
      fc.property(
        anyHistory.chain((events) =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
        ),
        ([events, shuffled]) => {
          expect(fold(shuffled, model)).toEqual(fold(events, model))
        },
      ),
    )
  })

  it('goes on from a stored profile as if it had never stopped', () => {
    fc.assert(
      fc.property(anyHistory, fc.nat(), (events, cut) => {
        const all = ordered(events)
        const stored = structuredClone(fold(all.slice(0, cut % all.length), model))
        const resumed = all
          .slice(cut % all.length)
          .reduce<Profile | null>((profile, one) => advance(profile, one, model).profile, stored)
        expect(resumed).toEqual(fold(events, model))
      }),
    )
  })

  it('says of any moment what the stored spans say of it', () => {
    fc.assert(
      fc.property(
        anyHistory,
        fc.array(fc.integer({ min: -DAY, max: 90 * DAY }), { minLength: 5 }),
        (events, moments) => {
          const { timeline } = live(events)
          const edges = timeline.flatMap(({ from, until }) =>
            until === null ? [from] : [from, until - 1, until],
          )
          for (const moment of [...moments.map((offset) => MONDAY + offset), ...edges]) {
            const known = fold(
              events.filter((one) => one.at <= moment),
              model,
            )
            const standing = known && standingAt(known, moment, model)
            const span = spanAt(timeline, moment)
            expect(span && { segment: span.segment, phase: span.phase }).toEqual(
              standing && { segment: standing.segment, phase: standing.phase },
            )
          }
        },
      ),
    )
  })

  it('leaves bots out', () => {
    const bots = koperOfChair.map((one) => ({ ...one, id: `${one.id}-b`, bot: 'user_agent' as const }))
    expect(fold([...zoekerWithProblem, ...bots], model)).toEqual(fold(zoekerWithProblem, model))
    expect(fold(bots, model)).toBeNull()
  })

  it('has nothing to say without events', () => {
    expect(fold([], model)).toBeNull()
  })
})

describe('advance', () => {
  it('refuses an event that is not later', () => {
    const { profile } = advance(null, event(), model)
    expect(() => advance(profile, event(), model)).toThrow('not later')
    expect(() => advance(profile, event({ id: 'event-0000' }), model)).toThrow(RangeError)
    expect(advance(profile, event({ id: 'event-0002' }), model).profile.state.events).toBe(2)
  })

  it('refuses a profile of another model', () => {
    const { profile } = advance(null, event(), model)
    expect(() => advance(profile, event({ at: MONDAY + 1 }), priorFor('services'))).toThrow('services-1')
  })

  it('does not move for a bot, not even as the first event', () => {
    const bot = event({ bot: 'webdriver', topic: 'checkout', at: MONDAY + HOUR })
    const known = fold(koperReturning, model)!
    const later = { ...bot, at: known.last.at + HOUR }
    const { profile, before, spans } = advance(known, later, model)
    expect(profile).toEqual(known)
    expect(before?.segment).toBe('koper')
    expect(spans[0]).toEqual({
      from: later.at,
      until: known.koperUntil,
      segment: 'koper',
      phase: 'leverancier',
    })
    expect(advance(null, bot, model).spans).toMatchObject([
      { segment: 'passant', phase: 'latent', until: null },
    ])
  })

  it('tells what the visitor was just before', () => {
    const first = advance(null, zoekerWithProblem[0]!, model)
    expect(first.before).toBeNull()
    expect(advance(first.profile, zoekerWithProblem[1]!, model).before?.segment).toBe('passant')
  })

  it('says what will become of a koper who does nothing more', () => {
    const { profile, timeline } = live(koperReturning)
    const [koper, zoeker, passant] = timeline.slice(-3)
    expect(koper).toMatchObject({ segment: 'koper', phase: 'leverancier', until: profile.koperUntil })
    expect(zoeker).toMatchObject({ segment: 'zoeker', from: profile.koperUntil, until: profile.zoekerUntil })
    expect(passant).toMatchObject({ segment: 'passant', phase: 'latent', until: null })
  })
})

describe('hysteresis', () => {
  it('lets nobody in between the two thresholds change', () => {
    const koper = fold(koperReturning, model)!
    const between = koper.koperUntil! - 1
    expect(standingAt(koper, between, model)).toMatchObject({ segment: 'koper' })
    expect(standingAt(koper, between, model).raw).toBeLessThan(model.koper.enter)
    // The same points do not make a koper of somebody who was none.
    expect(standingAt(koper, between, model).score).toBeGreaterThanOrEqual(model.koper.exit)
    expect(standingAt(koper, koper.koperUntil!, model).segment).toBe('zoeker')
  })

  it('keeps a koper whom an event takes down to between the two, and lets nobody in there', () => {
    const six = clientOfServices.slice(0, 6)
    const vacancy = { ...six[0]!, source: null, topic: 'careers' } as const
    // 63 points less 13, in one order and in the other.
    const twoFrom = (start: number) =>
      [0, 1].map((i) => ({ ...vacancy, id: `event-vacancy-${i}`, at: start + i * MINUTE }))
    const afterwards = [...six, ...twoFrom(six.at(-1)!.at + MINUTE)]
    const beforehand = [...twoFrom(MONDAY - 2 * MINUTE), ...six]
    const [down, up] = [afterwards, beforehand].map((events) => at(events, events.at(-1)!.at))
    expect(down!.raw).toBeCloseTo(50, 0)
    expect(up!.raw).toBeCloseTo(50, 0)
    expect([down!.segment, up!.segment]).toEqual(['koper', 'zoeker'])
  })

  it('does not bring a fallen koper back without evidence', () => {
    const koper = fold(koperReturning, model)!
    const idle = event({ id: 'event-idle', type: 'feedback', at: koper.koperUntil! + 1 })
    expect(advance(koper, idle, model).profile.koperUntil).toBeNull()
  })

  it('does not flicker on events that say nothing', () => {
    const pings = Array.from({ length: 20 }, (_, index) =>
      event({ id: `ping-${index}-0000`, type: 'outbound_click', at: MONDAY + DAY + HOUR + index * MINUTE }),
    )
    const { timeline } = live([...koperReturning, ...pings])
    const during = timeline.filter(({ from }) => from > MONDAY + DAY + HOUR && from < MONDAY + DAY + 2 * HOUR)
    expect(during).toEqual([])
  })
})

describe('deal', () => {
  const bought = [...koperOfChair, event({ id: 'event-buy', type: 'conversion', at: MONDAY + HOUR / 2 })]
  const back = (moment: UnixMs): readonly Event[] => visit(moment, [{ topic: 'item', item: 'lamp' }])

  it('lasts from the conversion until a page view in a later visit', () => {
    expect(at(bought, MONDAY + HOUR / 2).phase).toBe('deal')
    expect(at(bought, MONDAY + 60 * DAY)).toMatchObject({ segment: 'passant', phase: 'deal' })
    expect(at([...bought, ...back(MONDAY + 40 * MINUTE)], MONDAY + HOUR).phase).toBe('deal')
    expect(at([...bought, ...back(MONDAY + DAY)], MONDAY + DAY).phase).not.toBe('deal')
  })

  it('is not ended by anything but a page view', () => {
    const click = event({ id: 'event-click', type: 'cta_click', at: MONDAY + DAY })
    expect(at([...bought, click], MONDAY + DAY).phase).toBe('deal')
  })
})

describe('whole points', () => {
  it('show nobody a border without the segment that begins there', () => {
    let onTheEdge = 0
    fc.assert(
      fc.property(anyHistory, fc.integer({ min: 0, max: 40 * DAY }), (events, wait) => {
        const profile = fold(events, model)!
        const { raw, score, segment } = standingAt(profile, profile.last.at, model)
        if (score >= model.koper.enter) expect(segment).toBe('koper')
        else if (score >= model.zoeker.enter) expect(segment).not.toBe('passant')
        onTheEdge += Number(Math.round(raw) !== Math.floor(raw))
        const later = standingAt(profile, profile.last.at + wait, model)
        if (later.segment === 'koper') expect(later.score).toBeGreaterThanOrEqual(model.koper.exit)
        if (later.segment === 'zoeker') expect(later.score).toBeGreaterThanOrEqual(model.zoeker.exit)
      }),
      { numRuns: 1_500, seed: 20_261_122 },
    )
    expect(onTheEdge).toBeGreaterThan(500)
  })
})
