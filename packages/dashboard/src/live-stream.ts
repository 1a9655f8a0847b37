import type { Language, LiveEvents } from '@koopsignaal/protocol'
import { parseStream } from './parse-stream.ts'

/** What is told of a stream of who is on the site now. */
export interface LiveListener {
  readonly onEvent: <Name extends keyof LiveEvents>(name: Name, data: LiveEvents[Name]) => void
  /** Connected, or trying to be again. */
  readonly onState: (state: 'open' | 'waiting') => void
}

/** Opens the stream of a site, with reasons in a language; returns what ends it. */
export type OpenLive = (path: string, language: Language, listener: LiveListener) => () => void

const EVENTS = ['snapshot', 'visitor', 'left', 'totals'] as const satisfies readonly (keyof LiveEvents)[]

/** How long to wait before a broken stream is opened again: chosen. */
const AGAIN_AFTER = 3_000

/** Reads the stream with fetch and not with EventSource, which asks in the browser's language whatever the reader chose. It opens
 *  again whenever it ends: the collector begins each with a snapshot, so that nothing is missed. */
export const openLive: OpenLive = (path, language, { onEvent, onState }) => {
  const ending = new AbortController()
  const headers = { accept: 'text/event-stream', 'accept-language': language }
  const read = async () => {
    const answer = await fetch(path, { headers, credentials: 'same-origin', signal: ending.signal })
    if (!answer.ok || answer.body === null) return
    onState('open')
    for await (const { name, data } of parseStream(answer.body)) {
      const known = EVENTS.find((one) => one === name)
      if (known !== undefined) onEvent(known, JSON.parse(data))
    }
  }
  const keepReading = async () => {
    while (!ending.signal.aborted) {
      // A broken line is no error here: it is said, and tried again.
      await read().catch(() => {})
      if (ending.signal.aborted) return
      onState('waiting')
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER))
    }
  }
  void keepReading()
  return () => ending.abort()
}
