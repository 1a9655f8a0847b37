import { once } from 'node:events'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../../packages/collector/src/app.ts'
import { createTestApp, type TestApp } from '../support/app.ts'

/** Every refusal has one shape, also those that no route gives. */

let test: TestApp
let port: number
beforeAll(async () => {
  test = await createTestApp()
  await test.app.listen({ port: 0, host: '127.0.0.1' })
  port = (test.app.server.address() as { port: number }).port
})
afterAll(() => test.close())

/** Sends bytes as they are and reads until the collector closes. */
function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request))
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk.toString()
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

const SHAPE = { error: { code: expect.stringMatching(/^[a-z_]+$/), message: expect.stringMatching(/\S{2}/) } }

describe('a refusal', () => {
  it.each([
    ['GET', '/nothing-here', 404, 'not_found'],
    ['POST', '/nothing-here', 404, 'not_found'],
    ['GET', '/v1/events', 405, 'method_not_allowed'],
    ['PUT', '/v1/sites', 405, 'method_not_allowed'],
    ['GET', '/%', 400, 'invalid_request'],
    ['GET', '/%E0%A4%A', 400, 'invalid_request'],
    ['GET', `/k/${'a'.repeat(300)}.js`, 404, 'not_found'],
    ['GET', '/k/nowhere.js', 404, 'unknown_site'],
    ['GET', '/k/example.min.js', 404, 'not_found'],
    ['GET', '/dashboard/nothing', 404, 'not_found'],
    ['GET', '/dashboard/%00', 400, 'invalid_request'],
    ['GET', '/dashboard/..%2f..%2f..%2fetc%2fpasswd', 404, 'not_found'],
    ['GET', '/demo/', 404, 'not_found'],
    ['POST', '/v1/me', 405, 'method_not_allowed'],
    ['POST', '/v1/sites/example/no-such-question', 404, 'not_found'],
  ] as const)('of %s %s is %i %s', async (method, url, status, code) => {
    const response = await test.app.inject({ method, url })
    expect(response.json()).toEqual(SHAPE)
    expect([response.statusCode, response.json().error.code]).toEqual([status, code])
  })

  it.each([
    ['POST', '/v1/events'],
    ['POST', '/v1/events/bulk'],
    ['GET', '/v1/sites/example/segments'],
  ] as const)(
    'of a wrong token at %s %s says that it is not known, and not to send one',
    async (method, url) => {
      const ask = async (authorization: string) => {
        const payload = { site: 'example', events: [] }
        const post = method === 'POST' ? { payload: JSON.stringify(payload) } : {}
        const headers = { authorization, 'content-type': 'text/plain' }
        const response = await test.app.inject({ method, url, headers, ...post })
        return [response.statusCode, response.json().error.message]
      }
      expect(await ask('Bearer ks_mistyped')).toEqual([
        401,
        expect.stringMatching(/^This token is not known here/),
      ])
      expect(await ask('Basic eDp5')).toEqual([401, 'Send a token: Authorization: Bearer ks_…'])
    },
  )

  it.each(['/v1/events', '/v1/events/bulk'])(
    'of a body to %s that says it is packed, and is or is not, says to send it unpacked',
    async (url) => {
      const text = JSON.stringify({ site: 'example', events: [] })
      const send = (encoding: string, payload: string | Buffer) =>
        test.app.inject({
          method: 'POST',
          url,
          payload,
          headers: {
            'content-type': 'application/json',
            'content-encoding': encoding,
            authorization: `Bearer ${test.adminToken}`,
          },
        })
      for (const payload of [gzipSync(text), text]) {
        const response = await send('gzip', payload)
        expect([response.statusCode, response.json().error.code]).toEqual([415, 'unsupported_media_type'])
        expect(response.json().error.message).toMatch(/^Content-Encoding: send the body as it is/)
      }
      expect((await send('identity', text)).statusCode).not.toBe(415)
    },
  )

  it.each([
    ['no HTTP', 'HELLO\r\n\r\n', 400],
    ['a header of 20 KiB', `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['no host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    [
      'an expectation that nobody knows',
      'POST /v1/events HTTP/1.1\r\nHost: x\r\nExpect: gold\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}',
      400,
    ],
    [
      'two lengths',
      'POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      400,
    ],
    [
      'a length and chunks',
      'POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
  ])('has the same shape for what is not even a request: %s', async (_name, request, status) => {
    const answer = await raw(request)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4))).toEqual(SHAPE)
  })

  it('of a body says what the address takes, and how much', async () => {
    const patch = async (type: string, payload: string) => {
      const headers = { authorization: `Bearer ${test.adminToken}`, 'content-type': type }
      const answer = await test.app.inject({ method: 'PATCH', url: '/v1/sites/example', headers, payload })
      return [answer.statusCode, answer.json().error.message]
    }
    expect(await patch('application/xml', '<a/>')).toEqual([415, 'Send the body as application/json.'])
    const long = JSON.stringify({ kind: 'x'.repeat(256 * 1024) })
    expect(await patch('application/json', long)).toEqual([
      413,
      'The body is larger than 256 KiB; send less at once.',
    ])
  })

  it('of a body that is too long does not end the connection while more of it is on its way', async () => {
    const chunk = `2710\r\n${' '.repeat(10_000)}\r\n`
    const head = 'POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n'
    const next = 'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'
    for (const body of [
      `Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(100)}0\r\n\r\n`,
      `Content-Length: 1000000\r\n\r\n${' '.repeat(1_000_000)}`,
    ])
      expect(await raw(head + body + next)).toMatch(/^HTTP\/1.1 413 .*HTTP\/1.1 200 /s)
  })

  it('of a body without an end is followed by the end of the connection', async () => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk.toString()
    })
    // It was closed on the other side.
    socket.on('error', () => {})
    socket.write(
      'POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n',
    )
    const chunk = `2710\r\n${' '.repeat(10_000)}\r\n`
    const sending = setInterval(() => socket.write(chunk), 20)
    await once(socket, 'close')
    clearInterval(sending)
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
  })

  it('is none for HTTP/1.0 without a host, and none for who waits to be told to go on', async () => {
    expect(await raw('GET /healthz HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 200 /)
    const body = JSON.stringify({ site: 'example', events: [] })
    const head = `POST /v1/events HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Type: text/plain\r\nConnection: close`
    const answer = await raw(`${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
    expect(answer).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 202 /)
  })

  it('does not show what is inside: no stack, no path, no name of a library', async () => {
    const bodies = [
      (await test.get('/%')).text,
      (await test.get('/nothing')).text,
      (await test.post('{"site":1}')).text,
      (await test.get('/v1/sites/example/visitors?cursor=x')).text,
      await raw('HELLO\r\n\r\n'),
    ]
    expect(bodies.join()).not.toMatch(/node_modules|at .*:\d+|FST_|fastify|zod|sqlite/i)
  })

  it('of what was not expected is one calm sentence, with the id that the log has', async () => {
    const sites = () => Promise.reject(new Error('secret path /var/lib/x'))
    const broken = await createTestApp({ broken: { sites } })
    const logged: string[] = []
    const stream = { write: (line: string) => void logged.push(line) }
    const app = await buildApp(broken.context, { level: 'error', stream })
    const headers = { authorization: `Bearer ${broken.adminToken}` }
    const answers = await Promise.all(
      [1, 2].map(() => app.inject({ method: 'GET', url: '/v1/sites?limit=7', headers })),
    )
    const ids = answers.map((answer) => {
      expect(answer.statusCode).toBe(500)
      const { code, message } = answer.json().error
      expect(code).toBe('internal')
      return /^Something went wrong here; it was logged as ([0-9a-f]{8})\.$/.exec(message)![1]
    })
    const entries = logged.map((line) => JSON.parse(line))
    expect(entries.map(({ id, route, err }) => [id, route, err.message])).toEqual(
      ids.map((id) => [id, '/v1/sites', 'secret path /var/lib/x']),
    )
    expect(new Set(ids).size).toBe(2)
    expect(logged.join()).not.toContain('limit=7')
    await app.close()
    await broken.close()
  })
})

