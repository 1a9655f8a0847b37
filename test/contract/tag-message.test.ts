import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../support/app.ts'
import { ANNE, from, koperWithQuote, pageView } from '../support/visitors.ts'

/** What the tag sends: rows that say little, taken as the batches that they stand for. */

let test: TestApp
beforeEach(async () => {
  test = await createTestApp({ sites: [{ id: 'example' }, { id: 'counting', consent: 'count' }] })
})
afterEach(() => test.close())

const PAGE = ['https://example.nl/drainage', '?gclid', '&utm_source=google']
const ID = '12345678901234567890'
const NOW = 1_764_000_000_000
/** A row; `values` by their place. */
const row = (type: string, data: readonly unknown[] = [], values: object = {}) =>
  Object.assign(['example', null, null, false, Math.random(), NOW - 40, PAGE, type, ...data], values)
const send = (...rows: unknown[]) => test.post([NOW, ...rows])
const known = { 2: ID }
const kept = () => [...test.store.events('example')]

it('is kept as the batch that it stands for', async () => {
  const { status, body } = await send(row('pageshow', [['https://www.google.nl/'], 'Drainage', []], known))
  expect([status, body]).toMatchObject([
    202,
    { accepted: 1, duplicates: 0, dropped: [], assessment: { segment: 'passant' } },
  ])
  expect(kept()).toMatchObject([
    { type: 'page_view', visitor: ID, consent: 'granted', title: 'Drainage', source: { source: 'google' } },
  ])
})

it('counts a row once, however often it is sent', async () => {
  const same = row('click', ['offerte'], known)
  await send(same)
  expect((await send(same, row('click', ['offerte'], known))).body).toMatchObject({
    accepted: 1,
    duplicates: 1,
  })
})

it('goes no further than the site where nothing is said, and no further than totals after a no', async () => {
  await send(row('click', ['a']))
  await send(row('click', ['b'], { 1: true }))
  await test.post([NOW, row('click', ['c'], { 0: 'counting' })])
  expect(kept().map(({ consent }) => consent)).toEqual(['cookieless', 'count'])
  expect([...test.store.events('counting')].map(({ consent }) => consent)).toEqual(['count'])
})

it('takes back a yes', async () => {
  await send(row('click', ['offerte'], known))
  const { status, body } = await send(row('consent', [ID], { 1: true }))
  expect([status, body]).toEqual([202, { accepted: 0, duplicates: 0, dropped: [] }])
  expect(kept()).toEqual([])
})

describe('a question', () => {
  it('for the segment is answered, and is no event', async () => {
    await send(row('click', ['offerte'], known))
    const { body } = await send(row('segment', [1], known))
    expect(body).toMatchObject({ accepted: 0, dropped: [], assessment: { segment: expect.any(String) } })
    expect(kept()).toHaveLength(1)
  })

  it('for what is stored says what GET /v1/me says', async () => {
    await test.post(koperWithQuote(ANNE))
    const { body } = await send(row('me', [null], { 2: ANNE }))
    const { body: me } = await test.get(`/v1/me?site=example&visitor=${ANNE}`, {})
    expect(body.me).toEqual(me)
    expect(body.me?.visitor?.id).toBe(ANNE)
  })

  it.each([
    ['nobody', {}],
    ['who is not known', known],
    ['who said no', { 1: true }],
  ])('of %s has the answer null', async (_, values) => {
    expect((await send(row('me', [null], values))).body).toMatchObject({ accepted: 0, me: null })
  })

  it('after a yes that is taken back in the same message finds nothing', async () => {
    await test.post(koperWithQuote(ANNE))
    const { body } = await send(row('consent', [ANNE], { 1: true }), row('me', [null], { 2: ANNE }))
    expect(body).toMatchObject({ me: null })
  })

  it('is for the tag: a batch that has a field of that name is answered as ever', async () => {
    const { body } = await test.post({ ...from(ANNE, [pageView('/')]), asksMe: true })
    expect(body).not.toHaveProperty('me')
  })
})

it.each([
  [[], 'expected a JSON object with site and events'],
  [[NOW, {}], 'expected a JSON object with site and events'],
  [[NOW, []], 'site: '],
  [[NOW, ...Array(101).fill(row('click', ['x']))], 'events: expected at most 100 events, got 101'],
])('a list that is none of the tag’s is refused: %#', async (message, says) => {
  const { status, body } = await test.post(message)
  expect([status, body]).toMatchObject([
    400,
    { error: { code: 'invalid_batch', message: expect.stringContaining(says) } },
  ])
})

it('a row that is damaged does not sink the others', async () => {
  const { body } = await send(row('scroll', ['long']), row('nothing'), row('click', ['x']))
  expect(body).toMatchObject({ accepted: 1, dropped: [{ index: 0 }, { index: 1 }] })
})
