import { type ChannelsAnswer, HOUR, type JourneyAnswer } from '@koopsignaal/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, NOON, type TestApp } from '../support/app.ts'
import { importPopulation, population } from '../support/population.ts'
import { ANNE, from, koperWithQuote, newId, pageView } from '../support/visitors.ts'

/** Lists that do not fit in one answer: their pages together are the whole, and a cursor is taken from an answer. */

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
  await importPopulation(test, population(60, NOON))
  for (const [n, campaign] of ['a', 'b', 'c', 'd', 'e'].entries())
    await test.postAsOwner(
      from(`visitor-of-${campaign}`, [
        pageView(`/?utm_source=x&utm_medium=email&utm_campaign=${campaign}`, { at: NOON - HOUR }),
        ...Array.from({ length: n % 3 }, (_, i) => ({
          id: newId(),
          type: 'conversion',
          name: 'order',
          at: NOON - HOUR + 1 + i,
        })),
      ]),
    )
  await test.postAsOwner({ site: 'example', events: [conversion(NOON - HOUR)] })
  for (let n = 0; n < 7; n++)
    await test.post(from('visitor-of-drops', [{ id: newId(), type: 'engagement', engagedMs: -1 - n }]))
  await test.post(koperWithQuote(ANNE))
})
afterAll(() => test.close())

const conversion = (at: number) => ({ id: newId(), type: 'conversion', name: 'order', at })

/** All pages of a list, one after another. */
async function walk<Page extends { next: string | null }>(path: string): Promise<readonly Page[]> {
  const pages: Page[] = []
  for (let next: string | null = null; pages.length === 0 || next !== null; next = pages.at(-1)!.next) {
    const cursor: string = next === null ? '' : `&cursor=${next}`
    const { status, body } = await test.get<Page>(`${path}${cursor}`)
    expect([path, status]).toEqual([path, 200])
    pages.push(body)
  }
  return pages
}

describe('the pages of', () => {
  it.each(['first', 'linear'])(
    'the channels report are the whole of it, credited by %s',
    async (attribution) => {
      const path = `/v1/sites/example/channels?by=campaign&attribution=${attribution}`
      const whole = (await test.get<ChannelsAnswer>(`${path}&limit=1000`)).body
      expect(whole.next).toBeNull()
      expect(whole.channels.length).toBeGreaterThan(7)
      const order = whole.channels.map(({ visitors, conversions }) => visitors * 1_000 + conversions)
      expect(order).toEqual(order.toSorted((a, b) => b - a))
      for (const limit of [1, 3]) {
        const pages = await walk<ChannelsAnswer>(`${path}&limit=${limit}`)
        expect(pages.flatMap(({ channels }) => channels)).toEqual(whole.channels)
        for (const { totals, to } of pages) expect([totals, to]).toEqual([whole.totals, whole.to])
      }
    },
  )

  it.each(['pages?sort=views', 'searches?sort=searches', 'channels?by=campaign'])(
    '%s go on behind the longest names there are',
    async (list) => {
      const longest = ['a', '日', '"'].map((letter) => letter.repeat(2_048))
      for (const [n, name] of longest.entries())
        for (let visitor = 0; visitor < 3; visitor++)
          await test.postAsOwner(
            from(`visitor-of-long-${n}-${visitor}`, [
              pageView(`/${name}`, { at: NOON - HOUR }),
              pageView(`/?utm_source=x&utm_campaign=${name}`, { at: NOON - HOUR + 1 }),
              { id: newId(), type: 'search', query: name, at: NOON - HOUR + 2 },
            ]),
          )
      const name = /\w+/.exec(list)![0]
      const rows = (page: object) => (page as Record<string, readonly object[]>)[name]!
      const [whole] = await walk<{ next: string | null }>(`/v1/sites/example/${list}&limit=1000`)
      const pages = await walk<{ next: string | null }>(`/v1/sites/example/${list}&limit=1`)
      const longestCursor = Math.max(...pages.map(({ next }) => next?.length ?? 0))
      expect([longestCursor > 512, longestCursor < 12_000]).toEqual([true, true])
      expect(pages.flatMap(rows)).toEqual(rows(whole!))
    },
  )

  it('the channels report are of the period that the first one was of', async () => {
    const first = (await test.get<ChannelsAnswer>('/v1/sites/example/channels?limit=1')).body
    test.clock.now += HOUR
    const second = (await test.get(`/v1/sites/example/channels?limit=1&cursor=${first.next}`)).body
    test.clock.now -= HOUR
    expect([second.from, second.to, second.at]).toEqual([first.from, first.to, first.at])
  })

  it.each([
    ['/visitors?sort=-score', '/visitors?sort=-lastSeen'],
    ['/visitors?sort=-score', '/visitors?sort=-score&segment=passant'],
    ['/pages?sort=-views', '/pages?sort=views'],
    ['/pages?sort=-views', '/pages?sort=-views&device=mobile'],
    ['/pages?sort=-views', '/visitors?sort=-score'],
    ['/channels?by=campaign', '/channels?by=source'],
  ])('a list are its own: a cursor of %s is refused at %s', async (path, other) => {
    const ask = (path: string) => test.get(`/v1/sites/example${path}&limit=1`)
    const { next } = (await ask(path)).body
    expect((await ask(`${path}&cursor=${next}`)).status).toBe(200)
    const { status, body } = await ask(`${other}&cursor=${next}`)
    expect([status, body.error.message]).toEqual([400, expect.stringMatching(/^cursor: /)])
  })

  it('a report stay in its period: a cursor with another one in it is refused', async () => {
    const { next } = (await test.get('/v1/sites/example/pages?limit=1')).body
    const [inner, tie] = next.split('.')
    const parts = JSON.parse(Buffer.from(inner, 'base64url').toString())
    const moved = Buffer.from(JSON.stringify([0, ...parts.slice(1)])).toString('base64url')
    for (const cursor of [`${moved}.${tie}`, moved, inner]) {
      const { status, body } = await test.get(`/v1/sites/example/pages?limit=1&cursor=${cursor}`)
      expect([status, body.error.message]).toEqual([400, expect.stringMatching(/^cursor: /)])
    }
  })

  it('the drops are the whole of them', async () => {
    type Drops = { drops: { message: string }[]; next: string | null }
    const whole = (await test.get<Drops>('/v1/sites/example/drops')).body
    expect([whole.drops.length, whole.next]).toEqual([7, null])
    for (const limit of [1, 2, 7])
      expect(
        (await walk<Drops>(`/v1/sites/example/drops?limit=${limit}`)).flatMap(({ drops }) => drops),
      ).toEqual(whole.drops)
  })

  it('a report in CSV name the next one in a header', async () => {
    const headers = { authorization: `Bearer ${test.adminToken}`, accept: 'text/csv' }
    for (const path of ['channels?limit=2', 'drops?limit=2', `visitors/${ANNE}/journey?limit=2`]) {
      const { headers: told, text } = await test.get(`/v1/sites/example/${path}`, headers)
      expect([path, text.trimEnd().split('\r\n').length]).toEqual([path, 3])
      const next = (await test.get(`/v1/sites/example/${path}`)).body.next
      expect([path, told['x-next-cursor']]).toEqual([path, next])
      expect(next).toEqual(expect.any(String))
    }
  })
})

