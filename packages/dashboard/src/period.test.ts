import { expect, it } from 'vitest'
import { pastEnd, spanOf } from './period.ts'

const noon = Date.parse('2026-11-21T12:00:00Z')

it('asks for seven days with today as the last', () => {
  expect(spanOf('7', null, noon, 'Europe/Amsterdam')).toEqual({ from: '2026-11-15' })
})

it('counts days as they are at the site', () => {
  const lateEvening = Date.parse('2026-11-21T23:30:00Z')
  expect(spanOf('7', null, lateEvening, 'Europe/Amsterdam').from).toBe('2026-11-16')
  expect(spanOf('7', null, lateEvening, 'America/New_York').from).toBe('2026-11-15')
})

it('looks back from the last event of a site whose data has ended', () => {
  const end = pastEnd('2015-09-18T02:59:47.788Z', noon)
  expect(spanOf('30', end, noon, 'UTC')).toEqual({ from: '2015-08-20', to: end, at: end })
})

it('takes a period that ends now for the present', () => {
  expect(pastEnd('2026-11-21T11:59:59Z', noon)).toBeNull()
})

it('asks for no more days than the collector reports', () => {
  const { from } = spanOf('all', null, noon, 'UTC')
  expect((noon - Date.parse(from)) / 86_400_000).toBeLessThan(800)
})
