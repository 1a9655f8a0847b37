import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, NOON, type TestApp } from '../support/app.ts'
import { importPopulation, population } from '../support/population.ts'
import { ANNE, koperWithQuote } from '../support/visitors.ts'

/** What people mistype in an address is told to them by name, and never widens or narrows an answer silently. */

interface Operation {
  readonly security?: readonly object[]
  readonly parameters?: readonly { readonly name: string; readonly schema: { readonly type?: string } }[]
}

let test: TestApp
let asked: readonly { readonly url: string; readonly operation: Operation }[]
beforeAll(async () => {
  test = await createTestApp()
  await importPopulation(test, population(12, NOON))
  await test.post(koperWithQuote(ANNE))
  const headers = { authorization: `Bearer ${test.adminToken}` }
  const payload = { name: 'warm', filters: {} }
  await test.app.inject({ method: 'POST', url: '/v1/sites/example/saved-segments', headers, payload })
  const { paths } = (await test.get<{ paths: Record<string, { get?: Operation }> }>('/openapi.json', {})).body
  asked = Object.entries(paths).flatMap(([path, { get }]) => {
    const url = path.replace('{site}', 'example').replace('{id}', ANNE).replace('{name}', 'warm')
    return get?.security === undefined ? [] : [{ url, operation: get }]
  })
})
afterAll(() => test.close())

const refusal = (message: unknown) => ({ error: { code: 'invalid_request', message } })

describe('every question', () => {
  it('refuses a parameter that it does not know', async () => {
    expect(asked.length).toBeGreaterThan(15)
    for (const { url } of asked) {
      expect([url, (await test.get(url)).status]).toEqual([url, 200])
      const { status, body } = await test.get(`${url}?segmnet=koper`)
      expect([url, status, body]).toEqual([url, 400, refusal("there is no 'segmnet' here")])
    }
  })

  it.each(['', '%20', '1e1', '0x1', '1,5', 'NaN'])('takes ‘%s’ for no number', async (text) => {
    let checked = 0
    for (const { url, operation } of asked)
      for (const { name, schema } of operation.parameters ?? []) {
        if (schema.type !== 'integer') continue
        const { status, body } = await test.get(`${url}?${name}=${text}`)
        expect([url, name, status, body]).toEqual([
          url,
          name,
          400,
          refusal(expect.stringMatching(`^${name}: `)),
        ])
        checked++
      }
    expect(checked).toBeGreaterThan(10)
  })
})

describe('a list of visitors', () => {
  const visitors = (query: string) => test.get(`/v1/sites/example/visitors?${query}`)

  it('is refused for scores that nobody can have', async () => {
    const { status, body } = await visitors('minScore=80&maxScore=20')
    expect([status, body]).toEqual([400, refusal('minScore: lies above maxScore')])
    const saved = await test.app.inject({
      method: 'POST',
      url: '/v1/sites/example/saved-segments',
      headers: { authorization: `Bearer ${test.adminToken}` },
      payload: { name: 'nobody', filters: { minScore: 80, maxScore: 20 } },
    })
    expect([saved.statusCode, saved.json()]).toEqual([400, refusal('filters.minScore: lies above maxScore')])
  })

  it('takes a + that was not escaped, and spaces behind commas', async () => {
    const [plain, escaped] = await Promise.all([
      visitors('from=2026-11-15T00:00:00+01:00&to=2026-11-21&segment=passant, zoeker'),
      visitors('from=2026-11-15T00:00:00%2B01:00&to=2026-11-21&segment=passant,zoeker'),
    ])
    expect([plain.status, plain.body]).toEqual([200, escaped.body])
    expect(plain.body.visitors.length).toBeGreaterThan(0)
  })
})
