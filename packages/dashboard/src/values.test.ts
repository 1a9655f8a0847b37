import fc from 'fast-check'
import { expect, it } from 'vitest'
import { joinValues, splitValues } from './values.ts'

it('finds every value back, whatever stands in it', () => {
  const values = fc.array(fc.string(), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(values, (all) => {
      expect(splitValues(joinValues(all))).toEqual(all)
    }),
  )
})

it('reads what people type', () => {
  expect(splitValues('google, bing')).toEqual(['google', ' bing'])
  expect(splitValues('Bakker\\, Jan')).toEqual(['Bakker, Jan'])
  expect(splitValues('C:\\')).toEqual(['C:\\'])
})
