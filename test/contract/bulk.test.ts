import { request } from 'node:http'
import type { IngestAnswer } from '@koopsignaal/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hashToken } from '../../packages/collector/src/auth/tokens.ts'
import { createTestApp, type TestApp, toAnswer } from '../support/app.ts'
import { ANNE, BRAM, newId } from '../support/visitors.ts'

/** POST /v1/events/bulk: NDJSON with a write token. */

let test: TestApp
beforeEach(async () => {
  test = await createTestApp({ sites: [{ id: 'example' }, { id: 'second' }] })
})
afterEach(() => test.close())

const send = async (
  lines: readonly unknown[] | string,
  token?: string,
  headers: Record<string, string> = {},
) =>
  toAnswer<IngestAnswer & { droppedTotal: number; error?: { code: string } }>(
    await test.app.inject({
      method: 'POST',
      url: '/v1/events/bulk',
      headers: {
        'content-type': 'application/x-ndjson',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      payload: typeof lines === 'string' ? lines : lines.map((line) => JSON.stringify(line)).join('\n'),
    }),
  )
const line = (visitor: string, more: object = {}) => ({
  site: 'example',
  visitor,
  id: newId(),
  type: 'custom',
  name: 'x',
  at: test.clock.now - 1_000,
  ...more,
})

describe('a bulk upload', () => {
  it('keeps each line for its own visitor', async () => {
    const { status, body } = await send([line(ANNE), line(BRAM), line(ANNE)], await test.token('write'))
    expect([status, body]).toEqual([202, { accepted: 3, duplicates: 0, dropped: [], droppedTotal: 0 }])
    expect(await test.store.history({ site: 'example', visitor: ANNE })).toHaveLength(2)
    expect(await test.store.history({ site: 'example', visitor: BRAM })).toHaveLength(1)
  })

  it('may begin with a byte-order mark', async () => {
    const { body } = await send(`\ufeff${JSON.stringify(line(ANNE))}\n`, await test.token('write'))
    expect(body).toMatchObject({ accepted: 1, droppedTotal: 0 })
  })

  it('holds what other programs take for the end of a line', async () => {
    const name = 'a\u2028b\u2029c\u0085d'
    const { body } = await send([line(ANNE, { name }), line(ANNE)], await test.token('write'))
    expect(body).toEqual({ accepted: 2, duplicates: 0, dropped: [], droppedTotal: 0 })
    const [event] = await test.store.history({ site: 'example', visitor: ANNE })
    expect(event!.detail.name).toBe('a\u2028b\u2029cd')
  })

  it('may be sent again: everything is a duplicate then', async () => {
    const lines = [line(ANNE), line(BRAM)]
    const token = await test.token('write')
    await send(lines, token)
    expect((await send(lines, token)).body).toEqual({
      accepted: 0,
      duplicates: 2,
      dropped: [],
      droppedTotal: 0,
    })
  })

  it('counts bad lines by their number and keeps the good ones around them', async () => {
    const lines = [
      JSON.stringify(line(ANNE)),
      'no json',
      '',
      '[]',
      JSON.stringify(line(ANNE, { id: 'short' })),
      JSON.stringify(line(ANNE, { site: undefined })),
      JSON.stringify(line(ANNE, { site: 'nowhere' })),
      JSON.stringify(line(BRAM)),
    ].join('\r\n')
    const { status, body } = await send(lines, test.adminToken)
    expect([status, body.accepted, body.droppedTotal]).toEqual([202, 2, 5])
    expect(body.dropped.toSorted((a, b) => a.index - b.index)).toEqual([
      { index: 1, reason: 'invalid_event', message: 'line 2: the line is not valid JSON' },
      { index: 3, reason: 'invalid_event', message: 'line 4: site: expected a text' },
      {
        index: 4,
        reason: 'invalid_event',
        message: 'line 5: id: expected 8 to 64 characters of A-Z a-z 0-9 _ -',
      },
      { index: 5, reason: 'invalid_event', message: 'line 6: site: expected a text' },
      { index: 6, reason: 'unknown_site', message: "line 7: There is no site 'nowhere'." },
    ])
  })

  it('keeps lines that are no events for the owner to see, and counts them', async () => {
    const lines = ['no json', JSON.stringify(line(ANNE, { consent: 'perhaps' })), JSON.stringify(line(ANNE))]
    const { body } = await send(lines.join('\n'), await test.token('write'))
    expect([body.accepted, body.droppedTotal]).toEqual([1, 2])
    const { drops } = (await test.get('/v1/sites/example/drops')).body as { drops: object[] }
    expect(drops).toHaveLength(2)
    expect(drops).toContainEqual(
      expect.objectContaining({ reason: 'invalid_event', message: 'line 1: the line is not valid JSON' }),
    )
    const { body: metrics } = await test.app.inject('/metrics')
    expect(metrics).toMatch(/events_received_total 3\n/)
    expect(metrics).toMatch(/events_dropped_total\{reason="invalid_event"\} 2\n/)
  })

  it('accounts for every line, also those of a site that its token does not know', async () => {
    const { body } = await send(
      [line(ANNE, { site: 'nowhere' }), line(ANNE, { site: 'second' }), line(ANNE)],
      await test.token('write'),
    )
    expect([body.accepted, body.duplicates, body.droppedTotal]).toEqual([1, 0, 2])
    const drops = (await test.get('/v1/sites/example/drops')).body.drops as { reason: string }[]
    expect(drops.map(({ reason }) => reason)).toEqual(['unknown_site', 'unknown_site'])
    expect((await test.get('/v1/sites/second/drops')).body.drops).toEqual([])
    const { body: metrics } = await test.app.inject('/metrics')
    expect(metrics).toMatch(/events_received_total 3\n/)
    expect(metrics).toMatch(/events_dropped_total\{reason="unknown_site"\} 2\n/)
  })

  it('counts lines of nobody’s site too, though nobody may see them', async () => {
    const { body } = await send([line(ANNE, { site: 'nowhere' }), line(ANNE)], test.adminToken)
    expect([body.accepted, body.droppedTotal]).toEqual([1, 1])
    const { body: metrics } = await test.app.inject('/metrics')
    expect(metrics).toMatch(/events_received_total 2\n/)
    expect(metrics).toMatch(/events_dropped_total\{reason="unknown_site"\} 1\n/)
  })

  it('keeps nothing for a site that its token is not for', async () => {
    const { status, body } = await send(
      [line(ANNE, { site: 'second' }), line(ANNE)],
      await test.token('write'),
    )
    expect([status, body.accepted, body.dropped.map(({ reason }) => reason)]).toEqual([
      202,
      1,
      ['unknown_site'],
    ])
    expect([...test.store.events('second')]).toEqual([])
  })

  it('answers with the same few bytes for one line and for thousands of bad ones', async () => {
    const { body, text } = await send('x\n'.repeat(5_000), test.adminToken)
    expect([body.droppedTotal, body.dropped.length]).toEqual([5_000, 1_000])
    expect(text.length).toBeLessThan(120_000)
  })

  it('takes more than any batch may hold', async () => {
    const { body } = await send(
      Array.from({ length: 1_201 }, () => line(ANNE)),
      test.adminToken,
    )
    expect(body).toEqual({ accepted: 1_201, duplicates: 0, dropped: [], droppedTotal: 0 })
  })

  it('that its sender breaks off keeps what was read, and is no fault of the collector', async () => {
    const url = await test.app.listen({ port: 0, host: '127.0.0.1' })
    const headers = { authorization: `Bearer ${await test.token('write')}` }
    const upload = request(`${url}/v1/events/bulk`, { method: 'POST', headers }).on('error', () => {})
    upload.write(`${Array.from({ length: 1_001 }, () => JSON.stringify(line(ANNE))).join('\n')}\n`)
    await vi.waitFor(async () => {
      expect((await test.get('/v1/sites/example/visitors')).body.visitors).toHaveLength(1)
    })
    upload.destroy()
    await vi.waitFor(async () => {
      const { body } = await test.app.inject('/metrics')
      expect(body).toContain('requests_refused_total{code="invalid_request"} 1\n')
      expect(body).not.toContain('code="internal"')
    })
  })

  it('without a body is nothing too', async () => {
    const { statusCode, body } = await test.app.inject({
      method: 'POST',
      url: '/v1/events/bulk',
      headers: { authorization: `Bearer ${test.adminToken}` },
    })
    expect([statusCode, JSON.parse(body)]).toMatchObject([202, { accepted: 0, droppedTotal: 0 }])
  })

  it('of nothing is nothing', async () => {
    const { status, body } = await send('', test.adminToken)
    expect([status, body]).toEqual([202, { accepted: 0, duplicates: 0, dropped: [], droppedTotal: 0 }])
  })
})

describe('without a token that may write', () => {
  it.each([
    ['no token', async () => undefined, 401, 'unauthorized'],
    ['nobody’s token', async () => 'ks_nobody', 401, 'unauthorized'],
    ['a read token', () => test.token('read'), 403, 'forbidden'],
  ])('a bulk upload is refused: %s', async (_name, token, status, code) => {
    const answer = await send([line(ANNE)], await token())
    expect([answer.status, answer.body.error?.code]).toEqual([status, code])
    expect([...test.store.events('example')]).toEqual([])
  })

  it('a browser that is logged in cannot be made to send one by a page', async () => {
    const expiresAt = test.clock.now + 60_000
    await test.store.putLogin('session', { hash: hashToken('session'), expiresAt })
    const { status } = await send([line(ANNE)], undefined, { cookie: 'koop_session=session' })
    expect(status).toBe(401)
  })
})
