import { MessageChannel } from 'node:worker_threads'
import { expect, it, onTestFinished } from 'vitest'
import { answerCalls, HandedOver } from './answer-calls.ts'
import { createCaller, type Thread } from './caller.ts'

it('gives bytes away instead of copying them', async () => {
  const { port1, port2 } = new MessageChannel()
  const made: Uint8Array[] = []
  const call = async () => {
    const bytes = new TextEncoder().encode('a line')
    made.push(bytes)
    return new HandedOver({ bytes, next: null }, [bytes.buffer])
  }
  answerCalls(port2, () => ({ call, close: async () => {} }))
  const caller = createCaller({
    postMessage: (message: unknown) => port1.postMessage(message),
    on: (event: string, listener: () => void) => port1.on(event === 'exit' ? 'close' : event, listener),
  } as Thread)
  onTestFinished(() => caller.close())
  const answer = await caller.call<{ bytes: Uint8Array; next: null }>('lines', [])
  expect([Buffer.from(answer.bytes).toString(), answer.next]).toEqual(['a line', null])
  expect(made.map(({ byteLength }) => byteLength)).toEqual([0])
})
