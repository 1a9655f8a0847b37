import {
  type ChannelsAnswer,
  type CtasAnswer,
  DAY,
  type ForecastAnswer,
  MINUTE,
  type SearchesAnswer,
  type SegmentsAnswer,
} from '@koopsignaal/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { advanceVisitor } from '../../packages/collector/src/advance-visitor.ts'
import { createTestApp, NOON, type TestApp } from '../support/app.ts'
import { importPopulation, population } from '../support/population.ts'
import { from, newId } from '../support/visitors.ts'

/** What those do who are only counted is in the totals, in all of them alike, and in no segment. */

let test: TestApp
beforeEach(async () => {
  test = await createTestApp({
    sites: [{ id: 'example' }, { id: 'counting', consent: 'count' }],
  })
})
afterEach(() => test.close())

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)
const order = (at: number, more: object = {}) => ({
  id: newId(),
  type: 'conversion',
  name: 'order',
  value: 25,
  currency: 'EUR',
  at,
  ...more,
})
const click = (at: number, cta: string) => ({
  id: newId(),
  type: 'cta_click',
  cta,
  url: 'https://example.nl/contact',
  at,
})
const search = (at: number, query: string, results: number) => ({
  id: newId(),
  type: 'search',
  query,
  results,
  url: 'https://example.nl/',
  at,
})
/** As a back office does that knows of no visitor. */
const office = (events: readonly unknown[], more: object = {}) =>
  test.postAsOwner({ site: 'example', events, ...more })

async function answers(site = 'example', query = '') {
  const ask = async <T>(report: string) => (await test.get<T>(`/v1/sites/${site}/${report}${query}`)).body
  return {
    segments: await ask<SegmentsAnswer>('segments'),
    channels: await ask<ChannelsAnswer>('channels'),
    forecast: await ask<ForecastAnswer>('forecast'),
    ctas: await ask<CtasAnswer>('ctas'),
    searches: await ask<SearchesAnswer>('searches'),
  }
}
type Answers = Awaited<ReturnType<typeof answers>>

/** Every place that tells how many conversions there were. */
function conversionsIn({ segments, channels }: Answers): readonly number[] {
  const ofLines = (model: 'first' | 'last' | 'linear' | 'markov') =>
    Math.round(sum(channels.channels.map(({ credits }) => credits[model])))
  return [
    segments.totals.conversions,
    sum(segments.series.map(({ conversions }) => conversions)),
    channels.totals.conversions,
    ...(['first', 'last', 'linear', 'markov'] as const).map(ofLines),
  ]
}

