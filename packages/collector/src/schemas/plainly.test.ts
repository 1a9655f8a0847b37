import { EVENT_TYPES, MAX_AGO, MAX_NAME, MAX_TEXT, MAX_URL } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { compilePlain, plainly } from './plainly.ts'
import { envelopeSchema, eventSchema, parseEnvelope, parseEvent } from './wire.ts'

/** What is right, nearly right and far from it, for any field. */
const anyValue = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  fc.constantFrom(
    'abcdefgh',
    'https://example.nl/a?b=c',
    ' HTTP://x',
    'ftp://x',
    'EUR',
    'eur',
    '',
    'granted',
    '\ud800',
  ),
  fc
    .constantFrom(MAX_NAME, MAX_TEXT, MAX_URL)
    .chain((max) => fc.constantFrom(max - 1, max, max + 1).map((length) => 'x'.repeat(length))),
  fc.constantFrom(0, -0, -1, 1, 1.5, 100, 101, MAX_AGO, MAX_AGO + 1, 8.64e15, 8.64e15 + 2, 2 ** 53, 1e300),
  fc.constantFrom(null, true, [], {}, { a: 1 }, undefined),
)
const KEYS = [
  ...['id', 'ago', 'at', 'url', 'topic', 'pageType', 'item', 'category', 'props', 'referrer', 'title', 'cta'],
  ...['engagedMs', 'scrollPercent', 'query', 'results', 'form', 'href', 'name', 'value', 'currency'],
  ...[
    'question',
    'answer',
    'rating',
    'unknown',
    'site',
    'visitor',
    'consent',
    'v',
    'webdriver',
    'userAgent',
    'ip',
  ],
]
/** Right in most, wrong in some: else nearly none would come through. */
const RIGHT = {
  ...{ id: 'abcdefgh', url: 'https://example.nl/', cta: 'offerte', engagedMs: 5, query: 'x', name: 'order' },
  site: 'example',
}
const anything = fc
  .record({
    type: fc.oneof({ weight: 9, arbitrary: fc.constantFrom<unknown>(...EVENT_TYPES) }, anyValue),
    more: fc.dictionary(fc.constantFrom(...KEYS), anyValue, { maxKeys: 5 }),
    leaves: fc.constantFrom('none', ...Object.keys(RIGHT)),
  })
  .map(({ type, more, leaves }) => {
    const input: Record<string, unknown> = { ...RIGHT, ...more, type }
    delete input[leaves]
    return input
  })

const toComparable = (parsed: { success: boolean; data?: unknown; error?: z.ZodError | undefined }) =>
  parsed.success ? parsed.data : parsed.error!.issues

it.each([
  ['an event', parseEvent, eventSchema],
  ['an envelope', parseEnvelope, envelopeSchema],
] as const)('reads %s as its schema does, whatever it is', (_, quick, schema) => {
  let right = 0
  fc.assert(
    fc.property(fc.oneof({ weight: 20, arbitrary: anything }, fc.anything()), (input) => {
      const parsed = schema.safeParse(input)
      if (parsed.success) right++
      expect(toComparable(quick(input))).toStrictEqual(toComparable(parsed))
    }),
    { numRuns: 5_000 },
  )
  expect(right).toBeGreaterThan(500)
})

it('leaves to the schema what nothing is said of', () => {
  const quick = compilePlain(
    z.object({ known: plainly(z.string(), (value) => value === 'plain'), other: z.string() }),
  )
  expect(quick({ known: 'plain', other: 'x' })).toBeNull()
  const all = compilePlain(z.object({ known: plainly(z.string(), (value) => value === 'plain') }))
  expect(all({ known: 'plain', unknown: 1 })).toEqual({ known: 'plain' })
  expect(all({ known: 'other' })).toBeNull()
})
