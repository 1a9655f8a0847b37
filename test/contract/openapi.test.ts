import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import {
  dropsAnswer,
  errorAnswer,
  ingestAnswer,
  journeyAnswer,
  meAnswer,
  segmentsAnswer,
  statusAnswer,
  visitorDetailAnswer,
  visitorsAnswer,
} from '../../packages/collector/src/schemas/answers.ts'
import { channelsAnswer, costsAnswer } from '../../packages/collector/src/schemas/answers-channels.ts'
import { forecastAnswer } from '../../packages/collector/src/schemas/answers-forecast.ts'
import { funnelAnswer } from '../../packages/collector/src/schemas/answers-funnel.ts'
import { createTestApp, NOON, type TestApp } from '../support/app.ts'
import { importPopulation, population } from '../support/population.ts'
import { ANNE, koperWithQuote } from '../support/visitors.ts'

/** The description of the interface is complete, correct, and true of what is answered. */

interface Operation {
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly security?: readonly Record<string, unknown>[]
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema: object }[]
  readonly requestBody?: { readonly content: Record<string, { schema: object }> }
  readonly responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>
}
interface Description {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string }
  readonly tags: readonly { readonly name: string }[]
  readonly components: { readonly securitySchemes: Record<string, object> }
  readonly paths: Record<string, Record<string, Operation>>
}

let test: TestApp
let api: Description
let operations: { path: string; method: string; operation: Operation }[]
beforeAll(async () => {
  test = await createTestApp()
  api = (await test.get<Description>('/openapi.json', {})).body
  operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  await importPopulation(test, population(25, NOON))
  await test.post(koperWithQuote(ANNE))
  await test.post({ site: 'example', events: [{ id: 'wrong' }] })
})
afterAll(() => test.close())

/** Every value under a key, however deep. */
function valuesOf(node: unknown, key: string): unknown[] {
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([name, value]) =>
    name === key ? [value, ...valuesOf(value, key)] : valuesOf(value, key),
  )
}

/** Fastify's own list of routes, as 'GET /v1/sites/{site}/segments'. */
function registered(): string[] {
  const parents: string[] = []
  return test.app
    .printRoutes({ commonPrefix: false })
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const [, indent, part, methods] = /^([│ ├└─]*)(\S+) \((.+)\)$/.exec(line)!
      const depth = indent!.length / 4
      parents.length = depth - 1
      const path = parents.join('') + part
      parents.push(path === '/' && depth === 1 ? '/' : part!)
      return methods!
        .split(', ')
        .map((method) => `${method} ${path.replace(/^\/\//, '/').replace(/:(\w+)/g, '{$1}')}`)
    })
}

