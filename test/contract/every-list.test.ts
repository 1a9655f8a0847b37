import { HOUR } from '@koopsignaal/protocol'
import { PRIORS } from '@koopsignaal/scoring'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, createTestApp, NOON, type TestApp } from '../support/app.ts'
import { importPopulation, population } from '../support/population.ts'
import { ANNE, from, koperWithQuote, newId, pageView } from '../support/visitors.ts'

/** Every list of the interface is asked in the same way. The lists are those that the description names, so that a new one is held to
 *  this too. */

interface Parameter {
  readonly name: string
  readonly description?: string
  readonly schema: {
    readonly enum?: readonly string[]
    readonly default?: unknown
    readonly maximum?: number
  }
}
interface Schema {
  readonly properties?: Readonly<Record<string, { readonly type?: string }>>
}
interface Operation {
  readonly parameters?: readonly Parameter[]
  readonly responses: { readonly 200?: { readonly content?: Readonly<Record<string, { schema: Schema }>> } }
}
interface List {
  readonly path: string
  /** Under which the answer holds it. */
  readonly name: string
  readonly hasNext: boolean
  readonly parameters: readonly Parameter[]
}

/** Three segments and five phases are a report, however often somebody asks. */
const NO_LISTS = ['/v1/sites/{site}/segments']

const toPlural = (path: string) =>
  path
    .split('/')
    .at(-1)!
    .replace(/-(.)/g, (_, letter) => letter.toUpperCase())

/** Every answer with a `next`, and every answer that holds a list by the last word of its address. */
function listsOf(paths: Readonly<Record<string, { readonly get?: Operation }>>): readonly List[] {
  return Object.entries(paths).flatMap(([path, { get }]) => {
    const properties = get?.responses[200]?.content?.['application/json']?.schema.properties ?? {}
    const arrays = Object.keys(properties).filter((name) => properties[name]!.type === 'array')
    const name = arrays.includes(toPlural(path)) ? toPlural(path) : arrays[0]!
    const hasNext = 'next' in properties
    if (NO_LISTS.includes(path) || !(hasNext || name === toPlural(path))) return []
    return [{ path, name, hasNext, parameters: get!.parameters ?? [] }]
  })
}

let test: TestApp
let lists: readonly List[]
beforeAll(async () => {
  test = await createTestApp({ sites: [{ id: 'example' }, { id: 'another' }, { id: 'third' }] })
  await importPopulation(test, population(25, NOON))
  await test.post(koperWithQuote(ANNE))
  for (const visitor of ['searcher-1', 'searcher-2', 'searcher-3'])
    await test.post(
      from(visitor, [
        pageView('/'),
        ...['drainage', 'gazon', 'vijver'].map((query) => ({
          id: newId(),
          type: 'search',
          query,
          results: 2,
        })),
        { id: newId(), type: 'cta_click', url: 'https://example.nl/', cta: 'bel-ons' },
      ]),
    )
  for (const message of ['a', 'b', 'c']) await test.post({ site: 'example', events: [{ id: message }] })
  for (const [i, label] of ['kantoor', 'bureau', 'dashboard'].entries()) {
    test.clock.now = NOON + i
    await send('tokens', { role: i === 1 ? 'write' : 'read', label })
    await send('saved-segments', { name: `lijst-${2 - i}`, label, filters: {} })
  }
  test.clock.now = NOON + HOUR
  const cost = (day: string, channel: string, amount: number) => ({
    from: day,
    to: day,
    channel,
    amount,
    currency: 'EUR',
  })
  const costs = [cost('2026-11-02', 'ads', 5), cost('2026-11-01', 'email', 9), cost('2026-11-03', 'ads', 1)]
  await send('costs', { costs }, 'PUT')
  for (const hours of [3, 2, 1]) await test.store.decideModel('example', refusalAt(NOON - hours * HOUR), null)
  const { paths } = (await test.get('/openapi.json', {})).body
  lists = listsOf(paths)
})
afterAll(() => test.close())

const refusalAt = (at: number) => ({
  at,
  decision: 'refused' as const,
  version: 'shop-1',
  reason: 'Too few conversions.',
  figures: null,
  model: PRIORS.shop,
})

async function send(path: string, payload: object, method: 'POST' | 'PUT' = 'POST'): Promise<void> {
  const headers = { authorization: `Bearer ${test.adminToken}` }
  const { statusCode, body } = await test.app.inject({
    method,
    url: `/v1/sites/example/${path}`,
    headers,
    payload,
  })
  expect([statusCode, body]).toEqual([expect.toSatisfy((code) => code < 300), body])
}

const urlOf = ({ path }: List, query: Readonly<Record<string, string | number>>) =>
  `${path.replace('{site}', 'example').replace('{id}', ANNE)}?${new URLSearchParams(
    Object.entries(query).map(([name, value]) => [name, String(value)]),
  )}`
const parameterOf = ({ parameters }: List, name: string) => parameters.find((one) => one.name === name)

interface Page {
  readonly next: string | null
  readonly [name: string]: unknown
}

/** What is told of a list; of a journey the events, of which its limit is. */
function itemsOf({ name }: List, body: Page): readonly Record<string, unknown>[] {
  const items = body[name] as readonly Record<string, unknown>[]
  return name === 'visits' ? items.flatMap(({ events }) => events as typeof items) : items
}

