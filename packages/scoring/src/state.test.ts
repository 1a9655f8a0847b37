import { DAY, type Event, MINUTE, VISIT_GAP } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyHistory, event, MONDAY } from './fixtures.ts'
import { empty, fromEvent, merge, type VisitorState } from './state.ts'
import { trim } from './trim.ts'

const stateOf = (events: readonly Event[]): VisitorState => events.map(fromEvent).reduce(merge, empty)

/** Numbers within 1e-9, everything else equal. */
function expectSame(a: unknown, b: unknown): void {
  const numbers: number[] = []
  const others: number[] = []
  const shape = (value: unknown, into: number[]): string =>
    JSON.stringify(value, (_key, part: unknown) => {
      if (typeof part === 'number') {
        into.push(part)
        return '#'
      }
      if (part instanceof Map) return Object.fromEntries([...part].sort(([x], [y]) => (x < y ? -1 : 1)))
      const isPlain = part !== null && typeof part === 'object' && !Array.isArray(part)
      return isPlain ? Object.fromEntries(Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1))) : part
    })
  expect(shape(a, numbers)).toBe(shape(b, others))
  for (const [index, number] of numbers.entries()) {
    const other = others[index] ?? Number.NaN
    expect(Math.abs(number - other)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(number)))
  }
}

describe('state', () => {
  it('is the same wherever the history is cut', () => {
    fc.assert(
      fc.property(anyHistory, fc.nat(), fc.nat(), (events, i, j) => {
        const [from, to] = [i % events.length, j % events.length].sort((x, y) => x - y) as [number, number]
        const [a, b, c] = [events.slice(0, from), events.slice(from, to), events.slice(to)].map(stateOf) as [
          VisitorState,
          VisitorState,
          VisitorState,
        ]
        expectSame(merge(merge(a, b), c), merge(a, merge(b, c)))
        expectSame(merge(merge(a, b), c), stateOf(events))
      }),
    )
  })

  it('is the same for any order of arrival', () => {
    fc.assert(
      fc.property(
        anyHistory.chain((events) =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
        ),
        ([events, shuffled]) => expectSame(stateOf(shuffled), stateOf(events)),
      ),
    )
  })

  it('commutes, and nothing is neutral', () => {
    fc.assert(
      fc.property(anyHistory, anyHistory, (x, y) => {
        const [a, b] = [stateOf(x), stateOf(y)]
        expectSame(merge(a, b), merge(b, a))
        expectSame(merge(empty, a), a)
      }),
    )
  })

  it('counts items named like parts of an object', () => {
    const state = stateOf([event({ item: '__proto__' }), event({ id: 'event-0002', item: '__proto__' })])
    expect([...state.items]).toEqual([['__proto__', { sum: 2, at: MONDAY }]])
    expect(({} as { sum?: number }).sum).toBeUndefined()
  })

  it('joins two visits by an event that arrives late in the gap between them', () => {
    const [first, second] = [MONDAY, MONDAY + 2 * VISIT_GAP].map((at) => fromEvent(event({ at })))
    const apart = merge(first!, second!)
    expect(apart.visits).toHaveLength(2)
    expect(merge(apart, fromEvent(event({ at: MONDAY + VISIT_GAP }))).visits).toMatchObject([
      { start: MONDAY, end: MONDAY + 2 * VISIT_GAP, views: 3 },
    ])
  })

  it('begins a new visit after a longer gap, not after one of exactly 30 minutes', () => {
    const visits = (gap: number): number =>
      merge(fromEvent(event()), fromEvent(event({ at: MONDAY + gap }))).visits.length
    expect(visits(VISIT_GAP)).toBe(1)
    expect(visits(VISIT_GAP + 1)).toBe(2)
  })

  it('keeps nothing of a bot', () => {
    expect(fromEvent(event({ bot: 'webdriver' }))).toEqual(empty)
  })

  it('takes a page that names an item and no topic for that item’s page', () => {
    expect(fromEvent(event({ item: 'chair' })).topics).toEqual(new Map([['item', { sum: 1, at: MONDAY }]]))
  })
})

describe('trim', () => {
  const horizon = MONDAY + 25 * DAY

  it('may come before or after what is new', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        // Items and categories that come back after 30 days start over: leave them out of the law.
        const plain = events.map((one) => ({ ...one, item: null, category: null }))
        const a = stateOf(plain.filter((one) => one.at < horizon))
        const b = stateOf(plain.filter((one) => one.at >= horizon))
        expectSame(trim(merge(trim(a, horizon), b), horizon), trim(merge(a, b), horizon))
      }),
    )
  })

  it('twice is the same as once, and a later horizon includes an earlier one', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        const state = stateOf(events)
        expectSame(trim(trim(state, horizon), horizon), trim(state, horizon))
        expectSame(trim(trim(state, horizon - 10 * DAY), horizon), trim(state, horizon))
      }),
    )
  })

  it('turns old visits into a number and forgets items after 30 days', () => {
    const old = stateOf([event({ item: 'chair' }), event({ id: 'event-0002', at: MONDAY + DAY })])
    const trimmed = trim(old, MONDAY + 31 * DAY)
    expect(trimmed.visits).toEqual([])
    expect(trimmed.older.count).toBe(2)
    expect(trimmed.older.lastEnd).toBe(MONDAY + DAY)
    expect(trimmed.items).toEqual(new Map())
    expect(trimmed.pageViews).toBe(2)
  })

  it('counts no visit for a conversion that a back office books', () => {
    const state = stateOf([event(), event({ id: 'event-0002', type: 'conversion', at: MONDAY + DAY })])
    expect(trim(state, MONDAY + 9 * DAY).older.count).toBe(1)
  })

  it('keeps a visit that an event at the horizon could still join', () => {
    const state = stateOf([event()])
    expect(trim(state, MONDAY + VISIT_GAP).visits).toHaveLength(1)
    expect(trim(state, MONDAY + VISIT_GAP + MINUTE).visits).toHaveLength(0)
  })
})
