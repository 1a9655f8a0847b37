import type { LiveEvents } from '@koopsignaal/protocol'

/** What is told of a stream of who is on the site now. */
export interface LiveListener {
  readonly onEvent: <Name extends keyof LiveEvents>(name: Name, data: LiveEvents[Name]) => void
  /** Connected, or trying to be again. */
  readonly onState: (state: 'open' | 'waiting') => void
}

/** Opens the stream of a site; returns what ends it. */
export type OpenLive = (path: string, listener: LiveListener) => () => void

const EVENTS = ['snapshot', 'visitor', 'left', 'totals'] as const satisfies readonly (keyof LiveEvents)[]

/** How long to wait before a stream that the browser gave up is opened again: chosen. */
const AGAIN_AFTER = 5_000

/** The browser's own stream. It comes back by itself after a broken line; after a refusal (a collector that is restarting) we ask
 *  again. */
export const openLive: OpenLive = (path, { onEvent, onState }) => {
  let source: EventSource
  let timer: ReturnType<typeof setTimeout> | undefined
  const open = () => {
    source = new EventSource(path, { withCredentials: true })
    source.addEventListener('open', () => onState('open'))
    source.addEventListener('error', () => {
      onState('waiting')
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, AGAIN_AFTER)
    })
    for (const name of EVENTS) {
      source.addEventListener(name, ({ data }: MessageEvent<string>) => onEvent(name, JSON.parse(data)))
    }
  }
  open()
  return () => {
    clearTimeout(timer)
    source.close()
  }
}
