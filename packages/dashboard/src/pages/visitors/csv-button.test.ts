import { expect, it } from 'vitest'
import { csvName } from './csv-button.ts'

const shop = { id: 'shop', timeZone: 'Europe/Amsterdam' }
const lateEvening = Date.parse('2026-11-21T23:30:00Z')

it('names a file after its site and the days there', () => {
  expect(csvName(shop, { from: '2026-11-15' }, lateEvening)).toBe(
    'koopsignaal-shop-2026-11-15-2026-11-22.csv',
  )
})

it('names the last day of a site whose data has ended', () => {
  const end = '2015-09-18T02:59:47.788Z'
  expect(csvName(shop, { from: '2015-08-20', to: end, at: end }, lateEvening)).toBe(
    'koopsignaal-shop-2015-08-20-2015-09-18.csv',
  )
})
