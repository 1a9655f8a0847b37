import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../support/app.ts'
import { ANNE, BRAM, koperWithQuote } from '../support/visitors.ts'

/** An answer that the caller has already is not sent again. */

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
  await test.post(koperWithQuote(ANNE))
  test.clock.now += 1_000
})
afterAll(() => test.close())

const ask = (path: string, more = {}) =>
  test.get(`/v1/sites/example/${path}`, { authorization: `Bearer ${test.adminToken}`, ...more })

describe('a report that was asked for before', () => {
  it.each([
    'segments?from=2026-11-01&to=2026-11-30',
    'pages?from=2026-11-01&to=2026-11-30',
    'ctas?from=2026-11-01&to=2026-11-30',
    'searches?from=2026-11-01&to=2026-11-30',
  ])('answers 304 without a body as long as it is the same: %s', async (path) => {
    const first = await ask(path)
    expect([first.status, first.headers['cache-control']]).toEqual([200, 'private, no-cache'])
    const etag = String(first.headers.etag)
    const second = await ask(path, { 'if-none-match': `"x", ${etag}` })
    expect([second.status, second.text, second.headers.etag]).toEqual([304, '', etag])
    expect((await ask(path, { 'if-none-match': '"x"' })).status).toBe(200)
    expect((await ask(path, { 'if-none-match': etag, authorization: 'Bearer ks_x' })).status).toBe(401)
  })

  it.each([
    'segments',
    'funnel',
    'channels',
    'pages',
    'ctas',
    'searches',
    'forecast',
    'pages?limit=1',
    'segments?compare=none',
  ])('answers 304 also where its period ends now, as long as the figures are the same: %s', async (path) => {
    const first = await ask(path)
    const known = { 'if-none-match': String(first.headers.etag) }
    test.clock.now += 1
    const second = await ask(path, known)
    expect([second.status, second.text]).toEqual([304, ''])
    // Who asks without a copy is told of now.
    if ('at' in first.body) expect((await ask(path)).body.at).not.toBe(first.body.at)
  })

  it('is sent again when something has happened, and in another form', async () => {
    const path = 'pages?from=2026-11-01&to=2026-11-30'
    const etag = String((await ask(path)).headers.etag)
    expect((await ask(path, { 'if-none-match': etag, accept: 'text/csv' })).status).toBe(200)
    await test.post(koperWithQuote(BRAM))
    test.clock.now += 1_000
    expect((await ask(path, { 'if-none-match': etag })).status).toBe(200)
  })

  it('is sent again when its figures have changed in a period that ends now', async () => {
    for (const path of ['segments', 'funnel', 'channels', 'pages', 'ctas']) {
      const etag = String((await ask(path)).headers.etag)
      await test.post(koperWithQuote(`visitor-of-${path}`))
      test.clock.now += 1_000
      expect([path, (await ask(path, { 'if-none-match': etag })).status]).toEqual([path, 200])
    }
  })

  it('is nothing that names people: those are kept by nobody', async () => {
    for (const path of ['visitors', `visitors/${ANNE}`, `visitors/${ANNE}/journey`, 'drops', 'live']) {
      const { headers } = await ask(path)
      expect([path, headers['cache-control'], headers.etag]).toEqual([path, 'no-store', undefined])
    }
  })
})
