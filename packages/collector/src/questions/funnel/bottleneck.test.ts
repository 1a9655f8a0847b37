import type { FunnelFigures } from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import { bottleneckOf } from './bottleneck.ts'

/** A ladder on which `reached` stand at the foot, and these shares go on. */
function ladder(reached: number, shares: readonly number[]): readonly FunnelFigures[] {
  const none = { lost: null, underWay: null, interval: null, timeToNext: null }
  let came = reached
  const steps = shares.map((share): FunnelFigures => {
    const wentOn = Math.round(came * share)
    const step = { ...none, reached: came, wentOn, conversionRate: wentOn / came }
    came = wentOn
    return step
  })
  return [...steps, { ...none, reached: came, wentOn: null, conversionRate: null }]
}

const phaseOf = (now: readonly FunnelFigures[], previous: readonly FunnelFigures[] | null = null) => {
  const finding = bottleneckOf(now, previous)
  return finding.status === 'found' ? [finding.bottleneck.kind, finding.bottleneck.phase] : finding.status
}

describe('the bottleneck', () => {
  it('is the step that loses clearly more than the others', () => {
    expect(phaseOf(ladder(10_000, [0.2, 0.7, 0.3, 0.6]))).toEqual(['steepest', 'visie'])
    expect(phaseOf(ladder(10_000, [0.2, 0.97, 0.98, 0.88]))).toEqual(['steepest', 'leverancier'])
  })

  it('is no step that nearly everybody takes', () => {
    expect(phaseOf(ladder(10_000, [0.2, 0.99, 0.98, 0.99]))).toBe('none')
    expect(phaseOf(ladder(10_000, [0.2, 0.99, 0.91, 0.99]))).toBe('none')
    expect(phaseOf(ladder(10_000, [0.2, 0.99, 0.9, 0.99]))).toEqual(['steepest', 'visie'])
  })

  it('is none where all steps lose about as much', () => {
    expect(phaseOf(ladder(10_000, [0.2, 0.5, 0.49, 0.48]))).toBe('none')
  })

  it('is what got worse, beyond chance, also where another step is steeper', () => {
    const before = ladder(10_000, [0.2, 0.7, 0.3, 0.6])
    expect(phaseOf(ladder(10_000, [0.2, 0.6, 0.3, 0.6]), before)).toEqual(['worsened', 'bewust'])
    expect(phaseOf(ladder(10_000, [0.1, 0.7, 0.3, 0.6]), before)).toEqual(['worsened', 'latent'])
  })

  it('is not what got worse from nearly everybody to nearly everybody', () => {
    const before = ladder(1_000_000, [0.5, 0.999, 0.999, 0.999])
    expect(phaseOf(ladder(1_000_000, [0.5, 0.98, 0.999, 0.999]), before)).toBe('none')
  })

  it('needs thirty visitors at a step, and one such step', () => {
    expect(phaseOf(ladder(29, [0.5, 0.5, 0.5, 0.5]))).toBe('too_few')
    expect(phaseOf(ladder(1_000, [0.01, 0.5, 0.5, 0.5]))).toBe('too_few')
    expect(phaseOf(ladder(60, [0.5, 0.2, 0.1, 0.1]))).toEqual(['steepest', 'bewust'])
  })
})
