import { expect, it } from 'vitest'
import { shortId } from './marks.ts'

it('shortens a random id and leaves an owner’s own id whole', () => {
  expect(shortId('b1946ac92492d2347c6235b4d2611184')).toBe('b1946ac9')
  expect(shortId('customer-0009')).toBe('customer-0009')
})