describe('a wrong method', () => {
  it.each([
    ['GET', '/v1/events', 'OPTIONS, POST'],
    ['GET', '/v1/events/bulk', 'POST'],
    ['POST', '/v1/me?site=example', 'DELETE, GET, HEAD, OPTIONS'],
    ['PUT', '/v1/sites', 'GET, HEAD, POST'],
    ['POST', '/v1/sites/example/segments', 'GET, HEAD'],
    ['OPTIONS', '/v1/sites/example/segments', 'GET, HEAD'],
    ['PATCH', `/v1/sites/example/visitors/${'a'.repeat(32)}`, 'DELETE, GET, HEAD'],
    ['DELETE', '/k/example.js', 'GET, HEAD'],
    ['POST', '/healthz', 'GET, HEAD'],
    ['POST', '/openapi.json', 'GET, HEAD'],
    ['POST', '/dashboard/', 'GET, HEAD'],
    ['GET', '/logout', 'POST'],
  ] as const)('is told which there are: %s %s takes %s', async (method, url, allow) => {
    const response = await test.app.inject({ method, url })
    expect([response.statusCode, response.headers.allow]).toEqual([405, allow])
    expect(response.json().error).toEqual({
      code: 'method_not_allowed',
      message: `This address does not take ${method}; it takes ${allow}.`,
    })
  })

  it('says so with every route: none of them answers 404 to another method', async () => {
    const paths = Object.entries((test.app.swagger() as { paths: Record<string, object> }).paths)
    for (const [path, methods] of paths) {
      const url = path.replace(/\{file\}/, 'example.js').replace(/\{\w+\}/g, 'example')
      for (const method of ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'] as const) {
        if (method.toLowerCase() in methods) continue
        const { statusCode, headers } = await test.app.inject({ method, url })
        expect([method, url, statusCode]).toEqual([method, url, 405])
        for (const one of Object.keys(methods)) expect(headers.allow).toContain(one.toUpperCase())
      }
    }
  })
})

