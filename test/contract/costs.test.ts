import { type ChannelsAnswer, type CostsAnswer, DAY, MINUTE } from '@koopsignaal/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, NOON, type TestApp } from '../support/app.ts'
import { from, koperWithQuote, newId, pageView } from '../support/visitors.ts'

/** What was spent, over HTTP, and what a koper costs. */

let test: TestApp
beforeEach(async () => {
  test = await createTestApp()
})
afterEach(() => test.close())

const COSTS = '/v1/sites/example/costs'
const send = async (method: 'GET' | 'PUT' | 'DELETE', query: string, payload?: object) => {
  const answer = await test.app.inject({
    method,
    url: COSTS + query,
    headers: { authorization: `Bearer ${test.adminToken}` },
    ...(payload === undefined ? {} : { payload }),
  })
  return { status: answer.statusCode, body: answer.json() }
}
const put = (...costs: readonly object[]) => send('PUT', '', { costs })
const list = async (query = '') => (await test.get<CostsAnswer>(COSTS + query)).body
const channels = async (query = '') =>
  (await test.get<ChannelsAnswer>(`/v1/sites/example/channels${query}`)).body
const ofNovember = (more: object = {}) => ({
  from: '2026-11-01',
  to: '2026-11-30',
  channel: 'ads',
  amount: 300,
  currency: 'EUR',
  ...more,
})

describe('costs', () => {
  it('are kept, replaced and removed by days, channel, source and campaign', async () => {
    expect(
      await put(ofNovember(), ofNovember({ source: 'google' }), ofNovember({ channel: 'email' })),
    ).toEqual({
      status: 200,
      body: { changed: 3 },
    })
    await put(ofNovember({ amount: 400 }))
    const { costs, next } = await list()
    expect(next).toBeNull()
    expect(costs.map(({ channel, source, amount }) => [channel, source, amount])).toEqual([
      ['ads', null, 400],
      ['ads', 'google', 300],
      ['email', null, 300],
    ])
    expect(await send('DELETE', '?channel=ads&source=google')).toEqual({ status: 200, body: { changed: 1 } })
    expect((await list('?channel=ads')).costs).toHaveLength(1)
    const { status, body } = await send('DELETE', '')
    expect([status, body.error.message]).toEqual([400, expect.stringMatching(/^from: say which costs/)])
    expect((await send('DELETE', '?from=1970-01-01')).body).toEqual({ changed: 2 })
    expect((await list()).costs).toEqual([])
  })

  it('are removed one line at a time where that is asked for', async () => {
    await put(ofNovember(), ofNovember({ source: 'google' }), ofNovember({ to: '2026-11-10' }))
    const line = '?match=line&from=2026-11-01&to=2026-11-30&channel=ads'
    expect((await send('DELETE', line)).body).toEqual({ changed: 1 })
    expect((await send('DELETE', line)).body).toEqual({ changed: 0 })
    expect((await list()).costs.map(({ to, source }) => [to, source])).toEqual([
      ['2026-11-10', null],
      ['2026-11-30', 'google'],
    ])
  })

  it('are not asked for, and not removed, by days that end before they begin', async () => {
    await put(ofNovember())
    const wrong = '?from=2026-11-20&to=2026-11-10'
    for (const method of ['GET', 'DELETE'] as const) {
      const { status, body } = await send(method, wrong)
      expect([method, status, body.error?.message]).toEqual([method, 400, 'from: lies after to'])
    }
    expect((await list()).costs).toHaveLength(1)
  })

  it.each(['from', 'to', 'channel'])('are not removed by a line without its %s', async (name) => {
    await put(ofNovember())
    const line = new URLSearchParams({ from: '2026-11-01', to: '2026-11-30', channel: 'ads' })
    line.delete(name)
    const { status, body } = await send('DELETE', `?match=line&${line}`)
    expect([status, body.error.message]).toEqual([400, expect.stringMatching(`^${name}: expected`)])
    expect((await list()).costs).toHaveLength(1)
  })

  it('are listed a page at a time, and what is added before shifts nothing', async () => {
    await put(...['search', 'social', 'email'].map((channel) => ofNovember({ channel })))
    const first = await list('?limit=2')
    await put(ofNovember({ channel: 'ads' }))
    const second = await list(`?limit=2&cursor=${first.next}`)
    expect([...first.costs, ...second.costs].map(({ channel }) => channel)).toEqual([
      'email',
      'search',
      'social',
    ])
    expect(second.next).toBeNull()
    expect((await test.get(`${COSTS}?cursor=zzz`)).body.error.message).toMatch(/^cursor: /)
  })

  it.each([
    [ofNovember({ to: '2026-10-01' }), 'costs[0].to: 2026-10-01 lies before from, 2026-11-01'],
    [ofNovember({ to: '2036-11-01' }), /^costs\[0\]\.to: the line has \d+ days; at most 731 are taken$/],
    [ofNovember({ channel: 'tv' }), /^costs\[0\]\.channel: expected one of search, /],
    [ofNovember({ amount: -1 }), /^costs\[0\]\.amount: /],
    [ofNovember({ currency: 'euro' }), 'costs[0].currency: expected three capitals such as EUR'],
    [ofNovember({ from: '2026-02-30' }), /^costs\[0\]\.from: /],
  ])('are refused by the name of what is wrong: %j', async (cost, message) => {
    const { status, body } = await put(cost)
    expect(status).toBe(400)
    expect(body.error.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message))
    expect((await list()).costs).toEqual([])
  })

  it('are in one currency, or refused by name', async () => {
    await put(ofNovember())
    const { status, body } = await put(ofNovember({ channel: 'email', currency: 'USD' }))
    expect([status, body.error.message]).toEqual([
      400,
      'costs[0].currency: the costs of this site are in EUR, not USD; one currency can be added up',
    ])
  })
})

