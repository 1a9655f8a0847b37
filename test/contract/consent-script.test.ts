import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../support/app.ts'

/** /k/consent.js: what reads consent tools, served as the snippet is. */

const SCRIPT = 'readConsentTools()'
let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
  writeFileSync(join(test.context.assets.tracker, 'consent.js'), SCRIPT)
})
afterAll(() => test.close())

const ask = (file: string, headers: Record<string, string> = {}) =>
  test.app.inject({ url: `/k/${file}`, headers })

it('is there for every page, is kept for an hour and sets no cookie', async () => {
  const { statusCode, body, headers } = await ask('consent.js')
  expect([statusCode, body]).toEqual([200, SCRIPT])
  expect(headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=3600',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  })
  expect(headers).not.toHaveProperty('set-cookie')
})

it('comes compressed, and not again to who has it', async () => {
  const { headers, rawPayload } = await ask('consent.js', { 'accept-encoding': 'br' })
  expect(brotliDecompressSync(rawPayload).toString()).toBe(SCRIPT)
  const again = { 'accept-encoding': 'br', 'if-none-match': String(headers.etag) }
  expect((await ask('consent.js', again)).statusCode).toBe(304)
})

it('never changes under its hash', async () => {
  const hash = String((await ask('consent.js')).headers.etag).replaceAll('"', '')
  const { statusCode, body, headers } = await ask(`consent.${hash}.js`)
  expect([statusCode, body]).toEqual([200, SCRIPT])
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
})

it('gives way to no site, and none can be made of that name', async () => {
  const payload = { id: 'consent', domains: ['a.nl'] }
  const headers = { authorization: `Bearer ${test.adminToken}` }
  const { statusCode, body } = await test.app.inject({ method: 'POST', url: '/v1/sites', headers, payload })
  expect([statusCode, JSON.parse(body).error.message]).toEqual([
    400,
    'id: is the name of the script that reads consent tools',
  ])
  const example = (await test.store.site('example'))!
  await test.store.putSite({ ...example, id: 'consent' })
  expect((await ask('consent.js')).body).toBe(SCRIPT)
})
