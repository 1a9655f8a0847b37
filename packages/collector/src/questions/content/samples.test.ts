import { expect, it } from 'vitest'
import { Names } from '../../storage/sqlite/census/names.ts'
import { Samples } from './samples.ts'

it('has the middle of each thing, also of numbers that are not whole', () => {
  const names = new Names()
  const measured = [[3_000, 1_000, 2_000], [4, 10, 0, 5], [], [2, 0.5, 7, 1.25]]
  const middles = (rows: readonly (readonly number[])[]) => {
    const samples = new Samples(
      rows.map(({ length }) => length + 1),
      names,
    )
    for (const [thing, row] of rows.entries()) for (const one of row) samples.add(thing, names.code(one))
    return rows.map((_, thing) => samples.median(thing))
  }
  expect(middles(measured.slice(0, 3))).toEqual([2_000, 4.5, null])
  expect(middles(measured)).toEqual([2_000, 4.5, null, 1.625])
})
