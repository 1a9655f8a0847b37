import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../support/app.ts'
import { ANNE, koperWithQuote } from '../support/visitors.ts'

/** Any bytes to any route: no 5xx, no exit, no changed prototype, and every refusal in the one shape. */

let test: TestApp
const prototypes = () =>
  [Object.prototype, Array.prototype, Function.prototype, String.prototype].map(
    (one) => Reflect.ownKeys(one).length,
  )
const before = prototypes()

beforeAll(async () => {
  test = await createTestApp({ trustProxy: ['127.0.0.1'] })
  await test.post(koperWithQuote(ANNE))
})
afterAll(() => test.close())

async function answersCalmly(request: object) {
  const response = await test.app.inject(request)
  expect([request, response.statusCode < 500]).toEqual([request, true])
  if (response.statusCode >= 400 && response.body !== '') {
    expect(response.json()).toEqual({ error: { code: expect.any(String), message: expect.any(String) } })
  }
  expect(prototypes()).toEqual(before)
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'] as const
const TEXT = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '../../etc/passwd',
    "' OR 1=1 --",
    '%00',
    '\0',
    '{{7*7}}',
    '<script>',
    '-1',
    '1e309',
    'NaN',
    '9'.repeat(400),
    '\ud800',
    '[object Object]',
  ),
)
const PATHS = [
  '/v1/events',
  '/v1/events/bulk',
  '/v1/sites',
  '/v1/me',
  '/k/',
  '/login',
  '/logout',
  '/docs',
  '/openapi.json',
  '/dashboard/',
  '/metrics',
  '/healthz',
  '/readyz',
  '/demo/',
]
const path = fc.oneof(
  fc.constantFrom(...PATHS),
  fc
    .tuple(fc.constantFrom('/k/', '/dashboard/', '/v1/sites/', '/'), TEXT)
    .map(([start, rest]) => start + encode(rest)),
  fc
    .tuple(TEXT, fc.constantFrom('segments', 'visitors', 'drops', 'tokens'))
    .map(([site, rest]) => `/v1/sites/${encode(site)}/${rest}`),
  fc
    .tuple(TEXT, fc.constantFrom('', '/journey'))
    .map(([id, rest]) => `/v1/sites/example/visitors/${encode(id)}${rest}`),
)
const query = fc
  .dictionary(
    fc.oneof(
      fc.constantFrom(
        'from',
        'to',
        'at',
        'limit',
        'cursor',
        'sort',
        'segment',
        'country',
        'landing',
        'site',
        'visitor',
        'key',
        '__proto__',
      ),
      TEXT,
    ),
    fc.oneof(
      TEXT,
      fc.constantFrom(
        'example',
        ANNE,
        '2026-11-21',
        '0000-00-00',
        '9999-12-31T23:59:59Z',
        '2026-11-21T24:00:00+23:59',
      ),
    ),
    { maxKeys: 5 },
  )
  .map((parts) =>
    Object.entries(parts)
      .map(([key, value]) => `${encode(key)}=${encode(value)}`)
      .join('&'),
  )
const headerText = TEXT.map((text) => text.replace(/[^\x20-\x7e]/g, '?'))
const headers = fc.dictionary(
  fc.constantFrom(
    'authorization',
    'cookie',
    'origin',
    'accept',
    'accept-language',
    'accept-encoding',
    'if-none-match',
    'user-agent',
    'x-forwarded-for',
    'x-forwarded-proto',
    'cf-ipcountry',
    'sec-gpc',
    'dnt',
    'referer',
    'host',
  ),
  fc.oneof(
    headerText,
    fc.constantFrom('Bearer ', 'text/csv', 'koop_session=', 'null', 'en;q=,;;', '1.2.3.4, ,::1'),
  ),
  { maxKeys: 6 },
)
const type = fc.oneof(
  fc.constantFrom(
    'application/json',
    'text/plain',
    'application/x-ndjson',
    'text/plain;charset=utf-16',
    'application/json;;',
    'application/x-www-form-urlencoded',
  ),
  headerText,
)

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

describe('whatever is sent', () => {
  it('as random bytes to any route is answered without a 5xx', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...METHODS),
        path,
        query,
        headers,
        fc.option(fc.tuple(type, fc.uint8Array({ maxLength: 300 }))),
        fc.boolean(),
        async (method, url, search, given, body, asAdmin) => {
          await answersCalmly({
            method,
            url: `${url}?${search}`,
            headers: {
              ...given,
              ...(asAdmin ? { authorization: `Bearer ${test.adminToken}` } : {}),
              ...(body === null ? {} : { 'content-type': body[0] }),
            },
            ...(body === null ? {} : { payload: Buffer.from(body[1]) }),
          })
        },
      ),
      { numRuns: 1_500 },
    )
  })

  it('as any JSON to a route that takes a body is answered without a 5xx', async () => {
    const targets = ['/v1/events', '/v1/events/bulk', '/v1/sites', '/v1/sites/example/tokens']
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...targets),
        fc.json({ maxDepth: 6 }),
        type,
        async (url, payload, contentType) => {
          for (const known of ['application/json', contentType]) {
            await answersCalmly({
              method: 'POST',
              url,
              headers: { authorization: `Bearer ${test.adminToken}`, 'content-type': known },
              payload,
            })
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('as an event with fields of any kind is kept or dropped, and can be asked for', async () => {
    const value = fc.oneof(
      TEXT,
      fc.double(),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
      fc.jsonValue({ maxDepth: 2 }),
    )
    const kinds = [
      'page_view',
      'cta_click',
      'engagement',
      'search',
      'form_start',
      'form_submit',
      'outbound_click',
      'download',
      'conversion',
      'feedback',
      'custom',
    ]
    const fields = [
      'url',
      'referrer',
      'title',
      'topic',
      'pageType',
      'item',
      'category',
      'cta',
      'engagedMs',
      'scrollPercent',
      'query',
      'results',
      'form',
      'href',
      'name',
      'value',
      'currency',
      'question',
      'answer',
      'rating',
      'props',
      'at',
      'ago',
    ]
    let made = 0
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...kinds),
        fc.dictionary(fc.constantFrom(...fields), value),
        async (kind, given) => {
          const needed = { url: 'https://example.nl/', cta: 'x', engagedMs: 1, query: 'x', name: 'x' }
          const events = [given, { ...needed, ...given }, { ...given, ...needed }].map((event) => ({
            ...event,
            type: kind,
            id: `fuzz-${String(made++).padStart(6, '0')}`,
          }))
          const { status, body } = await test.postAsOwner({
            site: 'example',
            visitor: 'fuzz-visitor',
            events,
          })
          expect([status, body.accepted + body.duplicates + body.dropped.length]).toEqual([202, 3])
        },
      ),
      { numRuns: 300 },
    )
    for (const rest of ['', '/journey', '?at=2000-01-01']) {
      const { status } = await test.get(`/v1/sites/example/visitors/fuzz-visitor${rest}`)
      expect(status).toBeLessThan(500)
    }
    for (const accept of ['application/json', 'text/csv', 'application/x-ndjson']) {
      const { status } = await test.get('/v1/sites/example/visitors', {
        accept,
        authorization: `Bearer ${test.adminToken}`,
      })
      expect(status).toBe(200)
    }
    expect(prototypes()).toEqual(before)
  })

  it('leaves the collector able to commit and the visitor of before as she was', async () => {
    expect((await test.get('/readyz', {})).status).toBe(200)
    expect((await test.get(`/v1/sites/example/visitors/${ANNE}`)).body.segment).toBe('koper')
    expect(await test.store.check()).toEqual([])
  })
})
