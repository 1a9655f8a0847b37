import { DAY, HOUR } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTables } from './census-tables.ts'
import { createFadedScores } from './faded-scores.ts'

const points = fc.double({ min: -60, max: 60, noNaN: true })
const somebody = fc.record({
  lastAt: fc.integer({ min: -5 * DAY, max: 400 * DAY }),
  base: points,
  waarom: points,
  wat: points,
  waar: points,
})
const halfLives = { waarom: 30 * DAY, wat: 7 * DAY, waar: 2 * DAY }

it('bounds hold the score, closely until nothing is left that matters', () => {
  const at = 395 * DAY
  fc.assert(
    fc.property(somebody, (one) => {
      const { visitors } = createTables()
      for (const name of ['lastAt', 'base', 'waarom', 'wat', 'waar'] as const)
        visitors.columns[name][0] = one[name]
      const { scoreOf, mostOf, leastOf } = createFadedScores({ visitors }, at, halfLives)
      const [least, score, most] = [leastOf(0), scoreOf(0), mostOf(0)]
      expect(least).toBeLessThanOrEqual(score)
      expect(score).toBeLessThanOrEqual(most)
      const all = Math.abs(one.waarom) + Math.abs(one.wat) + Math.abs(one.waar)
      const isOld = at - one.lastAt > 100 * DAY
      expect(most - least).toBeLessThanOrEqual((isOld ? 0.11 : 0.03) * all + 1e-9)
    }),
    { numRuns: 2_000 },
  )
})

it('are the score itself where a step ends', () => {
  const { visitors } = createTables()
  Object.assign(visitors.columns.waar, { 0: 20 })
  visitors.columns.lastAt[0] = 0
  const { scoreOf, mostOf } = createFadedScores({ visitors }, 48 * HOUR, halfLives)
  expect([scoreOf(0), mostOf(0)]).toEqual([10, 10])
})
