import {
  type ChannelsAnswer,
  DAY,
  type FunnelAnswer,
  HOUR,
  PHASES,
  SEGMENTS,
  type SegmentsAnswer,
} from '@koopsignaal/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, NOON, type TestApp } from '../support/app.ts'
import { importPopulation, population } from '../support/population.ts'
import { from, newId, pageView } from '../support/visitors.ts'

/** The same thing counted in different places comes to the same figure. */

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
  await importPopulation(test, population(150, NOON))
  // Customers who come back, some of them to buy again.
  for (const [n, conversions] of [
    [5, 0],
    [15, 0],
    [25, 1],
    [35, 2],
    [60, 1],
  ] as const)
    await test.postAsOwner(
      from(`visitor-${String(n).padStart(4, '0')}`, [
        pageView('/prijzen', { at: NOON - 2 * HOUR }),
        ...Array.from({ length: conversions }, (_, i) => order({ at: NOON - HOUR - i })),
      ]),
    )
})
const order = (more: object) => ({ id: newId(), type: 'conversion', name: 'order', ...more })
afterAll(() => test.close())

const ask = async <T>(report: string, query = '') =>
  (await test.get<T>(`/v1/sites/example/${report}${query}`)).body
const segments = (query = '') => ask<SegmentsAnswer>('segments', query)
const channels = (query = '') => ask<ChannelsAnswer>('channels', query)
const funnel = (query = '') => ask<FunnelAnswer>('funnel', query)
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

describe('what was reached', () => {
  it('is the same in segments, channels and funnel, also after a conversion', async () => {
    const [report, { totals }, { steps }] = await Promise.all([segments(), channels(), funnel()])
    const deal = report.phases.find(({ phase }) => phase === 'deal')!
    expect(deal.reached).toBe(steps.at(-1)!.reached)
    expect(deal.reached).toBeGreaterThan(0)
    const koper = report.segments.find(({ segment }) => segment === 'koper')!
    expect(totals.kopers).toBe(koper.reached)
  })
})

const PERIOD = '?from=2026-11-17&to=2026-11-21'
/** Filters that together choose everybody once. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  segment: SEGMENTS,
  phase: PHASES,
  customer: ['new', 'existing'],
  device: ['mobile', 'desktop', 'tablet,other'],
}

describe('a filter', () => {
  it.each(Object.entries(PARTS))('by %s and its complement add up', async (name, values) => {
    const whole = await segments(PERIOD)
    const parts: SegmentsAnswer[] = []
    for (const value of values) parts.push(await segments(`${PERIOD}&${name}=${value}`))
    for (const figure of ['visitors', 'conversions', 'pageViews'] as const)
      expect([figure, sum(parts.map(({ totals }) => totals[figure]))]).toEqual([figure, whole.totals[figure]])
    for (const [i, { day: _, ...counts }] of whole.series.entries())
      for (const key of ['conversions', ...SEGMENTS] as const)
        expect(sum(parts.map(({ series }) => series[i]![key]))).toBe(counts[key])
    expect(parts.filter(({ totals }) => totals.visitors > 0).length).toBeGreaterThan(1)
  })

  it.each([
    '',
    'segment=koper',
    'segment=zoeker,passant',
    'phase=deal',
    'customer=new',
    'customer=existing',
    'device=mobile',
    'channel=email',
    'source=google',
    'campaign=najaar',
    'landing=/vergelijken',
    'page=/prijzen',
    'topic=price',
    'country=NL',
    'segment=koper&device=desktop&customer=new',
  ])('chooses the same visitors for totals, lines, days, channels and the ladder: %s', async (filter) => {
    const { totals, ...report } = await segments(`${PERIOD}&${filter}`)
    expect(sum(report.series.map(({ conversions }) => conversions))).toBe(totals.conversions)
    expect(sum(report.segments.map(({ conversions }) => conversions))).toBe(totals.conversions)
    expect(sum(report.phases.map(({ visitors }) => visitors))).toBe(totals.visitors)
    const { totals: byChannel } = await channels(`${PERIOD}&${filter}`)
    expect(byChannel.conversions).toBe(totals.conversions)
    const { steps } = await funnel(`${PERIOD}&${filter}`)
    const deal = report.phases.find(({ phase }) => phase === 'deal')!
    expect(steps.at(-1)!.reached).toBe(deal.reached)
  })

  it('by new customers has those who became one in the period', async () => {
    const [all, fresh, known] = [
      await segments(PERIOD),
      await segments(`${PERIOD}&customer=new`),
      await segments(`${PERIOD}&customer=existing`),
    ]
    expect(fresh.totals.conversions).toBeGreaterThan(0)
    expect((await channels(`${PERIOD}&customer=existing`)).totals.newCustomers).toBe(0)
    expect(known.totals.visitors).toBeGreaterThan(0)
    expect(fresh.totals.conversions + known.totals.conversions).toBe(all.totals.conversions)
  })
})

describe('a moment that has not come yet', () => {
  const since = 'from=2026-11-01'
  const inDays = (days: number) => new Date(NOON + days * DAY).toISOString()

  it('tells what visitors will be when nobody does anything more', async () => {
    const kopers: number[] = []
    for (const days of [0, 1, 2, 4, 8, 300]) {
      const at = inDays(days)
      const report = await segments(`?${since}&at=${at}`)
      expect([report.at, report.to]).toEqual([at, inDays(0)])
      for (const { segment, visitors } of report.segments) {
        const list = await ask<{ visitors: unknown[] }>(
          'visitors',
          `?${since}&at=${at}&segment=${segment}&limit=1000`,
        )
        expect([at, segment, visitors]).toEqual([at, segment, list.visitors.length])
        const ofSegment = await channels(`?${since}&at=${at}&segment=${segment}`)
        expect([ofSegment.at, ofSegment.totals.visitors]).toEqual([at, visitors])
      }
      kopers.push(report.segments.find(({ segment }) => segment === 'koper')!.visitors)
    }
    expect(new Set(kopers).size).toBeGreaterThan(2)
    expect(kopers.at(-1)).toBe(0)
  })

  it('tells who will be lost by then', async () => {
    const [now, later] = [await funnel(`?${since}`), await funnel(`?${since}&at=${inDays(15)}`)]
    expect(later.at).toBe(inDays(15))
    for (const [rank, step] of later.steps.slice(0, -1).entries()) {
      expect(step.reached).toBe(now.steps[rank]!.reached)
      expect(step.underWay).toBe(0)
    }
    expect(sum(now.steps.map(({ underWay }) => underWay ?? 0))).toBeGreaterThan(0)
  })

  it.each(['segments', 'channels', 'funnel', 'pages', 'forecast'])(
    'is refused where nobody can tell: %s',
    async (report) => {
      const { status, body } = await test.get(`/v1/sites/example/${report}?at=${inDays(400)}`)
      expect([status, body.error.code, body.error.message]).toEqual([
        400,
        'invalid_request',
        expect.stringMatching(/^at: lies (more than a year ahead|in the future)/),
      ])
    },
  )
})
