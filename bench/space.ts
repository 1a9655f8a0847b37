/** `node bench/space.ts [<file> …]`: bytes on disk per event and per page view, by table, indexes included: of recorded streams, which
 *  are not part of the project (see docs/evaluation.md), and of the synthetic traffic. Writes bench/results/<date>-space.md. */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Event } from '@koopsignaal/protocol'
import Database from 'better-sqlite3'
import { advanceVisitor } from '../packages/collector/src/advance-visitor.ts'
import { readLines } from '../packages/collector/src/cli/replay/read-lines.ts'
import { readStream } from '../packages/collector/src/cli/replay/stream-tsv.ts'
import { createDayHash } from '../packages/collector/src/identity/day-hash.ts'
import { parseJson, prepare, receive } from '../packages/collector/src/pipeline/index.ts'
import { newSite } from '../packages/collector/src/sites.ts'
import { openSqliteStore } from '../packages/collector/src/storage/sqlite/sqlite-store.ts'
import { createTraffic, idOf } from './ingest-traffic.ts'
import { describeMachine, keepResult } from './machine.ts'

/** What arrives in one request. */
interface Arrival {
  readonly body: unknown
  readonly receivedAt: number
  readonly ip: string
  readonly userAgent: string
}

/** Events in one commit; lines of a replay that arrive at one moment. */
const COMMIT = 200
const CHUNK = 5_000
const SYNTHETIC = 60_000

async function* replayed(file: string): AsyncGenerator<Arrival> {
  let number = 0
  for await (const text of readLines(file)) {
    const read = readStream(text, ++number, { site: 'space', domain: 'winkel.example' })
    if (read.status !== 'event') continue
    const { site, visitor, consent, ...event } = read.line
    const receivedAt = Date.now() + Math.floor(number / CHUNK) * 700
    yield { body: { site, visitor, consent, events: [event] }, receivedAt, ip: '', userAgent: '' }
  }
}

async function* synthetic(perRequest: number): AsyncGenerator<Arrival> {
  const traffic = createTraffic(1)
  for (let sent = 0; sent < SYNTHETIC; sent += perRequest) {
    const one = traffic.next()
    const visit = perRequest === 1 ? { by: one, events: [one.event] } : traffic.visit(perRequest)
    const { visitor, ip, userAgent } = visit.by
    const events = visit.events.map(
      (event, i) => `{"id":"${idOf(sent + i)}","ago":${(visit.events.length - 1 - i) * 9_000},${event}}`,
    )
    const who = visitor === null ? '' : `"visitor":"${visitor}","consent":"granted",`
    const body = parseJson(`{"site":"space",${who}"events":[${events}]}`)
    yield { body, receivedAt: Date.now(), ip, userAgent }
  }
}

async function measure(title: string, arrivals: AsyncIterable<Arrival>, owner: boolean): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'koopsignaal-space-'))
  const store = openSqliteStore(folder)
  await store.putSite(newSite({ id: 'space', domains: ['winkel.example'] }, Date.now()))
  const site = (await store.site('space'))!
  const dayHash = createDayHash(folder, Date.now)
  const all = { events: 0, pageViews: 0 }
  let waiting: Event[] = []
  const commit = async (): Promise<void> => {
    await store.commit({ events: waiting, drops: [] }, advanceVisitor)
    all.events += waiting.length
    all.pageViews += waiting.filter(({ type }) => type === 'page_view').length
    waiting = []
  }
  for await (const { body, ...sender } of arrivals) {
    const around = {
      ...sender,
      optedOut: false,
      origin: 'winkel.example',
      country: null,
      owner,
      isTrial: false,
    }
    waiting.push(...prepare(receive(body), site, around, dayHash).events.map(({ event }) => event))
    if (waiting.length >= COMMIT) await commit()
  }
  await commit()
  await store.close()
  const lines = toLines(title, join(folder, 'koopsignaal.db'), all)
  rmSync(folder, { recursive: true })
  return lines
}

function toLines(title: string, file: string, { events, pageViews }: { events: number; pageViews: number }) {
  const { size } = statSync(file)
  const db = new Database(file, { readonly: true })
  const tables = db
    .prepare(
      'SELECT name, sum(pgsize) AS bytes, sum(unused) AS unused FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 10',
    )
    .all() as { name: string; bytes: number; unused: number }[]
  db.close()
  const per = (bytes: number): string => (bytes / events).toFixed(1)
  return [
    `## ${title}`,
    '',
    `${events} events, ${pageViews} page views: **${(size / pageViews).toFixed(1)} bytes per page view**, ${per(size)} per event.`,
    '',
    '| table or index | bytes per event | of these unused in its pages |',
    '|---|---:|---:|',
    ...tables.map(({ name, bytes, unused }) => `| ${name} | ${per(bytes)} | ${per(unused)} |`),
    '',
  ]
}

const lines = ['# Space on disk', '', ...describeMachine(['better-sqlite3']), '']
for (const file of process.argv.slice(2)) lines.push(...(await measure(basename(file), replayed(file), true)))
lines.push(...(await measure('Synthetic traffic, single events', synthetic(1), false)))
lines.push(...(await measure('Synthetic traffic, batches of 20', synthetic(20), false)))
keepResult('space', lines)
console.log(lines.join('\n'))
