import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { closeSlowBodies } from './slow-bodies.ts'

let app: FastifyInstance
let begun: string[]
let answerLate: (text: string) => void
const sockets: Socket[] = []

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
  begun = []
  app = Fastify()
  closeSlowBodies(app)
  app.addHook('onRequest', async ({ url }) => {
    begun.push(url)
  })
  app.post('/short', async () => 'whole')
  app.post('/long', { config: { streams: true } }, async () => 'whole')
  app.post(
    '/late',
    () =>
      new Promise<string>((resolve) => {
        answerLate = resolve
        begun.push('/late whole')
      }),
  )
  await app.listen({ port: 0 })
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await app.close()
  vi.useRealTimers()
})

/** Sends the head of a request and the first byte of two. */
async function begin(path: string): Promise<Socket> {
  const { port } = app.server.address() as AddressInfo
  const socket = connect(port)
  sockets.push(socket.on('error', () => {}))
  socket.write(`POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\na`)
  await vi.waitFor(() => expect(begun).toContain(path))
  return socket
}

async function isAnswered(socket: Socket): Promise<void> {
  const [answer] = await once(socket, 'data')
  expect(String(answer)).toMatch(/^HTTP\/1.1 200/)
}

it('closes a connection whose body is not complete after ten seconds', async () => {
  const socket = await begin('/short')
  const closed = once(socket.resume(), 'close')
  vi.advanceTimersByTime(12_000)
  await closed
})

it('waits for a body that is read as it comes, however long it takes', async () => {
  const [slow, short] = [await begin('/long'), await begin('/short')]
  const closed = once(short.resume(), 'close')
  vi.advanceTimersByTime(60_000)
  // When the sweep is known to have closed the other one.
  await closed
  slow.write('b')
  await isAnswered(slow)
})

it('leaves a connection alone whose body came in time', async () => {
  const socket = await begin('/short')
  socket.write('b')
  await once(socket, 'data')
  vi.advanceTimersByTime(60_000)
  socket.write('POST /short HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\na')
  await isAnswered(socket)
})

it('leaves a connection alone whose answer takes long', async () => {
  const socket = await begin('/late')
  socket.write('b')
  await vi.waitFor(() => expect(begun).toContain('/late whole'))
  const short = await begin('/short')
  const closed = once(short.resume(), 'close')
  vi.advanceTimersByTime(60_000)
  await closed
  answerLate('at last')
  await isAnswered(socket)
})
