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
    // The first alone, the others together.
    for (const [thing, row] of rows.entries()) {
      const codes = Uint32Array.from([9, ...row, 9], names.code.bind(names))
      if (row.length > 0) samples.add(thing, codes[1]!)
      samples.addAll(thing, codes, 2, codes.length - 1)
    }
    return rows.map((_, thing) => samples.median(thing))
  }
  expect(middles(measured.slice(0, 3))).toEqual([2_000, 4.5, null])
  expect(middles(measured)).toEqual([2_000, 4.5, null, 1.625])
})
