import { expect, it } from 'vitest'
import { largestOf, mergeTallies, sumOf, type Tally, tallyOf } from './tally.ts'

const plus = (a: number, b: number): number => a + b
const of = (counts: Record<string, number>): Tally<number> => new Map(Object.entries(counts))

it('adds what is in both and keeps what is in one', () => {
  expect(mergeTallies(of({ a: 1 }), of({ a: 2, b: 1 }), plus)).toEqual(of({ a: 3, b: 1 }))
  expect(mergeTallies(of({ a: 1 }), tallyOf(null, 1), plus)).toEqual(of({ a: 1 }))
  expect(sumOf(of({ a: 3, b: 1 }))).toBe(4)
})

it.each(['__proto__', 'constructor', 'toString', '42'])('counts an item that is called %s', (name) => {
  const twice = mergeTallies(mergeTallies(of({ a: 1 }), tallyOf(name, 1), plus), tallyOf(name, 1), plus)
  expect(twice).toEqual(
    new Map([
      ['a', 1],
      [name, 2],
    ]),
  )
})

it('leaves its arguments alone', () => {
  const a = of({ x: 1 })
  mergeTallies(a, of({ x: 1, y: 1 }), plus)
  expect(a).toEqual(of({ x: 1 }))
})

it.each(['a', '__proto__', '42'])(
  'finds what is worth most in a tally, also when it is called %s',
  (name) => {
    const tally = mergeTallies(tallyOf('b', 2), tallyOf(name, 5), plus)
    expect(largestOf(tally, (looks) => looks - 1)).toBe(4)
    expect(largestOf(tally, (looks) => -looks)).toBe(0)
    expect(largestOf(new Map(), () => 1)).toBe(0)
  },
)
