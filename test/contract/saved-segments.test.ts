import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, NOON, type TestApp } from '../support/app.ts'
import { importPopulation, population } from '../support/population.ts'

/** Saved segments as resources, as a parameter, and the filters that they are made of. */

let test: TestApp
beforeAll(async () => {
  test = await createTestApp({ sites: [{ id: 'example' }, { id: 'second' }] })
  await importPopulation(test, population(60, NOON))
})
afterAll(() => test.close())

const SAVED = '/v1/sites/example/saved-segments'
const send = async (method: 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) => {
  const headers = { authorization: `Bearer ${test.adminToken}` }
  const answer = await test.app.inject({
    method,
    url,
    headers,
    ...(payload === undefined ? {} : { payload }),
  })
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() }
}
const ids = async (query: string): Promise<readonly string[]> =>
  (await test.get(`/v1/sites/example/visitors?limit=1000&${query}`)).body.visitors.map(
    ({ id }: { id: string }) => id,
  )

describe('a saved segment', () => {
  it('is made, found, changed and removed', async () => {
    const filters = { segment: ['zoeker', 'koper'], minScore: 10 }
    const made = await send('POST', SAVED, { name: 'warme-leads', label: 'Warme leads', filters })
    const now = new Date(test.clock.now).toISOString()
    expect(made).toEqual({
      status: 201,
      body: { name: 'warme-leads', label: 'Warme leads', filters, createdAt: now, changedAt: now },
    })
    expect((await test.get(SAVED)).body).toEqual({ savedSegments: [made.body], next: null })
    test.clock.now += 1_000
    const changed = await send('PUT', `${SAVED}/warme-leads`, { filters: { phase: ['visie'] } })
    expect(changed.body).toEqual({
      ...made.body,
      filters: { phase: ['visie'] },
      changedAt: new Date(test.clock.now).toISOString(),
    })
    expect((await test.get(`${SAVED}/warme-leads`)).body).toEqual(changed.body)
    expect(await send('DELETE', `${SAVED}/warme-leads`)).toEqual({ status: 204, body: null })
    expect((await test.get(`${SAVED}/warme-leads`)).status).toBe(404)
    expect((await send('DELETE', `${SAVED}/warme-leads`)).status).toBe(404)
  })

  it('is refused under a name that is taken, and is of one site only', async () => {
    await send('POST', SAVED, { name: 'klanten', filters: { customer: 'existing' } })
    const again = await send('POST', SAVED, { name: 'klanten', filters: {} })
    expect(again).toEqual({
      status: 409,
      body: { error: { code: 'conflict', message: "name: there is a saved segment 'klanten' already" } },
    })
    expect((await test.get('/v1/sites/second/saved-segments')).body.savedSegments).toEqual([])
    expect((await test.get('/v1/sites/second/visitors?saved=klanten')).status).toBe(400)
  })

  it.each([
    [{ name: 'Warme leads', filters: {} }, /^name: expected small letters/],
    [{ name: 'x', filters: { segment: ['koning'] } }, /^filters\.segment\[0\]: expected one of passant/],
    [{ name: 'x', filters: { segment: [] } }, /^filters\.segment: /],
    [{ name: 'x', filters: { from: '2026-11-01' } }, /^filters: there is no 'from' here$/],
    [{ name: 'x', filters: { minScore: 101 } }, /^filters\.minScore: expected a number ≤ 100$/],
    [{ name: 'x', filters: { seenSince: 'lately' } }, /^filters\.seenSince: expected a date/],
    [{ name: 'x', filters: { seenSince: '2026-02-30' } }, /^seenSince: there is no such date/],
    [{ name: 'x' }, /^filters: expected an object$/],
  ])('that is wrong is refused by name: %j', async (payload, message) => {
    const { status, body } = await send('POST', SAVED, payload)
    expect([status, body.error.message]).toEqual([400, expect.stringMatching(message)])
  })

  it('asks as its filters do', async () => {
    await send('POST', SAVED, {
      name: 'telefoon-of-nieuwsbrief',
      filters: { device: ['mobile'], channel: ['email', 'ads'] },
    })
    const own = await ids('saved=telefoon-of-nieuwsbrief')
    expect(own).toEqual(await ids('device=mobile&channel=email,ads'))
    expect(own.length).toBeGreaterThan(3)
    expect(own.length).toBeLessThan(60)
    const report = (
      await test.get('/v1/sites/example/segments?from=2026-10-25&saved=telefoon-of-nieuwsbrief')
    ).body
    expect(report.totals.visitors).toBe(own.length)
  })

  it('gives way to what the question itself says', async () => {
    expect(await ids('saved=telefoon-of-nieuwsbrief&channel=email')).toEqual(
      await ids('device=mobile&channel=email'),
    )
  })

  it('is refused by name where it is not there or cannot be asked', async () => {
    await send('POST', SAVED, { name: 'hoog', filters: { minScore: 50 } })
    const message = async (path: string) => (await test.get(`/v1/sites/example/${path}`)).body.error.message
    expect(await message('segments?saved=hoog')).toBe(
      "saved: 'hoog' filters by minScore, which this question cannot",
    )
    expect(await message('visitors?saved=laag')).toBe("saved: there is no saved segment 'laag'")
    expect(await message('visitors?saved=A%20B')).toBe(
      'saved: expected small letters, digits and - between them, such as warme-leads',
    )
  })
})

