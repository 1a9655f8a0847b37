import {
  type ChannelsAnswer,
  DAY,
  type ForecastAnswer,
  type FunnelAnswer,
  type SegmentsAnswer,
} from '@koopsignaal/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, NOON, type TestApp } from '../support/app.ts'
import { importPopulation, population } from '../support/population.ts'
import { from, newId } from '../support/visitors.ts'

/** Reports of totals as flat lines, for spreadsheets and warehouses. */

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
  await importPopulation(test, population(60, NOON))
  for (let day = 1; day <= 40; day++) {
    const order = {
      id: newId(),
      type: 'conversion',
      name: 'order',
      value: 5,
      currency: 'EUR',
      at: NOON - day * DAY,
    }
    await test.postAsOwner(from(`orders-daily-${day}`, [order]))
  }
})
afterAll(() => test.close())

const PERIOD = 'from=2026-11-16&to=2026-11-19'
type Line = Readonly<Record<string, unknown>>

async function as(path: string, accept: string) {
  const { text, headers } = await test.get(`/v1/sites/example/${path}`, {
    authorization: `Bearer ${test.adminToken}`,
    accept,
  })
  expect(headers).toMatchObject({
    'content-type': expect.stringContaining(accept),
    'cache-control': 'private, no-cache',
  })
  expect(String(headers.vary)).toContain('accept')
  return text
}
const whole = async <T>(path: string) => JSON.parse(await as(path, 'application/json')) as T
const lines = async (path: string) =>
  (await as(path, 'application/x-ndjson'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)

describe.each([`segments?${PERIOD}`, `funnel?${PERIOD}`, `channels?${PERIOD}`, 'forecast'])(
  'the lines of %s',
  (path) => {
    it('are flat, and the same as CSV and as NDJSON', async () => {
      const told = await lines(path)
      for (const value of told.flatMap((line) => Object.values(line)))
        expect(['string', 'number', 'object']).toContain(value === null ? 'object' : typeof value)
      expect(
        told.flatMap((line) => Object.values(line)).filter((one) => typeof one === 'object' && one !== null),
      ).toEqual([])
      const [head, ...rows] = (await as(path, 'text/csv')).trimEnd().split('\r\n')
      expect(head!.split(',')).toEqual(Object.keys(told[0]!))
      expect(rows).toEqual(
        told.map((line) =>
          Object.values(line)
            .map((value) => value ?? '')
            .join(','),
        ),
      )
    })
  },
)

describe('a flat line', () => {
  it('of a segment or a phase has its figures and those of the period before', async () => {
    const { segments, phases } = await whole<SegmentsAnswer>(`segments?${PERIOD}`)
    const told = await lines(`segments?${PERIOD}`)
    expect(told.map(({ by, name }) => [by, name])).toEqual([
      ...segments.map(({ segment }) => ['segment', segment]),
      ...phases.map(({ phase }) => ['phase', phase]),
    ])
    for (const [i, { previous, visitors, conversionRate }] of [...segments, ...phases].entries()) {
      expect(told[i]).toMatchObject({ visitors, conversionRate, previousVisitors: previous!.visitors })
    }
    const alone = await lines(`segments?${PERIOD}&compare=none`)
    expect(alone[0]!.previousVisitors).toBeNull()
  })

  it('of the ladder has the interval and the time to the next phase', async () => {
    const { steps } = await whole<FunnelAnswer>(`funnel?${PERIOD}`)
    const told = await lines(`funnel?${PERIOD}`)
    expect(told).toHaveLength(5)
    for (const [i, { phase, reached, interval, timeToNext, previous }] of steps.entries())
      expect(told[i]).toMatchObject({
        phase,
        reached,
        low: interval?.low ?? null,
        medianMs: timeToNext?.medianMs ?? null,
        previousReached: previous!.reached,
      })
  })

  it('of a channel has the credit that each model gives, and every currency', async () => {
    const { channels } = await whole<ChannelsAnswer>(`channels?${PERIOD}`)
    const told = await lines(`channels?${PERIOD}`)
    expect(channels.length).toBeGreaterThan(1)
    for (const [i, { channel, visits, credits, values }] of channels.entries()) {
      expect(told[i]).toMatchObject({ channel, visits, ...credits })
      for (const { amount, currency } of values)
        expect(told[i]!.values).toContain(`${amount}${currency === null ? '' : ` ${currency}`}`)
    }
  })

  it('of the forecast is a day', async () => {
    const { series } = await whole<ForecastAnswer>('forecast')
    expect(series.length).toBeGreaterThan(0)
    expect(await lines('forecast')).toEqual(series)
  })
})
