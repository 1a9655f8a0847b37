import { createHash } from 'node:crypto'
import vm from 'node:vm'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { fillIn } from '@koopsignaal/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, SNIPPET, type TestApp } from '../support/app.ts'

/** /k/<site>.js: the snippet with the site's settings in it. */

let test: TestApp
beforeAll(async () => {
  test = await createTestApp({
    sites: [
      { id: 'example' },
      { id: 'counting', consent: 'count', hashRouting: true, queryRouting: true },
      { id: 'silent', consent: 'off' },
      { id: '__proto__' },
      { id: 'routed' },
    ],
  })
})
afterAll(() => test.close())

const ask = (file: string, headers: Record<string, string> = {}) =>
  test.app.inject({ url: `/k/${file}`, headers })

describe('the snippet of a site', () => {
  it.each([
    ['example', { consent: 'cookieless' }],
    ['counting', { consent: 'count', hashRouting: true, queryRouting: true }],
    ['silent', { consent: 'off' }],
    ['__proto__', { consent: 'cookieless' }],
  ] as const)('starts once, with the settings of %s', async (site, settings) => {
    const { body } = await ask(`${site}.js`)
    expect(body).toBe(fillIn(SNIPPET, { site, hashRouting: false, queryRouting: false, ...settings }))
    const started: unknown[][] = []
    vm.runInNewContext(body, { location: {}, start: (...values: unknown[]) => started.push(values) })
    expect(started.map(([id]) => id)).toEqual([site])
  })

  it.each(['hashRouting', 'queryRouting'] as const)('is another one with %s', async (setting) => {
    const before = (await ask('routed.js')).body
    await test.store.putSite({ ...(await test.store.site('routed'))!, [setting]: true })
    expect((await ask('routed.js')).body).not.toBe(before)
  })

  it('may be loaded by any page, is kept for an hour and never sets a cookie', async () => {
    const { statusCode, headers } = await ask('example.js')
    expect(statusCode).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=3600',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      vary: 'accept-encoding',
    })
    expect(headers).not.toHaveProperty('set-cookie')
  })

  it.each([
    ['br', 'br', brotliDecompressSync],
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['gzip, br;q=0', 'gzip', gunzipSync],
    ['identity', undefined, (body: Buffer) => body],
    ['', undefined, (body: Buffer) => body],
    ['br;q=0, gzip;q=0.0', undefined, (body: Buffer) => body],
    ['brotli, xgzip', undefined, (body: Buffer) => body],
  ] as const)('comes for Accept-Encoding %s as %s, the same text', async (accepted, encoding, decode) => {
    const plain = (await ask('example.js')).body
    const { headers, rawPayload } = await ask('example.js', { 'accept-encoding': accepted })
    expect(headers['content-encoding']).toBe(encoding)
    expect(Number(headers['content-length'])).toBe(rawPayload.length)
    expect(decode(rawPayload).toString()).toBe(plain)
  })

  it('is not sent again to who has it', async () => {
    const { headers } = await ask('example.js')
    const etag = String(headers.etag)
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`]) {
      const again = await ask('example.js', { 'if-none-match': known })
      expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', etag])
    }
    expect((await ask('example.js', { 'if-none-match': '"other"' })).statusCode).toBe(200)
  })

  it('has a name of its own in each encoding, and is not sent again to who has it in that one', async () => {
    const encodings = ['br', 'gzip', 'identity']
    const etags = await Promise.all(
      encodings.map(async (encoding) =>
        String((await ask('example.js', { 'accept-encoding': encoding })).headers.etag),
      ),
    )
    expect(new Set(etags).size).toBe(3)
    for (const [i, encoding] of encodings.entries()) {
      for (const [k, etag] of etags.entries()) {
        const asked = { 'accept-encoding': encoding, 'if-none-match': etag }
        const { statusCode, headers } = await ask('example.js', asked)
        expect([encoding, etag, statusCode]).toEqual([encoding, etag, i === k ? 304 : 200])
        expect([headers.etag, headers.vary]).toEqual([etags[i], 'accept-encoding'])
      }
    }
  })

  it.each(['nowhere.js', 'constructor.js', 'Example.js'])(
    'is 404 for a site that is not there: %s',
    async (file) => {
      const response = await ask(file)
      const id = file.replace('.js', '')
      expect([response.statusCode, response.json()]).toEqual([
        404,
        { error: { code: 'unknown_site', message: `There is no site '${id}'.` } },
      ])
    },
  )

  it.each([
    'example',
    'example.css',
    'example.js.map',
    'a%2fb.js',
    '%3Cscript%3E.js',
    `${'x'.repeat(65)}.js`,
    '.js',
  ])('is nothing else: %s', async (file) => {
    const response = await ask(file)
    expect([response.statusCode, response.json().error.code]).toEqual([404, 'not_found'])
  })
})

describe('the snippet under its hash', () => {
  const hashOf = async (site: string) => String((await ask(`${site}.js`)).headers.etag).replaceAll('"', '')

  it('is that very text, to be kept for ever', async () => {
    const hash = await hashOf('example')
    const { statusCode, headers, body } = await ask(`example.${hash}.js`)
    expect([statusCode, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable'])
    expect(body).toBe((await ask('example.js')).body)
    expect(createHash('sha256').update(body).digest('hex').slice(0, 16)).toBe(hash)
  })

  it('is 404 under another, and says which there is', async () => {
    const response = await ask('example.0000000000000000.js')
    expect([response.statusCode, response.json()]).toEqual([
      404,
      {
        error: {
          code: 'not_found',
          message: `This version of the snippet is not here; the present one is /k/example.${await hashOf('example')}.js.`,
        },
      },
    ])
    expect((await ask(`counting.${await hashOf('example')}.js`)).statusCode).toBe(404)
  })

  it('stays for the pages that hold it when the settings change', async () => {
    const before = await hashOf('counting')
    const { body } = await ask(`counting.${before}.js`)
    await test.store.putSite({ ...(await test.store.site('counting'))!, hashRouting: false })
    const after = await ask(`counting.${before}.js`)
    expect([after.statusCode, after.body, after.headers['cache-control']]).toEqual([
      200,
      body,
      'public, max-age=31536000, immutable',
    ])
    expect(await hashOf('counting')).not.toBe(before)
  })

  it('changes when the settings do', async () => {
    const before = await hashOf('silent')
    await test.store.putSite({ ...(await test.store.site('silent'))!, hashRouting: true })
    expect(await hashOf('silent')).not.toBe(before)
    expect((await ask(`silent.${before}.js`)).statusCode).toBe(404)
  })
})
