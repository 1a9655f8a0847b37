import { connect, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { BEARER, dataFolder, startBuilt, startFile } from './collector-process.ts'
import { MUTATIONS, mutant } from './mutants.ts'
import { until } from './until.ts'

/** More for a release: KOOP_IDLE=5000 KOOP_DRIPPING=1000. */
const IDLE = Number(process.env.KOOP_IDLE ?? 400)
const DRIPPING = Number(process.env.KOOP_DRIPPING ?? 100)

/** Sockets that are opened and then say nothing, or a byte a second. */
interface SlowCrowd {
  /** How many the collector has ended. */
  readonly ended: () => number
}

async function crowd(port: number, count: number, opening: string): Promise<SlowCrowd> {
  let ended = 0
  const sockets = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<Socket>((resolve, reject) => {
          // Who drips does not stop because the other side says goodbye.
          const allowHalfOpen = opening !== ''
          const socket = connect({ port, host: '127.0.0.1', allowHalfOpen }, () => resolve(socket))
          socket.once('error', reject)
          socket.once('close', () => ended++)
        }),
    ),
  )
  for (const socket of sockets) {
    // What it is told is read, or it would never notice the end.
    socket.on('error', () => {}).resume()
    if (opening !== '') socket.write(opening)
  }
  const drip = setInterval(() => {
    if (opening !== '') for (const socket of sockets) if (socket.writable) socket.write('x')
  }, 1_000)
  onTestFinished(() => {
    clearInterval(drip)
    for (const socket of sockets) socket.destroy()
  })
  return { ended: () => ended }
}

const HEAD =
  'POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 60000\r\n'

async function send(url: string, n: number): Promise<number> {
  const body = JSON.stringify({
    site: 'demo',
    visitor: 'a-real-visitor',
    consent: 'granted',
    events: [{ id: `real-event-${n}`, type: 'page_view', url: 'http://127.0.0.1/' }],
  })
  return (await fetch(`${url}/v1/events`, { method: 'POST', headers: BEARER, body })).status
}

describe('slow clients by the hundred', () => {
  it(`do not keep a real visitor out: ${IDLE} that say nothing, ${DRIPPING} that drip their headers and as many their bodies`, async () => {
    const collector = await startBuilt(dataFolder())
    const port = Number(new URL(collector.url).port)
    const silent = await crowd(port, IDLE, '')
    const headers = await crowd(port, DRIPPING, `${HEAD}X-Slow: `)
    const bodies = await crowd(port, DRIPPING, `${HEAD}\r\n`)
    const statuses = await Promise.all(Array.from({ length: 50 }, (_, n) => send(collector.url, n)))
    expect(new Set(statuses)).toEqual(new Set([202]))
    // Headers have 5 s, bodies 10 s; nobody waits for them longer.
    await until(() => headers.ended() === DRIPPING && bodies.ended() === DRIPPING && silent.ended() === IDLE)
    expect(await send(collector.url, 50)).toBe(202)
  }, 90_000)

  it.each(['waitsForBodies', 'closesHalf'] as const)(
    'would be caught if it %s',
    async (name) => {
      const collector = await startFile(mutant(MUTATIONS[name]), dataFolder())
      const port = Number(new URL(collector.url).port)
      const [headers, bodies] = [await crowd(port, 5, `${HEAD}X-Slow: `), await crowd(port, 5, `${HEAD}\r\n`)]
      const [kept, gone] = name === 'closesHalf' ? [headers, bodies] : [bodies, headers]
      await until(() => gone.ended() === 5)
      // Longer than what the others were given, counted from the same moment.
      await new Promise((resolve) => setTimeout(resolve, 7_000))
      expect(kept.ended()).toBe(0)
    },
    60_000,
  )
})
