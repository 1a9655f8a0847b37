import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { toOperationId } from '../../packages/collector/src/routes/describe.ts'
import { createTestApp, NOON, type TestApp } from '../support/app.ts'
import { importPopulation, population } from '../support/population.ts'

/** The description is valid OpenAPI, keeps its own rules, and its examples are questions that work. */

interface Schema {
  readonly type?: string
  readonly examples?: readonly unknown[]
  readonly example?: unknown
}
interface Media {
  readonly schema?: Schema
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}
interface Operation {
  readonly operationId?: string
  readonly summary?: string
  readonly security?: readonly object[]
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly schema: Schema
    readonly example?: unknown
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>
}

let test: TestApp
let api: { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> }
let operations: { readonly path: string; readonly method: string; readonly operation: Operation }[]
beforeAll(async () => {
  test = await createTestApp()
  api = (await test.get('/openapi.json', {})).body
  operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  await importPopulation(test, population(30, NOON))
  await test.store.putSavedSegment({
    site: 'example',
    name: 'there',
    label: '',
    filters: {},
    createdAt: 1,
    changedAt: 1,
  })
  test.clock.now += 1_000
})
afterAll(() => test.close())

describe('the description', () => {
  it('is valid OpenAPI', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(api))
    expect([errors, valid]).toEqual([undefined, true])
  })

  it('is found invalid when it is', async () => {
    const broken = structuredClone(api) as unknown as { info: object }
    broken.info = {}
    expect((await new Validator().validate(broken)).valid).toBe(false)
  })

  it('names each operation once, as a word that programs can use', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(ids.filter((id) => !/^(get|post|put|patch|delete)[A-Z][A-Za-z]+$|^getK$/.test(id ?? ''))).toEqual(
      [],
    )
    expect(new Set(ids).size).toBe(ids.length)
  })

  it.each([
    ['GET', '/v1/sites', 'getSites'],
    ['GET', '/v1/sites/:site', 'getSite'],
    ['GET', '/v1/sites/:site/visitors/:id/journey', 'getVisitorJourney'],
    ['PUT', '/v1/sites/:site/saved-segments/:name', 'putSavedSegment'],
    ['GET', '/healthz', 'getHealthz'],
  ])('calls %s %s %s', (method, url, id) => {
    expect(toOperationId(method, url)).toBe(id)
  })

  it('says what comes back when it goes well and when it does not', () => {
    const isPlain = (path: string) => ['/healthz', '/readyz', '/metrics', '/k/{file}'].includes(path)
    for (const { path, method, operation } of operations) {
      const codes = Object.keys(operation.responses)
      const place = `${method} ${path}`
      expect([place, codes.some((code) => /^2/.test(code))]).toEqual([place, true])
      if (!isPlain(path)) expect([place, codes]).toEqual([place, expect.arrayContaining(['4XX', '5XX'])])
    }
  })

  it('says of every field of an answer that it is there or may be missing, and what it is', () => {
    for (const { path, operation } of operations) {
      for (const media of Object.values(operation.responses).flatMap(({ content = {} }) =>
        Object.values(content),
      )) {
        expect([path, JSON.stringify(media.schema ?? {}).includes('"not":{}')]).toEqual([path, false])
      }
    }
  })
})

/** What stands in a path. */
const PLACES: Readonly<Record<string, string>> = {
  site: 'example',
  id: 'visitor-0004',
  name: 'there',
  file: 'example.js',
  version: 'shop-1',
}
const fill = (path: string) => path.replace(/\{(\w+)\}/g, (_, name: string) => PLACES[name] ?? name)
const ask = (method: string, url: string, payload?: unknown) =>
  test.app.inject({
    method: method as 'GET',
    url,
    headers: { authorization: `Bearer ${test.adminToken}` },
    ...(payload === undefined ? {} : { payload: payload as object }),
  })
const examplesOf = (one: Media): readonly unknown[] => [
  ...(one.schema?.examples ?? []),
  ...(one.schema?.example === undefined ? [] : [one.schema.example]),
  ...(one.example === undefined ? [] : [one.example]),
  ...Object.values(one.examples ?? {}).map((example) => (example as { value: unknown }).value),
]

describe('an example', () => {
  it('of a parameter is a question that is answered', async () => {
    let run = 0
    for (const { path, method, operation } of operations) {
      if (method !== 'GET' || operation.security === undefined) continue
      for (const parameter of operation.parameters ?? []) {
        if (parameter.in !== 'query') continue
        for (const example of examplesOf(parameter)) {
          const query = new URLSearchParams([example].flat().map((value) => [parameter.name, String(value)]))
          const { statusCode, body } = await ask(method, `${fill(path)}?${query}`)
          expect([path, String(query), statusCode, statusCode < 300 ? '' : body]).toEqual([
            path,
            String(query),
            200,
            '',
          ])
          run++
        }
      }
    }
    expect(run).toBeGreaterThan(25)
  })

  it('of a parameter that takes several values has several', () => {
    const many = operations.flatMap(({ path, operation }) =>
      (operation.parameters ?? [])
        .filter(({ schema }) => schema.type === 'array')
        .map((parameter) => ({ place: `${path} ${parameter.name}`, examples: examplesOf(parameter) })),
    )
    const isOfSeveral = (example: unknown): boolean => Array.isArray(example) && example.length > 1
    expect(many.filter(({ examples }) => !examples.some(isOfSeveral)).map(({ place }) => place)).toEqual([])
    expect(new Set(many.map(({ place }) => place.split(' ')[1])).size).toBe(10)
  })

  it('of a body is taken as it stands', async () => {
    const run: string[] = []
    for (const { path, method, operation } of operations) {
      const media = operation.requestBody?.content['application/json']
      if (media === undefined) continue
      for (const example of examplesOf(media)) {
        const { statusCode, body } = await ask(method, fill(path), example)
        expect([method, path, statusCode < 300 ? '' : body]).toEqual([method, path, ''])
        run.push(`${method} ${path}`)
      }
    }
    expect(run).toEqual(
      expect.arrayContaining([
        'PATCH /v1/sites/{site}',
        'POST /v1/sites/{site}/topics/preview',
        'POST /v1/sites/{site}/saved-segments',
        'PUT /v1/sites/{site}/saved-segments/{name}',
      ]),
    )
  })
})

describe('what is answered', () => {
  it('is of the shape that is described, at every address that can be read', async () => {
    let read = 0
    for (const { path, method, operation } of operations) {
      const schema = operation.responses['200']?.content?.['application/json']?.schema
      if (method !== 'GET' || schema === undefined || operation.security === undefined) continue
      const { statusCode, body } = await ask('GET', fill(path))
      // What there is none of yet, such as a model of its own.
      if (statusCode === 404) continue
      const told = z
        .fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])
        .safeParse(JSON.parse(body))
      expect([path, statusCode, told.error?.issues ?? []]).toEqual([path, 200, []])
      read++
    }
    expect(read).toBeGreaterThan(10)
  })
})