describe('a journey', () => {
  const path = `/v1/sites/example/visitors/${ANNE}/journey`
  const as = (accept: string) =>
    test.get(path, { authorization: `Bearer ${test.adminToken}`, accept, 'accept-language': 'nl' })

  it('has a line for each event as CSV and as NDJSON', async () => {
    const { visits } = (await test.get<JourneyAnswer>(path)).body
    const events = visits.flatMap(({ events }) => events)
    const lines = (await as('application/x-ndjson')).text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ id, type, at, phase, score }) => ({ id, type, at, phase, score }))).toEqual(
      events.map(({ id, type, at, phase, score }) => ({ id, type, at, phase, score })),
    )
    expect(lines[0]).toMatchObject({ visitFrom: visits[0]!.from, channel: 'email', campaign: 'najaar' })
    const csv = (await as('text/csv')).text.trimEnd().split('\r\n')
    expect(csv).toHaveLength(events.length + 1)
    expect(csv[0]).toContain('visitFrom,visitTo,id,type,at,')
    for (const [i, { id }] of events.entries()) expect(csv[i + 1]).toContain(id)
  })

  it('is kept by nobody', async () => {
    for (const accept of ['application/json', 'text/csv', 'application/x-ndjson'])
      expect((await as(accept)).headers['cache-control']).toBe('no-store')
  })
})

describe('a cursor that no answer gave', () => {
  it.each(['channels', 'drops', `visitors/${ANNE}/journey`, 'pages', 'visitors'])(
    'is refused by name: %s',
    async (list) => {
      const journey = (await test.get(`/v1/sites/example/visitors/${ANNE}/journey?limit=1`)).body.next
      const others = list.endsWith('journey') ? [] : [journey]
      const beyond = Buffer.from('["journey",999]').toString('base64url')
      for (const cursor of ['0', '3', '-1', 'x', 'W10', '%00', beyond, ...others]) {
        const { status, body } = await test.get(`/v1/sites/example/${list}?cursor=${cursor}`)
        expect([cursor, status, body.error?.message]).toEqual([
          cursor,
          400,
          'cursor: use the `next` of an earlier answer as it is, with the same order and filters',
        ])
      }
    },
  )
})