it('are the lists that people know of', () => {
  const known = lists.map(({ path }) => path.split('/').at(-1))
  const expected = [
    ...['sites', 'tokens', 'saved-segments', 'drops', 'models', 'costs', 'visitors', 'journey'],
    ...['channels', 'pages', 'ctas', 'searches'],
  ]
  expect(known.toSorted()).toEqual(expected.toSorted())
})

describe('every list', () => {
  it('is described with limit, cursor and sort, and gives a next', () => {
    for (const list of lists) {
      expect([list.path, list.hasNext]).toEqual([list.path, true])
      for (const name of ['limit', 'cursor', 'sort'])
        expect([list.path, name, parameterOf(list, name)?.description]).toEqual([
          list.path,
          name,
          expect.stringMatching(/\S/),
        ])
      const { enum: sorts, default: usual } = parameterOf(list, 'sort')!.schema
      expect([list.path, sorts]).toEqual([list.path, expect.arrayContaining([usual])])
      for (const sort of sorts!) {
        const reversed = sort.startsWith('-') ? sort.slice(1) : `-${sort}`
        expect([list.path, sort, sorts!.includes(reversed)]).toEqual([list.path, sort, true])
      }
    }
  })

  it('comes in pages that are the whole of it together, in each of its orders', async () => {
    for (const list of lists)
      for (const sort of parameterOf(list, 'sort')!.schema.enum!) {
        const whole = (await test.get(urlOf(list, { sort, limit: 1_000 }))).body
        expect([list.path, sort, whole.next]).toEqual([list.path, sort, null])
        const items: unknown[] = []
        let cursor: string | null = null
        do {
          const { status, body }: Answer<Page> = await test.get(
            urlOf(list, { sort, limit: 2, ...(cursor === null ? {} : { cursor }) }),
          )
          expect([list.path, sort, status]).toEqual([list.path, sort, 200])
          expect(itemsOf(list, body).length).toBeLessThanOrEqual(2)
          items.push(...itemsOf(list, body))
          cursor = body.next
        } while (cursor !== null)
        expect([list.path, sort, items]).toEqual([list.path, sort, itemsOf(list, whole)])
        expect([list.path, items.length]).toEqual([list.path, expect.toSatisfy((count) => count > 1)])
      }
  })

  it('stands in the order that was asked for', async () => {
    let checked = 0
    for (const list of lists)
      for (const sort of parameterOf(list, 'sort')!.schema.enum!) {
        const items = itemsOf(list, (await test.get(urlOf(list, { sort, limit: 1_000 }))).body)
        // Some figures stand deeper in the answer; those have tests of their own.
        const values = items.map((item) => item[sort.replace('-', '')])
        if (values.some((value) => typeof value === 'object' || value === undefined)) continue
        const up = (values as (string | number)[]).toSorted((a, b) => (a < b ? -1 : Number(a > b)))
        expect([list.path, sort, values]).toEqual([
          list.path,
          sort,
          sort.startsWith('-') ? up.toReversed() : up,
        ])
        checked++
      }
    expect(checked).toBeGreaterThan(2 * lists.length)
  })

  it.each([
    ['limit', ['0', '-1', '1001', '1.5', 'veel', '']],
    ['cursor', ['x', 'W10', '%00', Buffer.from('[1,2]').toString('base64url')]],
    ['sort', ['beauty', '-', '', '--at']],
    ['order', ['asc']],
  ])('refuses a %s that is none, and names it', async (name, values) => {
    for (const list of lists)
      for (const value of values) {
        const { status, body } = await test.get(urlOf(list, { [name]: value }))
        const message = name === 'order' ? "there is no 'order' here" : expect.stringMatching(`^${name}: `)
        expect([list.path, value, status, body.error]).toEqual([
          list.path,
          value,
          400,
          { code: 'invalid_request', message },
        ])
      }
  })
})

it('a page goes on where the one before ended, whatever came or went meanwhile', async () => {
  const first = (await test.get('/v1/sites/example/tokens?limit=1&sort=label')).body
  await send('tokens', { role: 'read', label: 'aardvark' })
  const rest = (await test.get(`/v1/sites/example/tokens?limit=1000&sort=label&cursor=${first.next}`)).body
  const labels = (body: { tokens: readonly { label: string }[] }) => body.tokens.map(({ label }) => label)
  expect([labels(first), labels(rest)]).toEqual([['bureau'], ['dashboard', 'kantoor']])

  const journey = `/v1/sites/example/visitors/${ANNE}/journey`
  const begun = (await test.get(`${journey}?limit=2`)).body
  const url = 'https://example.nl/laat'
  await test.postAsOwner({
    site: 'example',
    visitor: ANNE,
    consent: 'granted',
    events: [{ id: newId(), type: 'page_view', url, at: NOON - 99 * HOUR }],
  })
  const gone = (await test.get(`${journey}?limit=1000&cursor=${begun.next}`)).body
  const all = (await test.get(`${journey}?limit=1000`)).body
  const idsOf = (body: { visits: readonly { events: readonly { id: string }[] }[] }) =>
    body.visits.flatMap(({ events }) => events.map(({ id }) => id))
  expect([...idsOf(begun), ...idsOf(gone)]).toEqual(idsOf(all).slice(1))
})
