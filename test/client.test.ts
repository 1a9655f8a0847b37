import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient, OPERATIONS, type Refusal } from '../packages/client/src/index.ts'
import { type Description, toClientSource } from '../scripts/client-source.ts'
import { createTestApp, NOON, type TestApp } from './support/app.ts'
import { importPopulation, population } from './support/population.ts'

/** The typed client says what the running collector says. */

let test: TestApp
let url: string
beforeAll(async () => {
  test = await createTestApp()
  await importPopulation(test, population(20, NOON))
  url = await test.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => test.close())

const client = () => createClient({ url, token: test.adminToken, language: 'en' })

describe('the client', () => {
  it('has the types of the running collector; if not: node scripts/client.ts', async () => {
    const { body } = await test.get<Description>('/openapi.json', {})
    const file = join(import.meta.dirname, '../packages/client/src/operations.ts')
    expect(readFileSync(file, 'utf8')).toBe(toClientSource(body))
  })

  it('has a method for everything that is asked with a token and answered with JSON', async () => {
    const { body } = await test.get<Description>('/openapi.json', {})
    const described = Object.values(body.paths).flatMap((methods) =>
      Object.values(methods).flatMap((operation) => ('security' in operation ? [operation.operationId] : [])),
    )
    const missing = described.filter((id) => !(id in OPERATIONS))
    expect(missing).toEqual(['postEventsBulk'])
  })

  it('asks with values, several of them, and gets what the interface answers', async () => {
    const { visitors } = await client().getVisitors({
      site: 'example',
      segment: ['zoeker', 'koper'],
      limit: 5,
    })
    const plain = (await test.get('/v1/sites/example/visitors?segment=zoeker,koper&limit=5', {
      authorization: `Bearer ${test.adminToken}`,
      'accept-language': 'en',
    })) as { body: { visitors: unknown } }
    expect(visitors).toEqual(plain.body.visitors)
    expect(visitors.length).toBeGreaterThan(0)
  })

  it('sends bodies, and takes an empty answer', async () => {
    const saved = await client().postSavedSegments({
      site: 'example',
      body: { name: 'warm', filters: { segment: ['koper'] } },
    })
    expect(saved.filters).toEqual({ segment: ['koper'] })
    const changed = await client().putSavedSegment({
      site: 'example',
      name: 'warm',
      body: { label: 'Warm', filters: {} },
    })
    expect(changed.label).toBe('Warm')
    expect(await client().deleteSavedSegment({ site: 'example', name: 'warm' })).toBe(undefined)
  })

  it('throws what the collector refuses, with its code and what to change', async () => {
    const refused = (asked: Promise<unknown>) => asked.catch((error: Refusal) => error)
    expect(await refused(client().getVisitors({ site: 'example', limit: 0 }))).toMatchObject({
      status: 400,
      code: 'invalid_request',
      message: 'limit: expected a number ≥ 1',
    })
    expect(await refused(createClient({ url }).getSites())).toMatchObject({
      status: 401,
      code: 'unauthorized',
    })
  })

  it('writes no part of an address into another', async () => {
    const asked = client().getVisitor({ site: 'example', id: '../segments?x=/' })
    expect(await asked.catch((error: Refusal) => error.code)).toBe('unknown_visitor')
  })
})
