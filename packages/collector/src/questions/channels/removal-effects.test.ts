import { describe, expect, it } from 'vitest'
import { type Chain, removalEffects } from './removal-effects.ts'

type Path = readonly [touches: string, hasConverted: boolean]

/** 'abc': by a, then b, then c. */
function chainOf(paths: readonly Path[]): Chain {
  const starts = new Map<string, number>()
  const steps = new Map<string, Map<string, number>>()
  const ends = { converted: new Map<string, number>(), left: new Map<string, number>() }
  const add = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1)
  for (const [touches, hasConverted] of paths) {
    add(starts, touches[0]!)
    for (let i = 1; i < touches.length; i++) {
      const from = steps.get(touches[i - 1]!) ?? new Map<string, number>()
      steps.set(touches[i - 1]!, from)
      add(from, touches[i]!)
    }
    add(hasConverted ? ends.converted : ends.left, touches.at(-1)!)
  }
  return { starts, steps, ...ends }
}
/** The chance to convert, by walking the chain until next to nobody is left; `without` leads out. */
function walk({ starts, steps, converted, left }: Chain, without: string | null): number {
  const states = [...new Set([...starts.keys(), ...steps.keys(), ...converted.keys(), ...left.keys()])]
  const all = [...starts.values()].reduce((a, b) => a + b, 0)
  const out = (state: string) =>
    [...(steps.get(state)?.values() ?? [])].reduce((a, b) => a + b, 0) +
    (converted.get(state) ?? 0) +
    (left.get(state) ?? 0)
  let here = new Map(states.map((state) => [state, (starts.get(state) ?? 0) / all]))
  let sum = 0
  for (let turn = 0; turn < 5_000; turn++) {
    const next = new Map<string, number>()
    for (const [state, share] of here) {
      if (state === without || share === 0) continue
      sum += (share * (converted.get(state) ?? 0)) / out(state)
      for (const [to, count] of steps.get(state) ?? [])
        next.set(to, (next.get(to) ?? 0) + (share * count) / out(state))
    }
    here = next
  }
  return sum
}

describe('removal effects', () => {
  it('are what is missed when a touch is taken out and the chain is walked again', () => {
    const paths: Path[] = [
      ['abc', true],
      ['ab', false],
      ['cba', true],
      ['acab', false],
      ['c', false],
      ['b', true],
      ['bcb', false],
    ]
    const chain = chainOf(paths)
    const missed = ['a', 'b', 'c'].map((state) => walk(chain, null) - walk(chain, state))
    const sum = missed.reduce((all, one) => all + one, 0)
    const effects = removalEffects(chain)
    for (const [i, state] of ['a', 'b', 'c'].entries())
      expect(effects.get(state)).toBeCloseTo(missed[i]! / sum, 12)
  })

  it('add up to one, and are the same in whatever order the journeys were counted', () => {
    const paths: Path[] = [
      ['ab', true],
      ['ba', false],
      ['c', true],
      ['bc', false],
    ]
    const effects = removalEffects(chainOf(paths))
    expect([...effects.values()].reduce((all, one) => all + one, 0)).toBeCloseTo(1, 12)
    const other = removalEffects(chainOf(paths.toReversed()))
    for (const [state, share] of effects) expect(other.get(state)).toBeCloseTo(share, 12)
  })

  it('give all to the only touch that leads anywhere', () => {
    expect([
      ...removalEffects(
        chainOf([
          ['a', true],
          ['b', false],
        ]),
      ),
    ]).toEqual([
      ['a', 1],
      ['b', 0],
    ])
  })

  it('are none when nobody converted', () => {
    expect(removalEffects(chainOf([['ab', false]])).size).toBe(0)
    expect(removalEffects(chainOf([])).size).toBe(0)
  })

  it('let hundreds of rare touches share what is theirs together', () => {
    const starts = new Map(Array.from({ length: 500 }, (_, i) => [`touch-${i}`, 1] as const))
    const effects = removalEffects({ starts, steps: new Map(), converted: starts, left: new Map() })
    expect(effects.size).toBe(500)
    for (const share of effects.values()) expect(share).toBeCloseTo(1 / 500, 9)
  })
})
