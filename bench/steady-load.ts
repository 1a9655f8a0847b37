import { createTraffic, idOf } from './ingest-traffic.ts'

/** Events a request: what a page sends at a time. */
const BATCH = 10

export interface SteadyLoad {
  /** Forgets what was counted so far. */
  restart(): void
  /** `p95` and `longest` are milliseconds until the answer. */
  stop(): Promise<{ perSecond: number; p95: number; longest: number; failed: number }>
}

/** Sends so many events a second, whatever the answers take, so that a slow server is not spared. */
export function sendEvents(port: string, perSecond: number): SteadyLoad {
  const traffic = createTraffic(1)
  const underWay = new Set<Promise<void>>()
  const seed = Date.now().toString(36)
  let [sequence, accepted, failed, since] = [0, 0, 0, performance.now()]
  let latencies: number[] = []

  async function send(): Promise<void> {
    const { by, events } = traffic.visit(BATCH)
    const list = events.map((event) => `{"id":"${idOf(sequence++)}${seed}",${event}}`).join(',')
    const who = by.visitor === null ? '' : `"visitor":"${by.visitor}","consent":"granted",`
    const began = performance.now()
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/v1/events`, {
        method: 'POST',
        body: `{"site":"bench",${who}"events":[${list}]}`,
        headers: {
          'content-type': 'text/plain',
          origin: 'https://winkel.example',
          'user-agent': by.userAgent,
          'x-forwarded-for': by.ip,
        },
      })
      await answer.arrayBuffer()
      if (answer.status === 202) accepted += BATCH
      else failed++
      latencies.push(performance.now() - began)
    } catch {
      failed++
    }
  }

  const timer = setInterval(
    () => {
      const one: Promise<void> = send().finally(() => underWay.delete(one))
      underWay.add(one)
    },
    (1000 * BATCH) / perSecond,
  )
  return {
    restart() {
      ;[accepted, failed, since] = [0, 0, performance.now()]
      latencies = []
    },
    async stop() {
      clearInterval(timer)
      await Promise.all(underWay)
      const sorted = latencies.toSorted((a, b) => a - b)
      const seconds = (performance.now() - since) / 1000
      const p95 = sorted[Math.floor(0.95 * sorted.length)] ?? 0
      return { perSecond: accepted / seconds, p95, longest: sorted.at(-1) ?? 0, failed }
    },
  }
}
