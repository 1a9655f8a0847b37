import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { StartError } from '../../errors.ts'
import { sendChunk } from './send-chunk.ts'

vi.mock('node:timers/promises', () => ({ setTimeout: async () => {} }))

const ACCOUNT = { accepted: 2, duplicates: 0, dropped: [], droppedTotal: 0 }

/** A collector that gives these answers one after another; the last one again and again. */
async function collectorWith(...answers: readonly (readonly [number, unknown])[]) {
  const bodies: string[] = []
  const requests: IncomingMessage[] = []
  const server = createServer(async (request, response) => {
    bodies.push(await text(request))
    const [status, body] = answers[Math.min(requests.length, answers.length - 1)]!
    requests.push(request)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: 'ks_x',
    bodies,
    requests,
  }
}

describe('a chunk of lines', () => {
  it('is sent as one request, a line each, with the token', async () => {
    const collector = await collectorWith([202, ACCOUNT])
    expect(await sendChunk(collector, [{ a: 1 }, { b: 2 }])).toEqual(ACCOUNT)
    expect(collector.bodies).toEqual(['{"a":1}\n{"b":2}\n'])
    expect(collector.requests[0]?.headers.authorization).toBe('Bearer ks_x')
  })

  it('is sent again while the collector is busy', async () => {
    const collector = await collectorWith([503, {}], [429, {}], [202, ACCOUNT])
    expect(await sendChunk(collector, [{ a: 1 }])).toEqual(ACCOUNT)
    expect(collector.bodies).toEqual(Array(3).fill('{"a":1}\n'))
  })

  it('is given up with the reason when it stays busy', async () => {
    const collector = await collectorWith([503, { error: { code: 'queue_full', message: 'Too many.' } }])
    await expect(sendChunk(collector, [{}])).rejects.toThrow(
      new StartError(`The collector at ${collector.url} refused (503): Too many.`),
    )
    expect(collector.requests).toHaveLength(8)
  })

  it('is not sent again when it is refused', async () => {
    const collector = await collectorWith([401, { error: { code: 'unauthorized', message: 'Send a token' } }])
    await expect(sendChunk(collector, [{}])).rejects.toThrow('refused (401): Send a token')
    expect(collector.requests).toHaveLength(1)
  })

  it('says so when no collector answers', async () => {
    const url = 'http://127.0.0.1:1'
    await expect(sendChunk({ url, token: 'ks_x' }, [{}])).rejects.toThrow(
      `No collector answers at ${url}. Start it`,
    )
  })
})
