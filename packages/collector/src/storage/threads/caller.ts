import { EngineFailure } from '../store.ts'
import { type FromThread, OPENING, type ToThread, unpackError } from './messages.ts'

/** Told how far a long call is; false ends it where it is. */
export type Watch = (done: number, all: number) => boolean

/** What is needed of a `Worker`. */
export interface Thread {
  postMessage(message: ToThread): void
  on(event: 'message', listener: (message: FromThread) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'exit', listener: () => void): unknown
}

/** The side that calls a thread. */
export interface Caller {
  /** Resolves when the thread has opened its store.
   *  @throws StartError when it cannot */
  readonly opened: Promise<void>
  /** Resolves when the thread ends without having been closed. */
  readonly failed: Promise<EngineFailure>
  /** @throws what the method throws, of the same class; EngineFailure when the thread has ended */
  call<T>(method: string, args: readonly unknown[], watch?: Watch): Promise<T>
  /** Whether a call is not answered yet. */
  isBusy(): boolean
  /** Ends the thread after the calls that were made. */
  close(): Promise<void>
}

interface Pending {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
  readonly watch: Watch | undefined
}

export function createCaller(thread: Thread): Caller {
  const pending = new Map<number, Pending>()
  let last = OPENING
  let ended: EngineFailure | null = null
  let closing = false
  const { promise: exited, resolve: exit } = Promise.withResolvers<void>()
  const { promise: failed, resolve: fail } = Promise.withResolvers<EngineFailure>()

  const expect = <T>(id: number, watch?: Watch): Promise<T> =>
    new Promise<unknown>((resolve, reject) => void pending.set(id, { resolve, reject, watch })) as Promise<T>
  const say = (message: ToThread): void => thread.postMessage(message)

  thread.on('message', (message: FromThread) => {
    const call = pending.get(message.id)
    if (call === undefined) return
    if ('progress' in message) {
      if (call.watch?.(...message.progress) === false) say({ id: message.id, stop: true })
      return
    }
    pending.delete(message.id)
    if ('error' in message) call.reject(unpackError(message.error))
    else call.resolve(message.result)
  })
  const end = (error: unknown): void => {
    ended ??= new EngineFailure(error)
    for (const { reject } of pending.values()) reject(ended)
    pending.clear()
    if (!closing) fail(ended)
  }
  thread.on('error', end)
  thread.on('exit', () => {
    end(new Error('the thread of the storage has ended'))
    exit()
  })

  const opened = expect<void>(OPENING)
  // Whoever waits for it gets the refusal; nobody has to.
  opened.catch(() => {})

  const call = async <T>(method: string, args: readonly unknown[], watch?: Watch): Promise<T> => {
    if (ended !== null) throw ended
    const id = ++last
    // Throws for what cannot be sent; there is then no answer to expect.
    say({ id, method, args })
    return expect<T>(id, watch)
  }
  return {
    opened,
    failed,
    call,
    isBusy: () => pending.size > 0,
    async close() {
      if (ended !== null) return
      closing = true
      await call('close', [])
      await exited
    },
  }
}
