import { CHANNELS, DEVICES, LANGUAGES, PHASES, SEGMENTS, TOPICS } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  CREDITS,
  CUSTOMERS,
  filterQuery,
  GROUPINGS,
  OUTCOMES,
  PERIODS,
  parseState,
  RECENCIES,
  reportQuery,
  SORTS,
  toHash,
  type UrlState,
  VIEWS,
} from './url-state.ts'
import { joinValues } from './values.ts'

const maybe = <T>(values: readonly T[]) => fc.constantFrom(null, ...values)
const text = fc.option(
  fc.array(fc.string({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 4 }).map(joinValues),
)
const some = <T extends string>(values: readonly T[]) =>
  fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 }).map(joinValues))
const score = fc.option(fc.integer({ min: 0, max: 100 }).map(String))
const anyState: fc.Arbitrary<UrlState> = fc.record({
  view: fc.constantFrom(...VIEWS),
  site: fc.option(fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/)),
  period: fc.constantFrom(...PERIODS),
  language: maybe(LANGUAGES),
  visitor: fc.option(fc.stringMatching(/^[A-Za-z0-9_-]{8,64}$/)),
  segment: some(SEGMENTS),
  phase: some(PHASES),
  customer: maybe(CUSTOMERS),
  channel: some(CHANNELS),
  source: text,
  campaign: text,
  landing: text,
  page: text,
  topic: some(TOPICS),
  device: some(DEVICES),
  country: some(['NL', 'BE']),
  minScore: score,
  maxScore: score,
  seen: maybe(RECENCIES),
  saved: fc.option(fc.stringMatching(/^[a-z0-9]{1,20}$/)),
  sort: fc.constantFrom(...SORTS),
  by: fc.constantFrom(...GROUPINGS),
  credit: fc.constantFrom(...CREDITS),
  outcome: fc.constantFrom(...OUTCOMES),
  goal: fc.option(fc.integer({ min: 1, max: 9_999_999 }).map(String)),
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
  expect(parseState('#view=moon&period=century&segment=king,koper&sort=name&minScore=101')).toEqual(
    parseState(''),
  )
})

it('takes nothing for an id that would lead to another path', () => {
  expect(parseState('#site=../me&visitor=../../sites').site).toBeNull()
  expect(parseState('#site=../me&visitor=../../sites').visitor).toBeNull()
})

it('asks reports for nothing that concerns one visitor’s moment', () => {
  const state = parseState('#segment=koper&minScore=40&seen=week')
  expect(filterQuery(state)).toMatchObject({ segment: ['koper'], minScore: '40', seenSince: '7d' })
  const asked = Object.entries(reportQuery(state)).filter(([, value]) => value !== null)
  expect(asked).toEqual([['segment', ['koper']]])
})
