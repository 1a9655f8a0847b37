import { expect, it } from 'vitest'
import { Table, WHOLE } from './table.ts'

it('takes a byte for each number until one needs more', () => {
  const table = new Table({ count: WHOLE, at: Float64Array })
  const widths: number[] = []
  for (const value of [0, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, 7, 2 ** 53 - 1]) {
    const row = table.add(1)
    table.put('count', row, value)
    table.columns.at[row] = value
    widths.push(table.columns.count.BYTES_PER_ELEMENT)
  }
  expect(widths).toEqual([1, 1, 2, 2, 4, 4, 8, 8, 8])
  expect([...table.columns.count.subarray(0, table.count)]).toEqual([
    ...table.columns.at.subarray(0, table.count),
  ])
})

it('keeps its numbers when it grows, is trimmed and is made anew without what is nobody’s', () => {
  const table = new Table({ count: WHOLE })
  const first = table.add(100)
  for (let i = 0; i < 100; i++) table.put('count', first + i, 3 * i)
  table.add(1)
  table.trim()
  expect([table.columns.count.length, table.columns.count[99]]).toEqual([107, 297])
  table.free(99)
  const [starts, ends] = [Uint32Array.of(90, 10), Uint32Array.of(91, 11)]
  table.compact(starts, ends, 2)
  expect([table.count, ...table.columns.count.subarray(0, 2), ...starts, ...ends]).toEqual([
    2, 270, 30, 0, 1, 1, 2,
  ])
})
