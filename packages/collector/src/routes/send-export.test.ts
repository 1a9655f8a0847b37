import type { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { sendExport } from './send-export.ts'

const columns = [['name', (one: { name: string }) => one.name]] as const

/** An app that exports `parts`, each after the cursor that is its number; what fails is null. */
function exporting(parts: readonly (string | null)[]) {
  const asked: (string | undefined)[] = []
  const app = Fastify()
  app.get('/', (request, reply) =>
    sendExport(request, reply, columns, async (_as, cursor) => {
      asked.push(cursor)
      const number = Number(cursor ?? 0)
      const text = parts[number]
      if (text === null || text === undefined) throw new Error('the disk is gone')
      return { bytes: Buffer.from(text), next: number + 1 < parts.length ? String(number + 1) : null }
    }),
  )
  return { app, asked, get: () => app.inject({ url: '/', headers: { accept: 'text/csv' } }) }
}

it('sends part after part, each once, below one line of names', async () => {
  const { asked, get } = exporting(['a\r\n', '', 'b\r\nc\r\n'])
  const answer = await get()
  expect([answer.statusCode, answer.payload]).toEqual([200, 'name\r\na\r\nb\r\nc\r\n'])
  expect(asked).toEqual([undefined, '1', '2'])
})

it('is never taken for whole when a later part could not be made', async () => {
  await expect(exporting(['a\r\n', null]).get()).rejects.toThrow()
})

it('makes two parts ahead of what is sent, and no more', async () => {
  const { app, asked, get } = exporting(['a\r\n', 'b\r\n', 'c\r\n', 'd\r\n', 'e\r\n', 'f\r\n', 'g\r\n'])
  const ahead: number[] = []
  app.addHook('onSend', async (_request, _reply, payload) => {
    // Whoever reads nothing yet: the stream takes in one line of names and waits.
    const stream = payload as Readable
    await new Promise((done) => stream.once('readable', done))
    for (let i = 0; i < 20; i++) await setImmediate()
    ahead.push(asked.length)
    return payload
  })
  expect((await get()).payload).toBe('name\r\na\r\nb\r\nc\r\nd\r\ne\r\nf\r\ng\r\n')
  expect(ahead).toEqual([3])
})
