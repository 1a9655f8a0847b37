import { MessageChannel } from 'node:worker_threads'
import { expect, it, onTestFinished } from 'vitest'
import { answerCalls, type Callee, HandedOver } from './answer-calls.ts'
import { type Caller, createCaller, type Thread } from './caller.ts'

function callerOf(call: Callee['call']): Caller {
  const { port1, port2 } = new MessageChannel()
  answerCalls(port2, () => ({ call, close: async () => {} }))
  const caller = createCaller({
    postMessage: (message: unknown) => port1.postMessage(message),
    on: (event: string, listener: () => void) => port1.on(event === 'exit' ? 'close' : event, listener),
  } as Thread)
  onTestFinished(() => caller.close())
  return caller
}

it('gives bytes away instead of copying them', async () => {
  const made: Uint8Array[] = []
  const caller = callerOf(async () => {
    const bytes = new TextEncoder().encode('a line')
    made.push(bytes)
    return new HandedOver({ bytes, next: null }, [bytes.buffer])
  })
  const answer = await caller.call<{ bytes: Uint8Array; next: null }>('lines', [])
  expect([Buffer.from(answer.bytes).toString(), answer.next]).toEqual(['a line', null])
  expect(made.map(({ byteLength }) => byteLength)).toEqual([0])
})

it('is busy until what it was asked is answered', async () => {
  const caller = callerOf(async () => null)
  await caller.opened
  expect(caller.isBusy()).toBe(false)
  const asked = caller.call('anything', [])
  expect(caller.isBusy()).toBe(true)
  await asked
  expect(caller.isBusy()).toBe(false)
})
