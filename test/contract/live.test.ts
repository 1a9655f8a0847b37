import { once } from 'node:events'
import { type ClientRequest, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DAY, type LiveAnswer, MINUTE } from '@koopsignaal/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { liveAnswer } from '../../packages/collector/src/schemas/answers-live.ts'
import { createTestApp, type TestApp } from '../support/app.ts'
import { ANNE, BRAM, from, koperWithQuote, newId, pageView, zoekerFromSearch } from '../support/visitors.ts'

/** Who is on the site now: once, and as it happens. */

let test: TestApp
let open: ClientRequest[]
beforeEach(async () => {
  test = await createTestApp({ sites: [{ id: 'example' }, { id: 'second' }] })
  open = []
})
afterEach(async () => {
  for (const one of open) one.destroy()
  await test.close()
})

const ask = async () => (await test.get<LiveAnswer>('/v1/sites/example/live')).body
const cookieless = (path: string) => ({ site: 'example', events: [pageView(path)] })

describe('who is there now', () => {
  it('is a visitor with page, reason and where from, and totals that count everybody', async () => {
    await test.post(koperWithQuote(ANNE))
    await test.post(zoekerFromSearch(BRAM))
    await test.post(cookieless('/prijzen'))
    test.clock.now += 1_000
    const body = await ask()
    expect(liveAnswer.parse(body)).toEqual(body)
    const listed = (await test.get('/v1/sites/example/visitors')).body.visitors
    for (const line of body.visitors) {
      const visitor = listed.find(({ id }: { id: string }) => id === line.id)
      const { segment, phase, score, confidence, customer, reasons, pageViews } = visitor
      expect(line).toMatchObject({
        segment,
        phase,
        score,
        confidence,
        customer,
        reason: reasons[0],
        pageViews,
      })
    }
    expect(body.visitors.map(({ id, path, channel }) => [id, path, channel]).toSorted()).toEqual([
      [ANNE, '/contact', 'email'],
      [BRAM, '/oplossingen/drainage', 'search'],
    ])
    expect(body.totals).toMatchObject({ visitors: 3, unlisted: 1 })
    expect(body.totals.passant + body.totals.zoeker + body.totals.koper).toBe(3)
  })

  it('is nobody who gave no sign for five minutes, is a program, is on another site or in an import of the past', async () => {
    await test.post(koperWithQuote(ANNE))
    expect((await ask()).visitors).toHaveLength(1)
    test.clock.now += 5 * MINUTE
    await test.post(from(BRAM, [pageView('/')]), { 'user-agent': 'Googlebot/2.1' })
    await test.post({ ...from(BRAM, [pageView('/')]), site: 'second' }, { origin: 'https://example.nl' })
    const at = test.clock.now - DAY
    await test.postAsOwner(from(BRAM, [{ id: newId(), at, type: 'page_view', url: 'https://example.nl/' }]))
    const { totals, visitors } = await ask()
    expect([totals.visitors, visitors]).toEqual([0, []])
  })

  it('is known after a restart as well, from what is stored', async () => {
    // Nobody had asked before: all of this comes from the storage.
    await test.post(from(ANNE, [pageView('/prijzen'), pageView('/contact')]))
    test.clock.now += MINUTE
    const [line] = (await ask()).visitors
    expect(line).toMatchObject({ id: ANNE, path: '/contact', pageViews: 2 })
  })

  it('forgets who is erased at once', async () => {
    await test.post(koperWithQuote(ANNE))
    expect((await ask()).visitors).toHaveLength(1)
    await test.app.inject({ method: 'DELETE', url: `/v1/me?site=example&visitor=${ANNE}` })
    const { totals, visitors } = await ask()
    expect([totals.visitors, visitors]).toEqual([0, []])
  })

  it('gives the reason in the language asked for', async () => {
    await test.post(koperWithQuote(ANNE))
    const reason = async (language: string) => {
      const headers = { authorization: `Bearer ${test.adminToken}`, 'accept-language': language }
      return (await test.get<LiveAnswer>('/v1/sites/example/live', headers)).body.visitors[0]!.reason!.text
    }
    expect(await reason('nl')).not.toBe(await reason('en'))
  })
})

interface Stream {
  readonly response: IncomingMessage
  /** Waits for the next event of a name; what comes before it is passed over. */
  next(name: string): Promise<unknown>
  /** Resolves when the stream has ended. */
  readonly ended: Promise<void>
}