describe('filters together', () => {
  it.each([
    ['segment', 'passant,zoeker', 'koper'],
    ['phase', 'latent,bewust', 'visie,leverancier,deal'],
    ['device', 'mobile', 'desktop,tablet,other'],
  ])('a filter and the rest add up: %s', async (name, some, rest) => {
    const [all, a, b] = [await ids(''), await ids(`${name}=${some}`), await ids(`${name}=${rest}`)]
    expect([...a, ...b].toSorted()).toEqual([...all].toSorted())
    expect(a.filter((id) => b.includes(id))).toEqual([])
    expect(await ids(`${name}=${some.split(',').join(`&${name}=`)}`)).toEqual(a)
  })

  it.each(['', '&at=2026-11-19'])('scores lie within the bounds, as they are shown%s', async (when) => {
    const visitors = (await test.get(`/v1/sites/example/visitors?limit=1000${when}`)).body.visitors
    const scores: number[] = visitors.map(({ score }: { score: number }) => score)
    const middle = scores.toSorted((a, b) => a - b)[scores.length >> 1]!
    const low = await ids(`maxScore=${middle}${when}`)
    const high = await ids(`minScore=${middle + 1}${when}`)
    expect(low.length).toBe(scores.filter((score) => score <= middle).length)
    expect(low.length + high.length).toBe(scores.length)
    expect(Math.min(low.length, high.length)).toBeGreaterThan(0)
  })

  it('keeps who was seen since, told as a date or as so long ago', async () => {
    const visitors = (await test.get('/v1/sites/example/visitors?limit=1000')).body.visitors
    const since = (at: number) =>
      visitors.filter(({ lastSeen }: { lastSeen: string }) => Date.parse(lastSeen) >= at).length
    expect((await ids('seenSince=2026-11-19T00:00:00Z')).length).toBe(since(Date.UTC(2026, 10, 19)))
    expect((await ids('seenSince=48h')).length).toBe(since(test.clock.now - 2 * 86_400_000))
    expect((await ids('seenSince=2d')).length).toBe(since(test.clock.now - 2 * 86_400_000))
    expect(since(test.clock.now - 2 * 86_400_000)).toBeGreaterThan(3)
  })

  it('keeps who looked at a page in the period', async () => {
    const people = population(60, NOON)
    const looked = people.filter(({ events }) =>
      events.some((event) => event.url?.startsWith('https://example.nl/prijzen')),
    )
    expect((await ids('page=/prijzen')).toSorted()).toEqual(looked.map(({ id }) => id).toSorted())
    expect(looked.length).toBeLessThan(60)
  })
})
