import { DAY, type Event, MINUTE, SITE_KINDS, type UnixMs } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkModel } from './check-model.ts'
import { anyHistory, MONDAY } from './fixtures.ts'
import { PRIORS } from './model.ts'
import type { Model } from './model-type.ts'
import { advance, fold, isLater, type Profile, standingAt } from './profile.ts'
import { rawScore } from './scorecard.ts'
import type { Span } from './standing.ts'
import { spanAt, splice } from './timeline.ts'

/** Any model that the rules allow: points against as well as for, half-lives from minutes to weeks, thresholds close or wide. */
const anyModel: fc.Arbitrary<Model> = fc
  .record({
    prior: fc.constantFrom(...SITE_KINDS.map((kind) => PRIORS[kind])),
    points: fc.array(fc.integer({ min: -20, max: 25 }), { minLength: 40, maxLength: 40 }),
    halfLives: fc.record({ waarom: halfLife(), wat: halfLife(), waar: halfLife() }),
    zoekerExit: fc.integer({ min: 6, max: 15 }),
    zoekerWidth: fc.integer({ min: 0, max: 20 }),
    koperExit: fc.integer({ min: 38, max: 50 }),
    koperWidth: fc.integer({ min: 0, max: 20 }),
  })
  .map(({ prior, points, halfLives, zoekerExit, zoekerWidth, koperExit, koperWidth }) =>
    checkModel({
      ...prior,
      version: 'any',
      weights: prior.weights.map((weight, i) => ({ ...weight, points: points[i]! })),
      halfLives,
      zoeker: { enter: zoekerExit + zoekerWidth, exit: zoekerExit },
      koper: { enter: koperExit + koperWidth, exit: koperExit },
    }),
  )

function halfLife(): fc.Arbitrary<number> {
  return fc.integer({ min: 10 * MINUTE, max: 21 * DAY })
}

const inOrder = (events: readonly Event[]): readonly Event[] =>
  events.toSorted((a, b) => (isLater(a, b) ? 1 : -1))

it('says of 10,000 moments, under any model, what a full rescoring as of that moment says', () => {
  let cases = 0
  let kopers = 0
  const offsets = fc.array(fc.integer({ min: -DAY, max: 90 * DAY }), { minLength: 8, maxLength: 8 })
  fc.assert(
    fc.property(anyHistory, anyModel, offsets, (events, model, moments) => {
      const timeline = kept(events, model)
      const edges = timeline.flatMap(({ from, until }) => (until === null ? [from] : [until - 1, until]))
      for (const moment of [...moments.map((offset) => MONDAY + offset), ...edges]) {
        const known = fold(upTo(events, moment), model)
        const standing = known && standingAt(known, moment, model)
        const span = spanAt(timeline, moment)
        expect(span && [span.segment, span.phase]).toEqual(standing && [standing.segment, standing.phase])
        cases += 1
        kopers += Number(span?.segment === 'koper')
      }
    }),
    { numRuns: 900, seed: 20_261_122 },
  )
  expect(cases).toBeGreaterThan(10_000)
  // The interesting ones did occur.
  expect(kopers).toBeGreaterThan(100)
}, 120_000)

/** The timeline that is stored while the events come in one by one. */
function kept(events: readonly Event[], model: Model): readonly Span[] {
  let profile: Profile | null = null
  let timeline: readonly Span[] = []
  for (const one of inOrder(events)) {
    const next = advance(profile, one, model)
    profile = next.profile
    timeline = splice(timeline, one.at, next.spans)
  }
  return timeline
}

const upTo = (events: readonly Event[], moment: UnixMs): readonly Event[] =>
  events.filter(({ at }) => at <= moment)

it('ends koper and zoeker in the very second that looking at every second finds', () => {
  let ends = 0
  fc.assert(
    fc.property(anyHistory, anyModel, fc.integer({ min: 1, max: 200 }), (events, some, speed) => {
      // Fast enough to look at every second.
      const fast = (time: number): number => Math.max(MINUTE, Math.min(15 * MINUTE, time / speed))
      const { waarom, wat, waar } = some.halfLives
      const model = { ...some, halfLives: { waarom: fast(waarom), wat: fast(wat), waar: fast(waar) } }
      const profile = fold(events, model)!
      for (const [until, exit] of [
        [profile.koperUntil, model.koper.exit],
        [profile.zoekerUntil, model.zoeker.exit],
      ] as const) {
        if (until === null) continue
        ends += 1
        expect(Math.ceil((until - profile.last.at) / 1_000)).toBe(
          firstSecondBelow(profile, Math.ceil(exit) - 0.5, model),
        )
      }
    }),
    { numRuns: 1_500, seed: 20_261_122 },
  )
  // 12,000 more, by the millisecond, in fall.test.ts.
  expect(ends).toBeGreaterThan(400)
}, 120_000)

function firstSecondBelow({ axes }: Profile, level: number, model: Model): number {
  for (let second = 0; ; second++) if (rawScore(axes, second * 1_000, model) < level) return second
}