describe('what a koper costs', () => {
  beforeEach(async () => {
    for (const name of ['visitor-one', 'visitor-two']) {
      const { events } = koperWithQuote(name)
      const start = NOON - 5 * DAY
      const byAd = events.map((event, i) => ({
        ...event,
        at: start + i * 10_000,
        ...('url' in event ? { url: String(event.url).replace(/\?.*/, '?gclid=x') } : {}),
      }))
      await test.postAsOwner(from(name, byAd))
    }
    await test.postAsOwner(
      from('visitor-one', [
        {
          id: newId(),
          type: 'conversion',
          name: 'order',
          value: 500,
          currency: 'EUR',
          at: NOON - 5 * DAY + 20 * MINUTE,
        },
      ]),
    )
    await put(ofNovember())
  })

  it('is the cost of the period’s days by those who became one, ordered, or ordered first', async () => {
    const { channels: rows, currency, totals } = await channels('?from=2026-11-11&to=2026-11-20')
    expect(currency).toBe('EUR')
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      channel: 'ads',
      kopers: 2,
      value: 500,
      cost: 100,
      costPerKoper: 50,
      costPerConversion: 100,
      costPerNewCustomer: 100,
      previous: { cost: 100, costPerKoper: null },
    })
    expect(totals).toMatchObject({ cost: 100, costPerKoper: 50 })
  })

  it('shows a line for money that brought nobody', async () => {
    await put(ofNovember({ channel: 'social', amount: 60 }))
    const { channels: rows } = await channels('?from=2026-11-11&to=2026-11-20')
    expect(rows.find(({ channel }) => channel === 'social')).toMatchObject({
      visitors: 0,
      cost: 20,
      costPerKoper: null,
    })
  })

  it('is not told where a filter splits what costs cannot', async () => {
    const { channels: rows, totals, notes } = await channels('?device=desktop')
    expect([rows[0]?.cost ?? null, totals.cost]).toEqual([null, null])
    expect(notes).toContainEqual(expect.stringMatching(/^Kosten zijn alleen te verdelen/))
  })

  it('is told of the line that is filtered for only', async () => {
    await test.postAsOwner(
      from('visitor-one', [pageView('/?utm_source=brief&utm_medium=email', { at: NOON - DAY })]),
    )
    await put(ofNovember({ channel: 'email', amount: 30 }))
    const { channels: rows, totals } = await channels('?channel=ads&from=2026-11-11&to=2026-11-20')
    expect(Object.fromEntries(rows.map(({ label, cost }) => [label, cost]))).toEqual({
      ads: 100,
      email: null,
    })
    expect(totals.cost).toBe(100)
  })
})
