import { setTimeout as sleep } from 'node:timers/promises'
import { StartError } from '../../errors.ts'

export interface Collector {
  readonly url: string
  readonly token: string
}

export interface ChunkAnswer {
  readonly accepted: number
  readonly duplicates: number
  readonly dropped: readonly { readonly reason: string }[]
  readonly droppedTotal: number
}

/** @throws StartError when nothing answers there: better said at once than after many tries */
export async function requireCollector(url: string): Promise<void> {
  const answer = await fetch(`${url}/healthz`).catch(() => null)
  if (answer === null) throw new StartError(await refusal(url, null))
}

const TRIES = 8

/** Sends lines as one bulk request; again when the collector is busy: what it has already, it counts as duplicate.
 *  @throws StartError when it refuses or does not answer */
export async function sendChunk({ url, token }: Collector, lines: readonly object[]): Promise<ChunkAnswer> {
  const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
  for (let tried = 1; ; tried++) {
    const answer = await fetch(`${url}/v1/events/bulk`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
      body,
    }).catch(() => null)
    if (answer?.status === 202) return (await answer.json()) as ChunkAnswer
    const busy = answer === null || answer.status === 429 || answer.status === 503
    if (!busy || tried === TRIES) throw new StartError(await refusal(url, answer))
    await sleep(Math.min(5_000, 100 * 2 ** tried))
  }
}

async function refusal(url: string, answer: Response | null): Promise<string> {
  if (answer === null) return `No collector answers at ${url}. Start it, or give --url.`
  const { error } = (await answer.json().catch(() => ({}))) as { error?: { message?: string } }
  return `The collector at ${url} refused (${answer.status}): ${error?.message ?? 'no reason given'}`
}
