import { DAY } from '@koopsignaal/protocol'
import { PRIORS } from '@koopsignaal/scoring'
import { describe, expect, it } from 'vitest'
import { randomFrom } from './bootstrap.ts'
import type { Example } from './examples-of.ts'
import { example, knownWorld, MONDAY } from './fixtures.ts'
import { learnHead } from './learn-head.ts'

const world = knownWorld(16_000, 4)
const learn = (examples: readonly Example[], current = PRIORS.shop.now) =>
  learnHead({
    question: 'now',
    examples,
    positives: 1000,
    current,
    prior: PRIORS.shop.now,
    rules: [
      { feature: 'focus', sign: 1 },
      { feature: 'logViews', sign: 0 },
    ],
    source: 'fitted on a known world',
  })
/** A world in which, from the latest quarter on, it comes true of some more of those of whom it did not. */
const changed = (share: number): readonly Example[] => {
  const random = randomFrom(8)
  return world.map((one, i) =>
    one.label === 0 && i >= 0.75 * world.length && random() < share ? { ...one, label: 1, target: 1 } : one,
  )
}

describe('learnHead', () => {
  it('calls chances calibrated that come true on visits enough to see it', () => {
    const { verdict, head } = learn(world)
    expect(verdict.status).toBe('published')
    expect(head.calibrated).toBe(true)
  })

  it('publishes for its ranking, and not as calibrated, a head whose chances are off by clearly more than two points', () => {
    const { verdict, head } = learn(changed(0.08))
    if (verdict.status !== 'published') throw new Error(verdict.status)
    const { figures, claim } = verdict.trials.at(-1)!
    expect(figures.calibrationError).toBeGreaterThan(0.04)
    expect(claim.comesTrue).toBe(false)
    expect(head.calibrated).toBe(false)
  })

  it('does not call chances calibrated of which too few visits tell', () => {
    const { verdict, head } = learn(world.filter((_, i) => i % 20 === 0))
    expect(verdict.status).toBe('published')
    expect(head.calibrated).toBe(false)
  })

  it('takes the word back from a head that was calibrated, when the latest visits speak against it', () => {
    const { head } = learn(world)
    expect(learn(changed(0.08), head).head.calibrated).toBe(false)
  })

  it('is not told by a few who came a hundred times what is so of everybody else', () => {
    const random = randomFrom(12)
    const who = (visitor: string, day: number, isFocused: boolean, label: 0 | 1): Example =>
      example({ visitor, at: MONDAY + day * DAY, features: { focus: isFocused ? 1 : 0 }, label })
    const many = Array.from({ length: 3000 }, (_, v) => {
      const isFocused = random() < 0.5
      return who(
        `visitor-${v}`,
        Math.floor(40 * random()),
        isFocused,
        random() < (isFocused ? 0.5 : 0.1) ? 1 : 0,
      )
    })
    // They came in the first weeks, and those of them came to something who were not focused.
    const few = Array.from({ length: 40 }, (_, v) =>
      Array.from({ length: 100 }, (_, n) => who(`regular-${v}`, n / 10, v % 2 === 0, v % 2 === 0 ? 0 : 1)),
    ).flat()
    const { verdict } = learn([...many, ...few], { ...PRIORS.shop.now, terms: [] })
    if (verdict.status !== 'published' && verdict.status !== 'refused') throw new Error(verdict.status)
    expect(verdict.trials[0]).toMatchObject({ learned: 'weights' })
    expect(verdict.trials[0]!.figures.auc).toBeGreaterThan(0.58)
  })
})
