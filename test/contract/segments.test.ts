import { DAY, HOUR, MINUTE, type SegmentsAnswer, type UnixMs } from '@koopsignaal/protocol'
import { afterEach, describe, expect, it } from 'vitest'
import { createTestApp, NOON, type TestApp } from '../support/app.ts'
import { importPopulation, population } from '../support/population.ts'
import { ANNE, BRAM, from, newId, pageView } from '../support/visitors.ts'

/** The segments report: totals, rates, days. */

let test: TestApp
afterEach(() => test.close())

const report = async (query = '') =>
  (await test.get<SegmentsAnswer>(`/v1/sites/example/segments${query}`)).body
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
const inAll = (day: SegmentsAnswer['series'][number]) => day.passant + day.zoeker + day.koper

async function comeAt(
  moments: readonly UnixMs[],
  type: object = { type: 'page_view', url: 'https://example.nl/' },
) {
  for (const [i, at] of moments.entries()) {
    const { body } = await test.postAsOwner(from(`visitor-${at}-${i}`, [{ id: newId(), at, ...type }]))
    expect(body.accepted).toBe(1)
  }
}

describe('the segments report', () => {
  it('adds up: segments, phases and days each come to the totals', async () => {
    test = await createTestApp()
    const people = population(60, NOON)
    await importPopulation(test, people)
    const { totals, segments, phases, series } = await report('?from=2026-10-25')
    const events = people.flatMap((person) => person.events)
    expect(totals).toEqual({
      visitors: 60,
      pageViews: events.filter(({ type }) => type === 'page_view').length,
      conversions: events.filter(({ type }) => type === 'conversion').length,
    })
    expect(sum(segments.map(({ visitors }) => visitors))).toBe(60)
    expect(sum(phases.map(({ visitors }) => visitors))).toBe(60)
    expect(sum(segments.map(({ conversions }) => conversions))).toBe(totals.conversions)
    expect(sum(phases.map(({ conversions }) => conversions))).toBe(totals.conversions)
    expect(sum(series.map(({ conversions }) => conversions))).toBe(totals.conversions)
    const dayOf = (at: number) => new Date(at + HOUR).toISOString().slice(0, 10)
    for (const day of series) {
      const active = people.filter((person) => person.events.some(({ at }) => dayOf(at!) === day.day))
      expect([day.day, inAll(day)]).toEqual([day.day, active.length])
    }
  })

  it('compares with the period before, which is as long', async () => {
    test = await createTestApp()
    await importPopulation(test, population(60, NOON))
    const now = await report('?from=2026-11-16&to=2026-11-18')
    const before = await report('?from=2026-11-13&to=2026-11-15')
    expect(now.segments.map(({ previous }) => previous?.conversions)).toEqual(
      before.segments.map(({ conversions }) => conversions),
    )
    expect(now.segments.map(({ previous }) => previous?.visitors)).toEqual(
      before.segments.map(({ visitors }) => visitors),
    )
    expect(sum(before.segments.map(({ visitors }) => visitors))).toBeGreaterThan(0)
  })

  it('compares with the year before, or with nothing, when that is asked for', async () => {
    test = await createTestApp({ now: NOON })
    await importPopulation(test, population(60, NOON - 365 * DAY))
    const asked = '?from=2026-11-16&to=2026-11-18'
    const lastYear = await report('?from=2025-11-16&to=2025-11-18')
    const year = await report(`${asked}&compare=year`)
    expect(year.comparedWith).toMatchObject({ from: lastYear.from, to: lastYear.to })
    expect(year.segments.map(({ previous }) => previous?.visitors)).toEqual(
      lastYear.segments.map(({ visitors }) => visitors),
    )
    expect(sum(lastYear.segments.map(({ visitors }) => visitors))).toBeGreaterThan(0)
    const none = await report(`${asked}&compare=none`)
    expect([none.comparedWith, none.segments[0]!.previous, none.phases[0]!.previous]).toEqual([
      null,
      null,
      null,
    ])
    const before = await report(asked)
    expect(before.comparedWith).toMatchObject({ from: '2026-11-12T23:00:00.000Z', to: before.from })
  })

  it('says whether the site was measured all through what it is compared with', async () => {
    test = await createTestApp()
    const isWhole = async () => (await report('?from=2026-11-19&to=2026-11-20')).comparedWith!.isWhole
    await test.postAsOwner(from(ANNE, [pageView('/', { at: NOON })]))
    expect(await isWhole()).toBe(false)
    await test.postAsOwner(from(BRAM, [pageView('/', { at: NOON - 3 * DAY })]))
    expect(await isWhole()).toBe(false)
    // In the course of its first day.
    await test.postAsOwner(from(BRAM, [pageView('/', { at: NOON - 4 * DAY })]))
    expect(await isWhole()).toBe(true)
  })

  it('has rates between 0 and 1, and null where nobody was', async () => {
    test = await createTestApp()
    expect((await report()).segments.map(({ conversionRate }) => conversionRate)).toEqual([null, null, null])
    await importPopulation(test, population(60, NOON))
    const { segments, phases } = await report()
    for (const { visits, conversionRate } of [...segments, ...phases]) {
      if (visits === 0) expect(conversionRate).toBeNull()
      else expect(Math.min(1, Math.max(0, conversionRate!))).toBe(conversionRate)
    }
    expect(segments.some(({ conversionRate }) => conversionRate! > 0)).toBe(true)
  })

  it('keeps the visitors that a filter keeps in the list', async () => {
    test = await createTestApp()
    await importPopulation(test, population(60, NOON))
    for (const filter of [
      'segment=koper',
      'phase=visie',
      'segment=koper,zoeker',
      'device=mobile',
      'channel=ads',
      'topic=price',
    ]) {
      const period = 'from=2026-10-25T00:00:00Z&to=2026-11-21T12:00:00Z'
      const { totals } = await report(`?${period}&${filter}`)
      const list = await test.get(`/v1/sites/example/visitors?${period}&${filter}&limit=1000`)
      expect([filter, totals.visitors]).toEqual([filter, list.body.visitors.length])
      expect(totals.visitors).toBeGreaterThan(0)
    }
  })

  it('of a site with old events only begins where its last event was', async () => {
    test = await createTestApp()
    await comeAt([NOON - 400 * DAY])
    const { to, totals } = await report()
    expect([to, totals.visitors]).toEqual([new Date(NOON - 400 * DAY + 1).toISOString(), 1])
  })

  it('refuses more days than it can list, at once', async () => {
    test = await createTestApp()
    for (const from of ['0001-01-01', '1970-01-01', '2020-01-01']) {
      const { status, body } = await test.get(`/v1/sites/example/segments?from=${from}`)
      expect([status, body.error.message]).toEqual([
        400,
        expect.stringMatching(/^from: the period has \d+ days; at most 800 are reported$/),
      ])
    }
  })

  it('refuses a moment before the period', async () => {
    test = await createTestApp()
    const { status, body } = await test.get(
      '/v1/sites/example/segments?from=2026-11-10&to=2026-11-20&at=2026-11-01',
    )
    expect([status, body.error]).toEqual([
      400,
      { code: 'invalid_request', message: 'at: lies before the period' },
    ])
  })
})

