import { fsyncSync, writeSync } from 'node:fs'

/** Five page views of one visitor, as a page would send them. */
export interface Batch {
  readonly visitor: string
  readonly ids: readonly string[]
}

export const BATCH_SIZE = 5

/** Batch `number` of client `client`; the same each time it is asked for. Each client sends for three visitors. */
export function batchOf(client: number, number: number): Batch {
  const ids = Array.from({ length: BATCH_SIZE }, (_, i) => `event-${client}-${number}-${i}`)
  return { visitor: `visitor-${client}-${number % 3}`, ids }
}

function bodyOf({ visitor, ids }: Batch): string {
  return JSON.stringify({
    site: 'demo',
    visitor,
    consent: 'granted',
    events: ids.map((id, i) => ({ id, type: 'page_view', url: `http://127.0.0.1/producten?p=${i}` })),
  })
}

/** Clients that each send one batch after another, and write down in a file what was acknowledged before they go on. What was
 *  not acknowledged is sent again first, as the tag does. */
export interface Load {
  /** Sends until the collector is gone or `stop` is called. */
  readonly run: (url: string, token: string) => Promise<void>
  readonly stop: () => void
  /** Batches acknowledged so far. */
  readonly acknowledged: () => readonly Batch[]
  /** Answers other than 202, by status. */
  readonly refused: () => ReadonlyMap<number, number>
}

export function createLoad(ledger: number, clients = 8): Load {
  const next = Array.from({ length: clients }, () => 0)
  const acknowledged: Batch[] = []
  const refused = new Map<number, number>()
  let stopped = false

  async function client(number: number, url: string, token: string): Promise<void> {
    while (!stopped) {
      const batch = batchOf(number, next[number]!)
      const answer = await send(url, token, batch)
      if (answer === 'gone') return
      if (answer !== 202) {
        refused.set(answer, (refused.get(answer) ?? 0) + 1)
        // What a client does with a 503: wait a moment, then send it again.
        await new Promise((resolve) => setTimeout(resolve, 5))
        continue
      }
      next[number]!++
      writeSync(ledger, `${batch.ids.join(' ')}\n`)
      fsyncSync(ledger)
      acknowledged.push(batch)
    }
  }

  return {
    async run(url, token) {
      stopped = false
      await Promise.all(next.map((_, number) => client(number, url, token)))
    },
    stop: () => {
      stopped = true
    },
    acknowledged: () => acknowledged,
    refused: () => refused,
  }
}

async function send(url: string, token: string, batch: Batch): Promise<number | 'gone'> {
  try {
    const answer = await fetch(`${url}/v1/events`, {
      method: 'POST',
      // With a token: no browser sent it, so that it is not taken for a program's.
      headers: { authorization: `Bearer ${token}` },
      body: bodyOf(batch),
    })
    // The status alone is the acknowledgement; the body may be cut off.
    await answer.text().catch(() => '')
    return answer.status
  } catch {
    return 'gone'
  }
}