describe('/openapi.json', () => {
  it('is OpenAPI 3.1 with a title and a version, for any page to read', async () => {
    const { headers } = await test.get('/openapi.json', {})
    expect(api.openapi).toMatch(/^3\.1\.\d+$/)
    expect(api.info).toMatchObject({
      title: 'Koopsignaal',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    })
    expect(headers['access-control-allow-origin']).toBe('*')
    expect(headers['content-type']).toMatch(/^application\/json/)
  })

  it('describes every route but those of pages, log-in and preflights', () => {
    const hidden =
      /^(HEAD|OPTIONS) |^GET \/(\*|dashboard\*?|docs|docs\/style\.css|openapi\.json|login)?$|^POST \/(login|logout)$/
    const described = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`)
    expect(described.toSorted()).toEqual(
      registered()
        .filter((route) => !hidden.test(route))
        .toSorted(),
    )
    expect(described.length).toBeGreaterThan(15)
  })

  it('names the forms that the lines of an answer come in, and no others', async () => {
    for (const { path, method, operation } of operations.filter((one) => one.method === 'get')) {
      const url = `${path.replace('{site}', 'example').replace('{id}', ANNE)}`
      if (url.includes('{') || operation.responses['200'] === undefined) continue
      for (const form of ['text/csv', 'application/x-ndjson']) {
        const { headers } = await test.get(url, { authorization: `Bearer ${test.adminToken}`, accept: form })
        const told = Object.keys(operation.responses['200'].content ?? {})
        const isSent = String(headers['content-type']).startsWith(form)
        expect([method, path, form, told.includes(form)]).toEqual([method, path, form, isSent])
      }
    }
  })

  it('has a summary, a known tag and a described answer for each', () => {
    for (const { path, method, operation } of operations) {
      const place = `${method} ${path}`
      expect([place, operation.summary]).toEqual([place, expect.stringMatching(/\S/)])
      expect(api.tags.map(({ name }) => name)).toEqual(expect.arrayContaining([...operation.tags!]))
      expect(Object.keys(operation.responses).some((code) => /^2\d\d$/.test(code))).toBe(true)
      for (const [code, response] of Object.entries(operation.responses)) {
        expect(code).toMatch(/^([1-5]\d\d|[1-5]XX|default)$/)
        expect([place, typeof response.description]).toEqual([place, 'string'])
      }
      expect(operation.responses['204']?.content).toBeUndefined()
    }
  })

  it('says of each parameter where it stands, and requires those in the path', () => {
    for (const { path, method, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
      const parameters = operation.parameters ?? []
      const described = parameters.filter((one) => one.in === 'path')
      if (path !== '/k/{file}') {
        expect([method, path, described.map(({ name }) => name).toSorted()]).toEqual([
          method,
          path,
          inPath.toSorted(),
        ])
      }
      expect(described.every(({ required }) => required === true)).toBe(true)
      expect(new Set(parameters.map((one) => `${one.in} ${one.name}`)).size).toBe(parameters.length)
      expect(parameters.every(({ schema }) => typeof schema === 'object')).toBe(true)
    }
  })

  it('points nowhere that is not there and names only schemes that are', () => {
    const schemes = Object.keys(api.components.securitySchemes)
    for (const { operation } of operations) {
      for (const need of operation.security ?? [])
        expect(schemes).toEqual(expect.arrayContaining(Object.keys(need)))
    }
    for (const ref of valuesOf(api, '$ref') as string[]) {
      const target = ref
        .replace(/^#\//, '')
        .split('/')
        .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], api)
      expect([ref, target]).toEqual([ref, expect.anything()])
    }
    // 3.1 is JSON Schema: 3.0's own words have no meaning there.
    expect(valuesOf(api, 'nullable')).toEqual([])
    expect(
      valuesOf(api, 'type')
        .flat()
        .every((type) => typeof type === 'string' || typeof type === 'object'),
    ).toBe(true)
  })

  it('asks for a token exactly where one is asked for', async () => {
    for (const { path, method, operation } of operations) {
      const url = path.replace('{site}', 'example').replace('{id}', ANNE).replace('{file}', 'example.js')
      const needsToken = operation.security !== undefined
      const { statusCode } = await test.app.inject({ method: method.toUpperCase() as 'GET', url })
      expect([method, path, statusCode === 401]).toEqual([method, path, needsToken])
    }
  })

  it('takes an event of the contract in both forms of body', () => {
    expect(Object.keys(api.paths['/v1/events']!.post!.requestBody!.content)).toEqual([
      'application/json',
      'text/plain',
    ])
    expect(Object.keys(api.paths['/v1/events/bulk']!.post!.requestBody!.content)).toEqual([
      'application/x-ndjson',
    ])
  })

  it('describes every parameter that a list takes', () => {
    const names = api.paths['/v1/sites/{site}/visitors']!.get!.parameters!.map(({ name }) => name)
    expect(names.toSorted()).toEqual(
      'at campaign channel country cursor customer device from landing limit maxScore minScore page phase saved seenSince segment site sort source to topic'.split(
        ' ',
      ),
    )
  })
})

describe('what is answered', () => {
  const V = '/v1/sites/example/visitors'
  it.each<[string, z.ZodType]>([
    ['/v1/sites/example/segments', segmentsAnswer],
    ['/v1/sites/example/segments?from=2026-11-01&customer=existing', segmentsAnswer],
    ['/v1/sites/example/funnel', funnelAnswer],
    ['/v1/sites/example/funnel?compare=none', funnelAnswer],
    ['/v1/sites/example/forecast?goal=3', forecastAnswer],
    ['/v1/sites/example/channels', channelsAnswer],
    ['/v1/sites/example/channels?by=campaign&compare=year&attribution=markov', channelsAnswer],
    ['/v1/sites/example/costs', costsAnswer],
    [V, visitorsAnswer],
    [`${V}?limit=3&sort=-score`, visitorsAnswer],
    [`${V}?at=2026-11-18`, visitorsAnswer],
    [`${V}/${ANNE}`, visitorDetailAnswer],
    [`${V}/visitor-0004?at=2026-11-20`, visitorDetailAnswer],
    [`${V}/${ANNE}/journey`, journeyAnswer],
    [`${V}/visitor-0005/journey?limit=2`, journeyAnswer],
    [`/v1/me?site=example&visitor=${ANNE}`, meAnswer],
    ['/v1/sites/example/drops', dropsAnswer],
    ['/healthz', statusAnswer],
    ['/readyz', statusAnswer],
    [`${V}/nobody-here`, errorAnswer],
    [`${V}?limit=0`, errorAnswer],
  ])('at %s is what is described, no field more and none less', async (path, schema) => {
    const { body } = await test.get(path)
    // A plain z.object lets unknown fields through: what it parsed must be all that there was.
    expect(schema.parse(body)).toEqual(body)
  })

  it('to a batch is what is described', async () => {
    for (const send of [test.post, test.postAsOwner]) {
      const { body } = await send({ ...koperWithQuote(ANNE), events: [...koperWithQuote(ANNE).events, null] })
      expect(ingestAnswer.parse(body)).toEqual(withoutOwnersPart(body))
    }
  })
})

/** A union takes its first match, which knows only the page's part. */
function withoutOwnersPart(body: { assessment?: object }): object {
  const { assessment, ...rest } = body
  const { segment, phase, score, confidence } = assessment as Record<string, unknown>
  return { ...rest, assessment: { segment, phase, score, confidence } }
}

describe('/docs', () => {
  it('shows every path, every parameter and no script', async () => {
    const { headers, text } = await test.get('/docs', {})
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'/)
    for (const { path, method, operation } of operations) {
      expect(text).toContain(`<b>${method.toUpperCase()}</b> ${path}`)
      for (const { name } of operation.parameters ?? []) expect(text).toContain(`<code>${name}</code>`)
    }
    expect(text).not.toMatch(/<script|javascript:|\son\w+=/i)
  })

  it('has its style', async () => {
    const { status, headers } = await test.get('/docs/style.css', {})
    expect([status, headers['content-type']]).toEqual([200, 'text/css; charset=utf-8'])
  })
})
