import { DAY, HOUR } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOf, daysOf, isTimeZone, nextDay, startOfDay } from './days.ts'

const AMSTERDAM = 'Europe/Amsterdam'
/** Clocks that change at midnight, by half an hour, at the date line, or not at all. */
const ZONES = [
  AMSTERDAM,
  'UTC',
  'America/New_York',
  'Africa/Cairo',
  'Asia/Beirut',
  'America/Santiago',
  'America/Havana',
  'Atlantic/Azores',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Asia/Kathmandu',
]
const moment = fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2031, 0, 1) })

describe('a day', () => {
  it('has 23 hours when the clock goes forward and 25 when it goes back', () => {
    const length = (day: string) => startOfDay(nextDay(day), AMSTERDAM) - startOfDay(day, AMSTERDAM)
    expect(['2026-03-28', '2026-03-29', '2026-10-25', '2028-02-29'].map((day) => length(day) / HOUR)).toEqual(
      [24, 23, 25, 24],
    )
  })

  it('begins at its first moment in every zone, also where midnight is skipped or comes twice', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), moment, (zone, at) => {
        const day = dayOf(at, zone)
        const start = startOfDay(day, zone)
        expect([zone, day, dayOf(start, zone)]).toEqual([zone, day, day])
        expect([zone, day, dayOf(start - 1, zone) < day]).toEqual([zone, day, true])
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
    ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z'],
    ['2026-10-25', 'Atlantic/Azores', '2026-10-25T00:00:00.000Z'],
  ])('%s in %s begins at %s', (day, zone, start) => {
    expect(new Date(startOfDay(day, zone)).toISOString()).toBe(start)
  })

  it('is followed by the next, also over the end of a year and of a February', () => {
    expect(['2026-12-31', '2027-02-28', '2028-02-28', '2028-02-29'].map(nextDay)).toEqual([
      '2027-01-01',
      '2027-03-01',
      '2028-02-29',
      '2028-03-01',
    ])
  })
})

describe('the days of a period', () => {
  it('cover it without a gap or an overlap, in every zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        moment,
        fc.integer({ min: 1, max: 40 * DAY }),
        (zone, from, length) => {
          const period = { from, to: from + length }
          const days = daysOf(period, zone)
          expect([days[0]!.from, days.at(-1)!.to]).toEqual([period.from, period.to])
          days.slice(1).forEach((day, i) => {
            expect(day.from).toBe(days[i]!.to)
            expect(day.day > days[i]!.day).toBe(true)
          })
          for (const day of days)
            expect([dayOf(day.from, zone), dayOf(day.to - 1, zone)]).toEqual([day.day, day.day])
        },
      ),
      { numRuns: 400 },
    )
  })

  it('are none when it is empty', () => {
    expect(daysOf({ from: 5, to: 5 }, AMSTERDAM)).toEqual([])
  })
})

describe('a time zone', () => {
  it.each(['Europe/Amsterdam', 'UTC', 'America/New_York'])('is one: %s', (name) => {
    expect(isTimeZone(name)).toBe(true)
  })
  it.each(['', 'Mars/Olympus', "'; DROP TABLE sites", '../../etc/passwd'])('is none: %s', (name) => {
    expect(isTimeZone(name)).toBe(false)
  })
})