describe('HEAD', () => {
  it('is answered wherever GET is, with the same headers and no body', async () => {
    const headers = { authorization: `Bearer ${test.adminToken}` }
    const paths = Object.entries((test.app.swagger() as { paths: Record<string, object> }).paths)
      .filter(([, methods]) => 'get' in methods)
      .map(([path]) => path.replace(/\{file\}/, 'example.js').replace(/\{site\}/, 'example'))
    for (const url of [...paths, '/', '/docs', '/docs/style.css', '/openapi.json', '/dashboard/', '/login']) {
      const got = await test.app.inject({ url, headers })
      const head = await test.app.inject({ method: 'HEAD', url, headers })
      expect([url, head.statusCode, head.body]).toEqual([url, got.statusCode, ''])
      expect([url, head.headers['content-type']]).toEqual([url, got.headers['content-type']])
    }
  })

  it('does not begin a stream that nobody reads', async () => {
    const headers = { authorization: `Bearer ${test.adminToken}`, accept: 'text/event-stream' }
    const { statusCode } = await test.app.inject({ method: 'HEAD', url: '/v1/sites/example/live', headers })
    expect(statusCode).toBe(200)
  })
})

describe('a slow sender', () => {
  it('does not stop a fast one', async () => {
    const slow = connect(port, '127.0.0.1')
    slow.write(
      'POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n{',
    )
    const response = await fetch(`http://127.0.0.1:${port}/healthz`)
    expect(await response.json()).toEqual({ status: 'ok' })
    slow.destroy()
  })
})

describe('an address without its last slash', () => {
  it('leads to the dashboard', async () => {
    const { statusCode, headers } = await test.app.inject('/dashboard')
    expect([statusCode, headers.location]).toEqual([303, '/dashboard/'])
  })
})

describe('those who keep the machine', () => {
  it('see that it lives', async () => {
    expect((await test.get('/healthz', {})).body).toEqual({ status: 'ok' })
  })

  it('see that it can commit, and when it cannot', async () => {
    expect((await test.get('/readyz', {})).body).toEqual({ status: 'ok' })
    const broken = await createTestApp({ broken: { ready: async () => false } })
    const { status, headers, body } = await broken.get('/readyz', {})
    expect([status, body.error.code, headers['retry-after']]).toEqual([503, 'store_busy', '2'])
    await broken.close()
  })

  it('read Prometheus text, in which no site and no visitor is named', async () => {
    await test.post({ site: 'example', visitor: 'metrics-visitor', consent: 'granted', events: [null] })
    const { headers, text } = await test.get('/metrics', {})
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
    for (const line of text.trimEnd().split('\n')) {
      expect(line).toMatch(/^(# TYPE [a-z_]+ (counter|gauge)|[a-z_]+(\{[a-z]+="[a-z_]+"\})? \d+)$/)
    }
    expect(text).toContain('koopsignaal_events_dropped_total{reason="invalid_event"} ')
    expect(text).not.toMatch(/example|metrics-visitor/)
  })
})
