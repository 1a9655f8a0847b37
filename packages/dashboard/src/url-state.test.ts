import { CHANNELS, LANGUAGES, PHASES, SEGMENTS } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CUSTOMERS, PERIODS, parseState, SORTS, toHash, type UrlState } from './url-state.ts'

const maybe = <T>(values: readonly T[]) => fc.constantFrom(null, ...values)
const anyState: fc.Arbitrary<UrlState> = fc.record({
  site: fc.option(fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/)),
  period: fc.constantFrom(...PERIODS),
  language: maybe(LANGUAGES),
  visitor: fc.option(fc.stringMatching(/^[A-Za-z0-9_-]{8,64}$/)),
  segment: maybe(SEGMENTS),
  phase: maybe(PHASES),
  customer: maybe(CUSTOMERS),
  channel: maybe(CHANNELS),
  sort: fc.constantFrom(...SORTS),
})

it('finds every state back in its own address', () => {
  fc.assert(
    fc.property(anyState, (state) => {
      expect(parseState(toHash(state))).toEqual(state)
    }),
  )
})

it('leaves defaults out of the address', () => {
  expect(toHash(parseState(''))).toBe('#')
})

it('opens an address with words that it does not know', () => {
  expect(parseState('#period=century&segment=king&sort=name')).toEqual(parseState(''))
})

it('takes nothing for an id that would lead to another path', () => {
  expect(parseState('#site=../me&visitor=../../sites').site).toBeNull()
  expect(parseState('#site=../me&visitor=../../sites').visitor).toBeNull()
})