describe('the days of the report', () => {
  it('include the last one, up to its last millisecond', async () => {
    test = await createTestApp()
    const start = Date.UTC(2026, 10, 17, 23)
    await comeAt([start - 1, start, start + DAY - 1, start + DAY])
    const { series, totals, from, to } = await report('?from=2026-11-18&to=2026-11-18')
    expect([from, to]).toEqual(['2026-11-17T23:00:00.000Z', '2026-11-18T23:00:00.000Z'])
    expect(series.map((day) => [day.day, inAll(day)])).toEqual([['2026-11-18', 2]])
    expect(totals.visitors).toBe(2)
  })

  it('have 23 hours when the clock goes forward', async () => {
    test = await createTestApp({ now: Date.UTC(2026, 3, 10) })
    const midnight = Date.UTC(2026, 2, 28, 23)
    await comeAt([
      midnight - 1,
      midnight,
      midnight + HOUR + 59 * MINUTE,
      midnight + 2 * HOUR,
      midnight + 23 * HOUR - 1,
      midnight + 23 * HOUR,
    ])
    const { series } = await report('?from=2026-03-28&to=2026-03-30')
    expect(series.map((day) => [day.day, inAll(day)])).toEqual([
      ['2026-03-28', 1],
      ['2026-03-29', 4],
      ['2026-03-30', 1],
    ])
  })

  it('have 25 hours when the clock goes back, and count the hour that comes twice twice', async () => {
    test = await createTestApp({ now: Date.UTC(2026, 10, 5) })
    const midnight = Date.UTC(2026, 9, 24, 22)
    await comeAt([
      midnight - 1,
      midnight,
      midnight + 2.5 * HOUR,
      midnight + 3.5 * HOUR,
      midnight + 25 * HOUR - 1,
      midnight + 25 * HOUR,
    ])
    const { series } = await report('?from=2026-10-24&to=2026-10-26')
    expect(series.map((day) => [day.day, inAll(day)])).toEqual([
      ['2026-10-24', 1],
      ['2026-10-25', 4],
      ['2026-10-26', 1],
    ])
  })

  it('include 29 February in a leap year', async () => {
    test = await createTestApp({ now: Date.UTC(2028, 2, 5) })
    await comeAt([Date.UTC(2028, 1, 29, 11)])
    const { series } = await report('?from=2028-02-28&to=2028-03-01')
    expect(series.map((day) => [day.day, inAll(day)])).toEqual([
      ['2028-02-28', 0],
      ['2028-02-29', 1],
      ['2028-03-01', 0],
    ])
  })

  it('are those of the site’s own zone', async () => {
    test = await createTestApp({ sites: [{ id: 'example', timeZone: 'Pacific/Auckland' }] })
    await comeAt([Date.UTC(2026, 10, 18, 12)])
    expect((await report('?from=2026-11-19&to=2026-11-19')).totals.visitors).toBe(1)
    expect((await report('?from=2026-11-18&to=2026-11-18')).totals.visitors).toBe(0)
  })
})
