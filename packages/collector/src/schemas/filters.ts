import type { SavedFilters } from '@koopsignaal/protocol'
import { CHANNELS, DEVICES, isCountry, PHASES, SEGMENTS, TOPICS } from '@koopsignaal/protocol'
import { z } from 'zod'
import type { Says } from './says.ts'

/** The filters that a saved segment keeps. */

const DATE_OR_INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/
const someOf = <T extends readonly [string, ...string[]]>(list: T) =>
  z.array(z.enum(list)).min(1).max(list.length)
const texts = (length: number) => z.array(z.string().min(1).max(length)).min(1).max(20)

/** Where somebody is. */
export const country = z
  .string()
  .refine(isCountry, 'expected the two capitals of a country (ISO 3166) such as NL')
  .meta({ pattern: '^[A-Z]{2}$' })

/** Stands in addresses: small letters, digits and - between them. */
export const SAVED_NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** When somebody was seen last: a date, an instant, or how long ago. */
export const seenSince = z
  .string()
  .refine(
    (text) => /^\d{1,4}[hd]$/.test(text) || DATE_OR_INSTANT.test(text),
    "expected a date, an instant, or how long ago such as '12h' or '7d'",
  )

export const savedFilters = z
  .strictObject({
    segment: someOf(SEGMENTS).exactOptional(),
    phase: someOf(PHASES).exactOptional(),
    customer: z.enum(['new', 'existing']).exactOptional(),
    channel: someOf(CHANNELS).exactOptional(),
    source: texts(256).exactOptional(),
    campaign: texts(256).exactOptional(),
    landing: texts(2_048).exactOptional(),
    page: texts(2_048).exactOptional(),
    topic: someOf(TOPICS).exactOptional(),
    device: someOf(DEVICES).exactOptional(),
    country: z.array(country).min(1).max(20).exactOptional(),
    minScore: z.number().int().min(0).max(100).exactOptional(),
    maxScore: z.number().int().min(0).max(100).exactOptional(),
    seenSince: seenSince.exactOptional(),
  })
  .refine(({ minScore = 0, maxScore = 100 }) => minScore <= maxScore, {
    path: ['minScore'],
    error: 'lies above maxScore',
  })

const equal: [Says<typeof savedFilters, SavedFilters>] = [true]
void equal
