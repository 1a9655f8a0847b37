import { expect, it } from 'vitest'
import { createFormat } from './format.ts'

const now = Date.parse('2026-11-21T12:00:00Z')
const nl = createFormat('nl', 'Europe/Amsterdam', now)
const en = createFormat('en', 'Europe/Amsterdam', now)

it('writes numbers as people there do', () => {
  expect(nl.number(12345)).toBe('12.345')
  expect(en.number(12345)).toBe('12,345')
  expect(nl.points(-3.31)).toBe('−3,3')
  expect(en.points(6.2)).toBe('+6.2')
  expect([nl.ratio(0.9), nl.ratio(1.031)]).toEqual(['0,90×', '1,03×'])
})

it('shows moments in the zone of the site', () => {
  expect(nl.time('2026-11-21T23:30:00Z')).toBe('00:30')
  expect(nl.date('2026-11-21T23:30:00Z')).toBe('22 november 2026')
})

it('tells the year of a moment only where it is another', () => {
  expect(nl.dateTime('2026-01-01T00:30:00Z')).toBe('do 1 jan, 01:30')
  expect(en.dateTime('2026-12-31T23:30:00Z')).toBe('Fri, 1 Jan 2027, 00:30')
})

it('shows a calendar day as it is written, wherever the site is', () => {
  expect(createFormat('en', 'Pacific/Kiritimati', now).shortDay('2026-11-21')).toBe('21 Nov')
})

it('says how long ago and how soon', () => {
  expect(nl.relative('2026-11-21T09:00:00Z')).toBe('3 uur geleden')
  expect(en.relative('2026-11-23T13:00:00Z')).toBe('in 2 days')
  expect(en.relative('2026-11-21T11:59:50Z')).toBe('now')
})

it('shows an amount in a currency that is none', () => {
  expect(en.money(12.5, '<b>')).toBe('12.5')
  expect(en.money(12.5, 'EUR')).toBe('€12.50')
})