describe('a conversion without a visitor', () => {
  it.each([
    ['a back office that names none', {}],
    ['consent count', { consent: 'count' }],
    ['consent denied', { consent: 'denied' }],
  ])('is in every total: %s', async (_, more) => {
    await office([order(NOON - DAY), order(NOON - 2 * DAY, { value: 75 })], more)
    const all = await answers()
    expect(new Set(conversionsIn(all))).toEqual(new Set([2]))
    expect(sum(all.forecast.past.map(({ conversions }) => conversions))).toBe(2)
    const line = all.channels.channels.find(({ channel }) => channel === null)!
    expect(line).toMatchObject({ label: '–', visits: 0, visitors: 0, conversions: 2, value: 100 })
    expect(all.channels.totals).toMatchObject({ value: 100, newCustomers: 0, visitors: 0 })
    expect(sum(all.segments.segments.map(({ conversions }) => conversions))).toBe(0)
  })

  it('is in the totals of a site that only counts', async () => {
    await test.post({ site: 'counting', events: [{ ...order(0), at: undefined }] })
    test.clock.now += 1
    expect(new Set(conversionsIn(await answers('counting')))).toEqual(new Set([1]))
  })

  it('comes to what the events are, beside visitors, and to the same after duplicates, a rebuild and an erasure', async () => {
    await importPopulation(test, population(40, NOON))
    const own = Array.from({ length: 150 }, (_, n) => order(NOON - DAY - n * 7 * 60 * MINUTE, { value: n }))
    await office(own.slice(0, 90))
    await office(own.slice(60))
    const { visitor, ...gone } = { visitor: 'visitor-0005', events: [order(NOON - MINUTE)] }
    await test.postAsOwner(from(visitor, gone.events))
    const bought = [...test.store.events('example')].filter(
      ({ type, at }) => type === 'conversion' && at >= NOON - 30 * DAY && at < NOON,
    )
    const whole = await answers()
    expect(new Set(conversionsIn(whole))).toEqual(new Set([bought.length]))
    expect(whole.channels.totals.value).toBeCloseTo(sum(bought.map(({ detail }) => detail.value ?? 0)), 6)

    await test.store.rebuild((await test.store.site('example'))!, advanceVisitor)
    expect(await answers()).toEqual(whole)
    await test.app.inject({
      method: 'DELETE',
      url: `/v1/sites/example/visitors/${visitor}`,
      headers: { authorization: `Bearer ${test.adminToken}` },
    })
    const erased = bought.filter((event) => event.visitor === visitor).length
    expect(erased).toBeGreaterThan(1)
    expect(new Set(conversionsIn(await answers()))).toEqual(new Set([bought.length - erased]))
  })

  it('is of its own period and day only, to the millisecond', async () => {
    const midnight = Date.UTC(2026, 10, 17, 23)
    await office([midnight - 1, midnight, midnight + DAY - 1, midnight + DAY].map((at) => order(at)))
    const { segments, channels } = await answers('example', '?from=2026-11-18&to=2026-11-18')
    expect([segments.totals.conversions, channels.totals.conversions]).toEqual([2, 2])
    expect(channels.totals.previous!.conversions).toBe(1)
    const days = await answers('example', '?from=2026-11-17&to=2026-11-19')
    expect(days.segments.series.map(({ conversions }) => conversions)).toEqual([1, 2, 1])
  })

  it('is left out where anything is filtered: nobody knows what it stood in', async () => {
    await importPopulation(test, population(40, NOON))
    const before = await answers()
    await office([order(NOON - DAY)])
    const all = await answers()
    expect(all.segments.totals.conversions).toBe(before.segments.totals.conversions + 1)
    const parts = await Promise.all(
      ['new', 'existing'].map((customer) => answers('example', `?customer=${customer}`)),
    )
    for (const place of conversionsIn(before).keys())
      expect(sum(parts.map((part) => conversionsIn(part)[place]!))).toBe(conversionsIn(before)[place])
  })

  it('of a program counts nowhere', async () => {
    await office([order(NOON - DAY)], { userAgent: 'Googlebot/2.1' })
    expect(new Set(conversionsIn(await answers()))).toEqual(new Set([0]))
  })
})

describe('clicks and searches of those who are only counted', () => {
  it('add to how many clicks there were', async () => {
    await test.postAsOwner(from('visitor-one', [click(NOON - DAY, 'offerte')]))
    await office([click(NOON - DAY, 'offerte'), click(NOON - DAY, 'offerte'), click(NOON - DAY, 'bellen')])
    const { ctas } = await answers()
    expect(ctas.totals).toEqual({ clicks: 4, visitors: 1 })
    expect(ctas.ctas.map(({ cta, clicks, visitors, pages }) => [cta, clicks, visitors, pages])).toEqual([
      ['offerte', 3, 1, ['/contact']],
      ['bellen', 1, 0, ['/contact']],
    ])
    expect(ctas.ctas[1]).toMatchObject({ seenBy: null, clickRatio: null })
    expect((await answers('example', '?device=desktop,mobile,tablet,other')).ctas.totals.clicks).toBe(1)
  })

  it('add to how many searches there were, and show no words that three visitors did not type', async () => {
    for (const visitor of ['visitor-1', 'visitor-2', 'visitor-3'])
      await test.postAsOwner(from(visitor, [search(NOON - DAY, 'drainage', 4)]))
    await office([
      search(NOON - DAY, ' Drainage', 0),
      ...Array.from({ length: 5 }, () => search(NOON - DAY, 'Jan de Vries', 0)),
    ])
    const { searches } = await answers()
    expect(searches.totals).toEqual({ searches: 9, visitors: 3, withoutResults: 6 })
    expect(searches.withheld).toEqual({ queries: 1, searches: 5 })
    expect(searches.searches).toHaveLength(1)
    expect(searches.searches[0]).toMatchObject({
      query: 'drainage',
      searches: 4,
      visitors: 3,
      withoutResults: 1,
      after: { again: 0, page: 0, nothing: 1 },
    })
  })
})
