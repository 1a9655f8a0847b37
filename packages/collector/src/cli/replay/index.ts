import { hashToken, newToken } from '../../auth/tokens.ts'
import { urlOf } from '../../config.ts'
import { StartError } from '../../errors.ts'
import type { Site, Store } from '../../storage/store.ts'
import type { Command, Input, Io } from '../command.ts'
import { createProgress } from '../progress.ts'
import { webAddress } from '../web-address.ts'
import { withStore } from '../with-store.ts'
import { looksLikeAccessLog, readAccessLog } from './access-log.ts'
import type { Reader, Target } from './line.ts'
import { mustBeReadable, readLines } from './read-lines.ts'
import { type Collector, requireCollector, sendChunk } from './send-chunk.ts'
import { looksLikeStream, readStream } from './stream-tsv.ts'

/** Lines in one request: some MB, so that progress shows and an interruption repeats little. */
const CHUNK = 5_000

export const replay: Command = {
  name: 'replay',
  summary:
    'Sends a file of past behaviour, with its own times, to a running collector: a combined access log or a recorded clickstream (.tsv), gzipped or not. Every line is accounted for; sending a file again changes nothing.',
  usage: 'replay <file> [--site <id>] [--url http://127.0.0.1:8400] [--token ks_…]',
  words: 1,
  options: {
    site: { kind: 'text', help: 'the site it belongs to; may be left out when there is one' },
    url: { kind: 'text', help: 'the collector; this machine’s when left out' },
    token: { kind: 'text', help: 'a write token; when left out one is made for this run in the data folder' },
    domain: { kind: 'text', help: 'host of the pages; the site’s own when left out' },
    json: { kind: 'flag', help: 'print the account as JSON' },
  },
  settings: ['data', 'store', 'host', 'port'],
  run: async (input, io) => {
    const url = webAddress(input.text('url')) ?? urlOf(input.config)
    const token = input.text('token') ?? io.env.KOOPSIGNAAL_TOKEN
    if (token !== undefined) {
      const site = input.text('site')
      if (site === undefined) throw new StartError('With --token give --site too.', 2)
      return replayFile(input, io, { url, token }, { site, domain: input.text('domain') ?? 'localhost' })
    }
    await withStore(input.config, (store) =>
      withTokenOf(store, input, (site, own) =>
        replayFile(
          input,
          io,
          { url, token: own },
          { site: site.id, domain: input.text('domain') ?? site.domains[0]! },
        ),
      ),
    )
  },
}

/** A write token for the length of this run. */
async function withTokenOf(
  store: Store,
  input: Input,
  work: (site: Site, token: string) => Promise<void>,
): Promise<void> {
  const site = chooseSite(await store.sites(), input.text('site'))
  const token = newToken()
  const hash = hashToken(token)
  await store.putToken({ hash, site: site.id, role: 'write', label: 'replay', createdAt: Date.now() })
  try {
    await work(site, token)
  } finally {
    await store.removeToken(hash)
  }
}

const DEMO_SITES = ['demo', 'services', 'spa']

function chooseSite(sites: readonly Site[], asked: string | undefined): Site {
  const own = sites.filter(({ id }) => !DEMO_SITES.includes(id))
  const found = sites.find(({ id }) => id === asked)
  if (found !== undefined) return found
  if (asked !== undefined) throw new StartError(`There is no site '${asked}'.`)
  const only =
    own.length === 1 ? own[0] : own.length === 0 ? sites.find(({ id }) => id === 'demo') : undefined
  if (sites.length === 0)
    throw new StartError('There is no site yet. Add it: koopsignaal site add <id> --domain example.nl')
  if (only === undefined)
    throw new StartError(`Which site? Give --site: ${own.map(({ id }) => id).join(', ')}.`, 2)
  return only
}

export interface Account {
  read: number
  accepted: number
  duplicates: number
  dropped: number
  /** How many lines were not kept, by reason. */
  reasons: Record<string, number>
}

async function replayFile(input: Input, io: Io, collector: Collector, target: Target): Promise<void> {
  const account: Account = { read: 0, accepted: 0, duplicates: 0, dropped: 0, reasons: {} }
  const drop = (reason: string, count = 1): void => {
    account.dropped += count
    account.reasons[reason] = (account.reasons[reason] ?? 0) + count
  }
  const progress = createProgress(io, 'lines')
  let waiting: object[] = []
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return
    const answer = await sendChunk(collector, waiting)
    waiting = []
    account.accepted += answer.accepted
    account.duplicates += answer.duplicates
    for (const { reason } of answer.dropped) drop(reason)
    if (answer.droppedTotal > answer.dropped.length)
      drop('refused (more)', answer.droppedTotal - answer.dropped.length)
    progress(account.read, null)
  }

  await mustBeReadable(input.words[0]!)
  await requireCollector(collector.url)
  let reader: Reader | undefined
  let number = 0
  for await (const text of readLines(input.words[0]!)) {
    number++
    reader ??= readerFor(text, input.words[0]!)
    const read = reader(text, number, target)
    if (read.status === 'header') continue
    account.read++
    if (read.status === 'dropped') drop(read.reason)
    else waiting.push(read.line)
    if (waiting.length === CHUNK) await flush()
  }
  await flush()
  for (const line of input.flag('json') ? [JSON.stringify(account)] : toLines(account)) io.print(line)
}

function readerFor(firstLine: string, file: string): Reader {
  if (looksLikeStream(firstLine)) return readStream
  if (looksLikeAccessLog(firstLine)) return readAccessLog
  throw new StartError(
    `${file} is neither a combined access log nor a clickstream with the columns visitor, visit, ts_ms, kind, item, category, detail.`,
  )
}

function toLines({ read, accepted, duplicates, dropped, reasons }: Account): readonly string[] {
  return [
    `${read} read = ${accepted} accepted + ${duplicates} duplicates + ${dropped} dropped`,
    ...Object.entries(reasons)
      .toSorted(([, a], [, b]) => b - a)
      .map(([reason, count]) => `  dropped ${count}: ${reason}`),
  ]
}
