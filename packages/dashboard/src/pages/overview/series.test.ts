import { DAY } from '@koopsignaal/protocol'
import { expect, it } from 'vitest'
import { niceMax, toBars } from './series.ts'

const daysFrom = (first: string, passants: readonly number[]) =>
  passants.map((passant, i) => ({
    day: new Date(Date.parse(first) + i * DAY).toISOString().slice(0, 10),
    passant,
    zoeker: 0,
    koper: 0,
    conversions: 1,
  }))

it('shows a month day by day, quiet days included', () => {
  expect(toBars(daysFrom('2026-11-01', [0, 4, 0])).map((bar) => bar.passant)).toEqual([0, 4, 0])
})

it('shows a long period as the average day of each week', () => {
  // 2026-01-05 is a Monday.
  const week = [7, 7, 7, 7, 7, 0, 0]
  const bars = toBars(daysFrom('2026-01-05', Array.from({ length: 20 }, () => week).flat()))
  expect(bars).toHaveLength(20)
  expect(bars[0]).toMatchObject({ from: '2026-01-05', to: '2026-01-11', passant: 5, conversions: 7 })
})

it('starts a long period where its data starts', () => {
  const bars = toBars(daysFrom('2026-01-01', [...Array.from({ length: 200 }, () => 0), 3, 4]))
  expect(bars.map((bar) => bar.passant)).toEqual([3, 4])
})

it('shows nothing of a long period without visitors', () => {
  expect(
    toBars(
      daysFrom(
        '2026-01-01',
        Array.from({ length: 200 }, () => 0),
      ),
    ),
  ).toEqual([])
})

it.each([
  [0, 2],
  [2, 2],
  [37, 40],
  [100, 100],
  [101, 200],
])('ends the axis for %d at %d', (most, end) => {
  expect(niceMax(most)).toBe(end)
})
