import type { MessagePort } from 'node:worker_threads'
import { type FromThread, OPENING, packError, type ToThread } from './messages.ts'

/** What a long call may say and be told meanwhile. */
export interface Link {
  readonly onProgress: (done: number, all: number) => void
  readonly isCancelled: () => boolean
}

/** A result that is given away with these buffers instead of copied: its sender has them no more. */
export class HandedOver {
  readonly result: unknown
  readonly buffers: readonly ArrayBuffer[]

  constructor(result: unknown, buffers: readonly ArrayBuffer[]) {
    this.result = result
    this.buffers = buffers
  }
}

export interface Callee {
  /** @returns the result, or `HandedOver` */
  call(method: string, args: readonly unknown[], link: Link): Promise<unknown>
  /** After the last call. */
  close(): Promise<void>
}

/** The thread's side: opens, says so, and answers calls in the order in which they begin, until it is told to close. */
export function answerCalls(port: MessagePort, open: () => Callee): void {
  const say = (message: FromThread, given?: readonly ArrayBuffer[]): void => port.postMessage(message, given)
  const stopped = new Set<number>()
  let callee: Callee
  try {
    callee = open()
    say({ id: OPENING, result: null })
  } catch (error) {
    say({ id: OPENING, error: packError(error) })
    port.close()
    return
  }

  async function answer(id: number, method: string, args: readonly unknown[]): Promise<void> {
    const link: Link = {
      onProgress: (done, all) => say({ id, progress: [done, all] }),
      isCancelled: () => stopped.has(id),
    }
    try {
      if (method === 'close') await callee.close()
      const result = method === 'close' ? null : await callee.call(method, args, link)
      if (result instanceof HandedOver) say({ id, result: result.result }, result.buffers)
      else say({ id, result })
    } catch (error) {
      say({ id, error: packError(error) })
    }
    stopped.delete(id)
    // Without the port nothing keeps the thread.
    if (method === 'close') port.close()
  }

  port.on('message', (message: ToThread) => {
    if ('stop' in message) stopped.add(message.id)
    else void answer(message.id, message.method, message.args)
  })
}
