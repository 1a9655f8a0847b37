import { expect, it } from 'vitest'
import { largest, largestOf, mergeTallies, tallyOf } from './tally.ts'

const plus = (a: number, b: number): number => a + b

it('adds what is in both and keeps what is in one', () => {
  expect(mergeTallies({ a: 1 }, { a: 2, b: 1 }, plus)).toEqual({ a: 3, b: 1 })
  expect(mergeTallies({ a: 1 }, tallyOf(null, 1), plus)).toEqual({ a: 1 })
})

it.each(['__proto__', 'constructor', 'toString', '42'])('counts an item that is called %s', (name) => {
  const twice = mergeTallies(mergeTallies({ a: 1 }, tallyOf(name, 1), plus), tallyOf(name, 1), plus)
  expect(Object.entries(twice).toSorted()).toEqual(
    [
      [name, 2],
      ['a', 1],
    ].toSorted(),
  )
  expect(Object.getPrototypeOf(twice)).toBe(Object.prototype)
})

it('leaves its arguments alone', () => {
  const a = { x: 1 }
  mergeTallies(a, { x: 1, y: 1 }, plus)
  expect(a).toEqual({ x: 1 })
})

it('finds the largest of very many', () => {
  expect(largest(Array.from({ length: 500_000 }, (_, index) => index))).toBe(499_999)
  expect(largest([])).toBe(0)
})

it.each(['a', '__proto__', '42'])(
  'finds what is worth most in a tally, also when it is called %s',
  (name) => {
    const tally = mergeTallies(tallyOf('b', 2), tallyOf(name, 5), plus)
    expect(largestOf(tally, (looks) => looks - 1)).toBe(4)
    expect(largestOf(tally, (looks) => -looks)).toBe(0)
    expect(largestOf({}, () => 1)).toBe(0)
  },
)
