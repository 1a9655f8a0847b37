import { CHANNELS, DAY, EVENT_TYPES, type Event, MINUTE, TOPICS, type UnixMs } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { BLANK_EVENT } from './blank-event.ts'

/** Test material: events and visitors as they could be on a site. */

/** Monday 2 November 2026, 09:00 UTC. */
export const MONDAY: UnixMs = Date.UTC(2026, 10, 2, 9)

/** An event with only what a test cares about. */
export function event(part: Partial<Event> = {}): Event {
  return {
    ...BLANK_EVENT,
    site: 'example',
    id: 'event-0001',
    visitor: 'visitor-1',
    type: 'page_view',
    at: MONDAY,
    receivedAt: MONDAY,
    host: 'example.nl',
    path: '/',
    device: 'desktop',
    ...part,
  }
}

/** Came through a search engine. */
export const fromSearch = {
  channel: 'search',
  source: 'google',
  medium: null,
  campaign: null,
  term: null,
  content: null,
} as const

/** Events a minute apart from `start` on, with ids in order. */
export function visit(start: UnixMs, parts: readonly Partial<Event>[]): readonly Event[] {
  return parts.map((part, index) => {
    const at = start + index * MINUTE
    return event({ id: `event-${at}-${index}`, at, ...part })
  })
}

/** Reads one page about a problem, found through a search engine. */
export const passantFromSearch = visit(MONDAY, [{ topic: 'problem', source: fromSearch }])

/** Types the problem into a search engine and reads on. */
export const zoekerWithProblem = visit(MONDAY, [
  { topic: 'problem', source: fromSearch },
  { topic: 'problem' },
])

/** Orients on Monday, comes back on Tuesday to see who could do it. */
export const koperReturning = [
  ...visit(MONDAY, [{ topic: 'problem', source: fromSearch }, { topic: 'solution' }, { topic: 'price' }]),
  ...visit(MONDAY + DAY, [{ topic: 'proof' }, { topic: 'about' }, { topic: 'contact' }]),
]

/** From the problem to the contact form of a services firm, in one go. */
export const clientOfServices = visit(MONDAY, [
  { topic: 'problem', source: fromSearch },
  { topic: 'solution' },
  { topic: 'price' },
  { topic: 'proof' },
  { topic: 'about' },
  { topic: 'contact' },
  { type: 'form_start' },
])

/** Looks at five chairs, at one of them three times, puts it in the cart and goes to the checkout. */
export const koperOfChair = visit(MONDAY, [
  ...['a', 'b', 'c', 'd', 'e', 'c', 'c'].map(
    (item) => ({ topic: 'item', item, category: 'chairs' }) as const,
  ),
  { type: 'custom', detail: { name: 'add_to_cart' } },
  { topic: 'checkout' },
])

/** Looks for a job. */
export const jobSeeker = visit(MONDAY, [{ topic: 'careers' }, { topic: 'careers' }])

/** Any history: some weeks, visits of all kinds, several events at one moment, items with awkward names. */
export const anyHistory = fc
  .array(
    fc.record({
      day: fc.integer({ min: 0, max: 50 }),
      minute: fc.integer({ min: 0, max: 90 }),
      type: fc.oneof(
        { weight: 3, arbitrary: fc.constant('page_view' as const) },
        fc.constantFrom(...EVENT_TYPES),
      ),
      topic: fc.constantFrom(...TOPICS, null),
      item: fc.constantFrom('chair', 'table', '42', '__proto__', 'constructor', null),
      category: fc.constantFrom('a', 'b', 'c', 'd', 'e', '__proto__', null),
      channel: fc.constantFrom(...CHANNELS, null),
      engagedMs: fc.integer({ min: 0, max: 600_000 }),
      value: fc.constantFrom(undefined, 0, 10, 250),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((parts) =>
    parts.map(({ day, minute, channel, engagedMs, value, ...part }, index) =>
      event({
        ...part,
        id: `event-${String(index).padStart(4, '0')}`,
        at: MONDAY + day * DAY + minute * MINUTE,
        source: channel && { ...fromSearch, channel },
        detail: { engagedMs, name: 'add_to_cart', ...(value === undefined ? {} : { value }) },
      }),
    ),
  )
