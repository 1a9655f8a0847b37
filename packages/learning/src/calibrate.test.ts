import { describe, expect, it } from 'vitest'
import { randomFrom } from './bootstrap.ts'
import { calibrate, type Said } from './calibrate.ts'

/** Logits that are twice too sure and one too high: the truth is (logit − 1) / 2. */
const boasts: readonly Said[] = (() => {
  const random = randomFrom(3)
  return Array.from({ length: 20_000 }, () => {
    const logit = 8 * random() - 4
    return { logit, label: random() < 1 / (1 + Math.exp(-(logit - 1) / 2)) ? 1 : 0, weight: 1 } as const
  })
})()

describe('calibrate', () => {
  it('finds the line that the truth lies on', () => {
    const { intercept, slope } = calibrate(boasts, 'line')
    expect(slope).toBeCloseTo(0.5, 1)
    expect(intercept).toBeCloseTo(-0.5, 1)
  })

  it('as intercept alone leaves the slope at 1 and makes the mean come true', () => {
    const { intercept, slope } = calibrate(boasts, 'intercept')
    expect(slope).toBe(1)
    const said = boasts.reduce((sum, { logit }) => sum + 1 / (1 + Math.exp(-intercept - logit)), 0)
    expect(said).toBeCloseTo(
      boasts.reduce<number>((sum, { label }) => sum + label, 0),
      1,
    )
  })

  it('never turns a ranking around', () => {
    const liar = boasts.map((one) => ({ ...one, logit: -one.logit }))
    expect(calibrate(liar, 'line').slope).toBe(0)
  })
})
