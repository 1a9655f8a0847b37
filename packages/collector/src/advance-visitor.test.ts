import { DAY, type Event, MINUTE } from '@koopsignaal/protocol'
import { fold } from '@koopsignaal/scoring'
import { describe, expect, it } from 'vitest'
import { event, fromSearch, koperReturning, MONDAY, visit } from '../../scoring/src/fixtures.ts'
import { advanceVisitor } from './advance-visitor.ts'
import { modelOf } from './models.ts'
import { SHOP } from './storage/fixtures.ts'
import type { StoredVisitor, VisitorChange } from './storage/store.ts'

function changeOf(stored: StoredVisitor | null, events: readonly Event[]): VisitorChange {
  const change = advanceVisitor(SHOP, stored, events)
  if (change === 'needs_history') throw new Error('asked for the history')
  return change
}

function storedAfter(events: readonly Event[]): StoredVisitor {
  const { profile, facts } = changeOf(null, events)
  return { site: SHOP.id, visitor: 'visitor-1', profile, facts }
}

const email = { ...fromSearch, channel: 'email', source: 'nieuwsbrief' } as const

describe('new events of a visitor', () => {
  it('come to the profile that a fold of all of them gives, in whatever order they stand', () => {
    const change = changeOf(null, koperReturning.toReversed())
    expect(change.profile).toEqual(fold(koperReturning, modelOf(SHOP)))
    expect(change.replaceFrom).toBe(MONDAY)
  })

  it('come to the same when they are added to what is stored', () => {
    const [before, after] = [koperReturning.slice(0, 4), koperReturning.slice(4)]
    const change = changeOf(storedAfter(before), after)
    expect(change.profile).toEqual(changeOf(null, koperReturning).profile)
    expect(change.facts).toEqual(changeOf(null, koperReturning).facts)
    expect(change.replaceFrom).toBe(after[0]!.at)
  })

  it('ask for the history when one is older than what is known', () => {
    const stored = storedAfter(visit(MONDAY, [{}, {}]))
    expect(advanceVisitor(SHOP, stored, [event({ id: 'event-late', at: MONDAY + 1 })])).toBe('needs_history')
  })

  it('ask for it too at the same moment with a smaller id, and not with a larger one', () => {
    const stored = storedAfter([event({ id: 'event-000m' })])
    expect(advanceVisitor(SHOP, stored, [event({ id: 'event-000a' })])).toBe('needs_history')
    expect(advanceVisitor(SHOP, stored, [event({ id: 'event-000z' })])).not.toBe('needs_history')
  })

  it('ask for it when what is stored is by another yardstick', () => {
    const stored = storedAfter([event()])
    const later = [event({ id: 'event-next', at: MONDAY + 1 })]
    const other = { ...stored, profile: { ...stored.profile, yardstick: 'another one' } }
    expect(advanceVisitor(SHOP, other, later)).toBe('needs_history')
  })

  it('must be there', () => {
    expect(() => advanceVisitor(SHOP, null, [])).toThrow(RangeError)
  })
})

describe('what is kept beside the profile', () => {
  it('has the first and the last touch, and keeps them when an event has none', () => {
    const { facts } = changeOf(null, [
      event({ id: 'event-0001', source: fromSearch }),
      event({ id: 'event-0002', at: MONDAY + MINUTE }),
      event({ id: 'event-0003', at: MONDAY + DAY, source: email }),
      event({ id: 'event-0004', at: MONDAY + DAY + 1 }),
    ])
    expect(facts.firstTouch).toEqual(fromSearch)
    expect(facts.lastTouch).toEqual(email)
  })

  it('has the last known country and device', () => {
    const { facts } = changeOf(null, [
      event({ id: 'event-0001', country: 'NL', device: 'mobile' }),
      event({ id: 'event-0002', at: MONDAY + 1, country: null, device: 'desktop' }),
    ])
    expect(facts).toMatchObject({ country: 'NL', device: 'desktop' })
  })

  it('has one line for each visit that began or went on', () => {
    const { visits } = changeOf(null, koperReturning)
    expect(visits.map(({ from, pageViews }) => [from, pageViews])).toEqual([
      [MONDAY, 3],
      [MONDAY + DAY, 3],
    ])
    const stored = storedAfter(koperReturning)
    const next = event({ id: 'event-next', at: koperReturning.at(-1)!.at + MINUTE })
    expect(changeOf(stored, [next]).visits).toEqual([
      expect.objectContaining({
        from: MONDAY + DAY,
        to: next.at,
        pageViews: 4,
        arrival: null,
        landing: null,
      }),
    ])
  })

  it('names the events that tell how a visit came, whether they are new or the whole history', () => {
    const first = event({ source: { ...fromSearch, channel: 'direct', source: null } })
    const second = event({ id: 'event-0002', at: MONDAY + MINUTE, source: email, path: '/prijzen' })
    expect(changeOf(null, [first, second]).visits[0]).toMatchObject({ arrival: second, landing: first })
    expect(changeOf(storedAfter([first]), [second]).visits[0]).toMatchObject({
      arrival: second,
      landing: null,
    })
  })

  it('says of each conversion what it was worth and what the visitor was just before it', () => {
    const order = event({
      id: 'event-order',
      type: 'conversion',
      at: koperReturning.at(-1)!.at + MINUTE,
      detail: { name: 'order', value: 0, currency: 'EUR' },
    })
    expect(changeOf(null, [...koperReturning, order]).conversions).toEqual([
      {
        at: order.at,
        id: 'event-order',
        segment: 'koper',
        phase: 'leverancier',
        name: 'order',
        value: 0,
        currency: 'EUR',
      },
    ])
    expect(changeOf(null, [order]).conversions).toEqual([
      expect.objectContaining({ id: 'event-order', segment: 'passant', phase: 'latent' }),
    ])
  })

  it('has the figures that lists are sorted by', () => {
    const change = changeOf(null, koperReturning)
    expect(change.figures).toMatchObject({
      firstAt: MONDAY,
      lastAt: koperReturning.at(-1)!.at,
      visits: 2,
      pageViews: 6,
      conversions: 0,
      yardstick: change.profile.yardstick,
      peak: change.profile.peak,
      axes: change.profile.axes,
      koperUntil: change.profile.koperUntil,
    })
  })

  it('count no visit for a conversion that a back office books, neither at once nor when it is long ago', () => {
    const booked = event({
      id: 'event-booked',
      type: 'conversion',
      at: MONDAY + DAY,
      detail: { name: 'order' },
    })
    const later = event({ id: 'event-later', at: MONDAY + 20 * DAY })
    const visits = (events: readonly Event[]) => changeOf(null, events).figures.visits
    expect(visits([booked])).toBe(0)
    expect(visits([event(), booked])).toBe(1)
    expect(visits([event(), booked, later])).toBe(2)
  })
})