async function watch(headers: Record<string, string> = {}): Promise<Stream> {
  const address = test.app.server.address() as AddressInfo | null
  if (address === null) await test.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = test.app.server.address() as AddressInfo
  const headersSent = { authorization: `Bearer ${test.adminToken}`, accept: 'text/event-stream', ...headers }
  // Each its own connection: a pool would open one more when one is cut.
  const request = get({
    host: '127.0.0.1',
    port,
    path: '/v1/sites/example/live',
    headers: headersSent,
    agent: false,
  })
  open.push(request)
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  response.setEncoding('utf8')
  const seen: { name: string; data: unknown }[] = []
  let wake = (): void => {}
  const ended = (async () => {
    let text = ''
    for await (const chunk of response) {
      text += chunk
      const blocks = text.split('\n\n')
      text = blocks.pop()!
      for (const block of blocks) {
        const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? []
        if (name !== undefined) seen.push({ name, data: JSON.parse(data!) })
      }
      wake()
    }
  })().catch(() => {})
  return {
    response,
    ended,
    async next(name) {
      for (;;) {
        const at = seen.findIndex((one) => one.name === name)
        if (at !== -1) return seen.splice(0, at + 1).at(-1)!.data
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}

describe('the stream', () => {
  it('begins with who is there and goes on with who comes, changes and is erased', async () => {
    await test.post(koperWithQuote(ANNE))
    const stream = await watch()
    expect(stream.response.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    expect(stream.response.headers['cache-control']).toBe('no-store')
    const snapshot = liveAnswer.parse(await stream.next('snapshot'))
    expect(snapshot.visitors.map(({ id }) => id)).toEqual([ANNE])

    await test.post(zoekerFromSearch(BRAM))
    expect(await stream.next('visitor')).toMatchObject({
      id: BRAM,
      path: '/oplossingen/drainage',
      pageViews: 2,
    })
    expect(await stream.next('totals')).toMatchObject({ visitors: 2, unlisted: 0 })
    await test.post(from(BRAM, [pageView('/prijzen')]))
    expect(await stream.next('visitor')).toMatchObject({ id: BRAM, path: '/prijzen', pageViews: 3 })
    await test.app.inject({ method: 'DELETE', url: `/v1/me?site=example&visitor=${ANNE}` })
    expect(await stream.next('left')).toEqual({ id: ANNE })
    expect(await stream.next('totals')).toMatchObject({ visitors: 1 })
  })

  it('tells of who gave no consent in the totals only', async () => {
    const stream = await watch()
    await stream.next('snapshot')
    await test.post(cookieless('/prijzen'))
    expect(await stream.next('totals')).toMatchObject({ visitors: 1, unlisted: 1 })
    await test.post(koperWithQuote(ANNE))
    // The next line is Anne's: there was none before it.
    expect(await stream.next('visitor')).toMatchObject({ id: ANNE })
  })

  it('tells several who look on, each in their own language', async () => {
    const [dutch, english] = [
      await watch({ 'accept-language': 'nl' }),
      await watch({ 'accept-language': 'en' }),
    ]
    await test.post(koperWithQuote(ANNE))
    const lines = (await Promise.all([dutch, english].map((stream) => stream.next('visitor')))) as {
      id: string
      reason: { text: string }
    }[]
    expect(lines.map(({ id }) => id)).toEqual([ANNE, ANNE])
    expect(lines[0]!.reason.text).not.toBe(lines[1]!.reason.text)
  })

  it('ends when the collector stops', async () => {
    const stream = await watch()
    await stream.next('snapshot')
    await test.app.close()
    await stream.ended
  })

  it('is refused like any other question', async () => {
    const stream = await watch({ authorization: 'Bearer ks_wrong' })
    expect([stream.response.statusCode, stream.response.headers['content-type']]).toEqual([
      401,
      'application/json; charset=utf-8',
    ])
  })

  it('is for a hundred at once', async () => {
    for (let i = 0; i < 100; i++) await watch()
    const { response } = await watch()
    expect([response.statusCode, response.headers['retry-after']]).toEqual([429, '60'])
    open[0]!.destroy()
    // A place is free as soon as the collector has seen the other go.
    for (let status: number | undefined = 429; status !== 200; ) status = (await watch()).response.statusCode
  })
})
