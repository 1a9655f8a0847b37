import { alongCurve } from '@koopsignaal/scoring'
import { describe, expect, it } from 'vitest'
import { randomFrom } from './bootstrap.ts'
import type { Said } from './calibrate.ts'
import { fitCurve } from './fit-curve.ts'

/** Unsure below 0, where nothing rises, and sure above: no line fits it. */
const truth = (logit: number): number => (logit < 0 ? -2 : -2 + 1.5 * logit)
const bent: readonly Said[] = (() => {
  const random = randomFrom(5)
  return Array.from({ length: 30_000 }, () => {
    const logit = 6 * random() - 3
    return { logit, label: random() < 1 / (1 + Math.exp(-truth(logit))) ? 1 : 0, weight: 1 } as const
  })
})()

describe('fitCurve', () => {
  it('follows a bend that no line could', () => {
    const curve = fitCurve(bent)
    for (const logit of [-2.5, -1, 0, 1, 2, 2.9])
      expect(Math.abs(alongCurve(curve, logit) - truth(logit))).toBeLessThan(0.5)
  })

  it('never turns a ranking around, nor makes two that were told apart alike', () => {
    const curve = fitCurve(bent.map((one) => ({ ...one, logit: -one.logit })))
    for (const [i, { from, to }] of curve.slice(1).entries()) {
      expect(from).toBeGreaterThan(curve[i]!.from)
      expect(to).toBeGreaterThan(curve[i]!.to)
    }
  })

  it('makes the mean come true', () => {
    const curve = fitCurve(bent)
    const mean = (value: (said: Said) => number): number =>
      bent.reduce((sum, said) => sum + value(said), 0) / bent.length
    expect(mean(({ logit }) => 1 / (1 + Math.exp(-alongCurve(curve, logit))))).toBeCloseTo(
      mean(({ label }) => label),
      2,
    )
  })

  it('needs no more than two different logits', () => {
    const two = bent.map((one): Said => ({ ...one, logit: one.logit < 0 ? -1 : 1 }))
    const curve = fitCurve(two)
    expect(curve.map(({ from }) => from)).toEqual([-1, 1])
  })
})
