import { DAY, HOUR } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOf, nextDay, startOfDay } from '../days.ts'
import { comparedPeriod } from './compared-period.ts'

const AMSTERDAM = 'Europe/Amsterdam'
/** Whole days, the last included. */
const days = (first: string, last: string, zone = AMSTERDAM) => ({
  from: startOfDay(first, zone),
  to: startOfDay(nextDay(last), zone),
})

describe('the period that a report is compared with', () => {
  it('is of as many days, also where one of them has 23 or 25 hours', () => {
    for (const [asked, before] of [
      [days('2026-11-01', '2026-11-14'), days('2026-10-18', '2026-10-31')],
      [days('2026-10-19', '2026-11-01'), days('2026-10-05', '2026-10-18')],
      [days('2026-03-29', '2026-03-29'), days('2026-03-28', '2026-03-28')],
      [days('2026-03-30', '2026-04-05'), days('2026-03-23', '2026-03-29')],
    ] as const)
      expect(comparedPeriod(asked, 'previous', AMSTERDAM)).toEqual(before)
  })

  it('is the same days of the year before', () => {
    // The clock went back on 26 October 2025, and on the 25th in 2026.
    expect(comparedPeriod(days('2026-10-26', '2026-10-26'), 'year', AMSTERDAM)).toEqual(
      days('2025-10-26', '2025-10-26'),
    )
    expect(comparedPeriod(days('2026-11-01', '2026-11-14'), 'year', AMSTERDAM)).toEqual(
      days('2025-11-01', '2025-11-14'),
    )
  })

  it('begins and ends at midnight when the period does, in any zone', () => {
    const zone = fc.constantFrom(AMSTERDAM, 'America/New_York', 'Pacific/Auckland', 'Asia/Kathmandu', 'UTC')
    const day = fc.integer({ min: 400, max: 25_000 })
    fc.assert(
      fc.property(zone, day, fc.integer({ min: 0, max: 100 }), (zone, first, length) => {
        const nameOf = (n: number) => new Date(n * DAY).toISOString().slice(0, 10)
        const asked = days(nameOf(first), nameOf(first + length), zone)
        const before = comparedPeriod(asked, 'previous', zone)!
        expect(before).toEqual(days(nameOf(first - length - 1), nameOf(first - 1), zone))
        const year = comparedPeriod(asked, 'year', zone)
        for (const at of year === null ? [] : [year.from, year.to])
          expect(startOfDay(dayOf(at, zone), zone)).toBe(at)
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    ['one day', '2026-11-14', '2026-11-14', '2026-11-13', '2026-11-13'],
    ['a week', '2026-11-08', '2026-11-14', '2026-11-01', '2026-11-07'],
    // The clock goes back on 25 October.
    ['across a change of the clock', '2026-10-25', '2026-10-28', '2026-10-21', '2026-10-24'],
  ])('ends at the same time of the day where that is under way: %s', (_, first, last, before, end) => {
    const at = (day: string, time = 0) => startOfDay(day, AMSTERDAM) + time
    const asked = { from: at(first), to: at(last, 15 * HOUR + 2) }
    expect(comparedPeriod(asked, 'previous', AMSTERDAM)).toEqual({
      from: at(before),
      to: at(end, 15 * HOUR + 2),
    })
  })

  it('is as long to the millisecond where the period begins within a day', () => {
    const asked = {
      from: startOfDay('2026-11-01', AMSTERDAM) + 5,
      to: startOfDay('2026-11-14', AMSTERDAM) + HOUR,
    }
    const { from, to } = comparedPeriod(asked, 'previous', AMSTERDAM)!
    expect([to, to - from]).toEqual([asked.from, asked.to - asked.from])
  })

  it('is none before 1970', () => {
    expect(comparedPeriod({ from: 0, to: DAY }, 'previous', 'UTC')).toBeNull()
    expect(comparedPeriod({ from: 0, to: DAY }, 'year', AMSTERDAM)).toBeNull()
    expect(comparedPeriod({ from: DAY, to: 2 * DAY }, 'none', 'UTC')).toBeNull()
  })
})
