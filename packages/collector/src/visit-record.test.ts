import { type Channel, type Event, MINUTE, VISIT_GAP } from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import { event, MONDAY } from '../../scoring/src/fixtures.ts'
import { arrivalOf, nextVisit, type VisitRecord } from './visit-record.ts'

const PASSANT = { segment: 'passant', phase: 'latent' } as const
const ZOEKER = { segment: 'zoeker', phase: 'visie' } as const
const KOPER = { segment: 'koper', phase: 'leverancier' } as const
const DEAL = { segment: 'koper', phase: 'deal' } as const

const view = (at: number): Event => event({ at })
const order = (at: number): Event => event({ at, type: 'conversion', detail: { name: 'order' } })

/** A visit of a passer-by of one page. */
const first: VisitRecord = nextVisit(null, view(MONDAY), PASSANT, PASSANT)

describe('a visit', () => {
  it('begins with its first event', () => {
    expect(first).toEqual({
      from: MONDAY,
      to: MONDAY,
      pageViews: 1,
      channel: null,
      segments: ['passant'],
      phases: ['latent'],
      converted: null,
    })
  })

  it('goes on after a gap of exactly half an hour', () => {
    const next = nextVisit(first, view(MONDAY + VISIT_GAP), PASSANT, ZOEKER)
    expect(next).toMatchObject({ from: MONDAY, to: MONDAY + VISIT_GAP, pageViews: 2 })
  })

  it('ends with a gap of a millisecond more', () => {
    const next = nextVisit(first, view(MONDAY + VISIT_GAP + 1), PASSANT, ZOEKER)
    expect(next).toMatchObject({ from: MONDAY + VISIT_GAP + 1, pageViews: 1, segments: ['zoeker'] })
  })

  it('counts page views and no other event', () => {
    const click = event({ type: 'cta_click', at: MONDAY + MINUTE, detail: { cta: 'offerte' } })
    expect(nextVisit(first, click, PASSANT, PASSANT)).toMatchObject({ pageViews: 1, to: MONDAY + MINUTE })
  })

  it('remembers each segment and phase that the visitor was in, once', () => {
    const steps = [ZOEKER, ZOEKER, KOPER, ZOEKER].reduce<VisitRecord>(
      (visit, after, i) => nextVisit(visit, view(MONDAY + (i + 1) * MINUTE), PASSANT, after),
      first,
    )
    expect(steps.segments).toEqual(['passant', 'zoeker', 'koper'])
    expect(steps.phases).toEqual(['latent', 'visie', 'leverancier'])
  })
})

describe('how a visit came', () => {
  const from = (channel: Channel, at: number): Event =>
    event({
      at,
      source: { channel, source: null, medium: null, campaign: null, term: null, content: null },
    })
  /** The channel after each event, and which of the events told the source and the landing page. */
  function follow(events: readonly Event[]) {
    let visit: VisitRecord | null = null
    return events.map((one, i) => {
      const before: VisitRecord | null = visit
      visit = nextVisit(before, one, PASSANT, PASSANT)
      const { arrival, landing } = arrivalOf(before, visit, one)
      if (arrival !== null) expect(arrival).toBe(events[i])
      return [visit.channel, arrival !== null, landing !== null]
    })
  }

  it('is told by its first arrival, and where it landed by its first page view', () => {
    expect(follow([from('ads', MONDAY), view(MONDAY + 1), from('email', MONDAY + 2)])).toEqual([
      ['ads', true, true],
      ['ads', false, false],
      ['ads', false, false],
    ])
  })

  it('is direct only as long as nothing else brought the visitor', () => {
    expect(
      follow([from('direct', MONDAY), from('email', MONDAY + 1), from('direct', MONDAY + 2)]).map(
        ([channel, told]) => [channel, told],
      ),
    ).toEqual([
      ['direct', true],
      ['email', true],
      ['email', false],
    ])
  })

  it('is asked anew for the next visit', () => {
    expect(follow([from('ads', MONDAY), from('direct', MONDAY + VISIT_GAP + 1)])[1]).toEqual([
      'direct',
      true,
      true,
    ])
  })

  it('is not known of a conversion that the back office tells of', () => {
    expect(follow([order(MONDAY), view(MONDAY + 1)])).toEqual([
      [null, false, false],
      [null, false, true],
    ])
  })
})

describe('a conversion', () => {
  it('counts for what the visitor was just before it, not for what it made of them', () => {
    const visit = nextVisit(first, order(MONDAY + MINUTE), ZOEKER, DEAL)
    expect(visit.converted).toEqual(ZOEKER)
    expect(visit.segments).toEqual(['passant', 'zoeker'])
    expect(visit.phases).toEqual(['latent', 'visie'])
  })

  it('that comes first of all makes a visit of the passer-by that the visitor was', () => {
    const visit = nextVisit(null, order(MONDAY), PASSANT, DEAL)
    expect(visit).toEqual({
      from: MONDAY,
      to: MONDAY,
      pageViews: 0,
      channel: null,
      segments: ['passant'],
      phases: ['latent'],
      converted: PASSANT,
    })
  })

  it('ends what the visit is counted by: later segments and conversions change nothing', () => {
    const converted = nextVisit(first, order(MONDAY + MINUTE), ZOEKER, DEAL)
    const after = nextVisit(converted, view(MONDAY + 2 * MINUTE), DEAL, KOPER)
    const again = nextVisit(after, order(MONDAY + 3 * MINUTE), KOPER, DEAL)
    expect(again).toMatchObject({
      converted: ZOEKER,
      segments: ['passant', 'zoeker'],
      phases: ['latent', 'visie'],
    })
    expect(again).toMatchObject({ pageViews: 2, to: MONDAY + 3 * MINUTE })
  })

  it('of one visit says nothing about the next', () => {
    const converted = nextVisit(first, order(MONDAY + MINUTE), ZOEKER, DEAL)
    const next = nextVisit(converted, view(MONDAY + MINUTE + VISIT_GAP + 1), PASSANT, PASSANT)
    expect(next.converted).toBeNull()
  })

  it('counts a visit in the segment it converted from: the rate stays within 0 and 1', () => {
    const visit = nextVisit(first, order(MONDAY + MINUTE), KOPER, DEAL)
    expect(visit.segments).toContain(visit.converted?.segment)
    expect(visit.phases).toContain(visit.converted?.phase)
  })
})
