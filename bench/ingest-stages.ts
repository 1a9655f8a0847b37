/** `node bench/ingest-stages.ts [events] [per request] [per commit]`: processor time of each stage of ingest, in one process without
 *  HTTP, and what the events take on disk by table. The first third warms up and is not counted. With `--cpu-prof` it is the
 *  quickest way to see what a stage is made of. */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createDayHash } from '../packages/collector/src/identity/day-hash.ts'
import { keepIn } from '../packages/collector/src/keep.ts'
import { parseJson, prepare, receive } from '../packages/collector/src/pipeline/index.ts'
import { newSite } from '../packages/collector/src/sites.ts'
import { openSqliteStore } from '../packages/collector/src/storage/sqlite/sqlite-store.ts'
import { createTraffic, idOf } from './ingest-traffic.ts'

const [events = 60_000, perRequest = 1, perCommit = 64] = process.argv.slice(2).map(Number)
const folder = mkdtempSync(join(tmpdir(), 'koopsignaal-stages-'))
const store = openSqliteStore(folder)
await store.putSite(newSite({ id: 'bench', domains: ['winkel.example'] }, Date.now()))
const site = (await store.site('bench'))!
const dayHash = createDayHash(folder, Date.now)
const keep = keepIn(store)

const traffic = createTraffic(1)
let sequence = 0
let pageViews = 0
function nextRequest() {
  const one = perRequest === 1 ? traffic.next() : null
  const visit = one === null ? traffic.visit(perRequest) : { by: one, events: [one.event] }
  const { visitor, ip, userAgent } = visit.by
  const list = visit.events.map((event, i) => {
    if (event.startsWith('"type":"page_view"')) pageViews++
    return `{"id":"${idOf(sequence++)}","ago":${(visit.events.length - 1 - i) * 9_000},${event}}`
  })
  const who = visitor === null ? '' : `"visitor":"${visitor}","consent":"granted",`
  return { ip, userAgent, body: `{"site":"bench",${who}"events":[${list}]}` }
}

const spent = { prepare: 0, keep: 0 }
function charge(stage: keyof typeof spent, since: NodeJS.CpuUsage): void {
  const { user, system } = process.cpuUsage(since)
  spent[stage] += user + system
}

let now = Date.now()
let counted = 0
const requestsPerCommit = Math.max(1, Math.round(perCommit / perRequest))
for (let sent = 0; sent < events; sent += requestsPerCommit * perRequest) {
  if (sent > events / 3 && counted === 0) Object.assign(spent, { prepare: 0, keep: 0 })
  if (sent > events / 3) counted += requestsPerCommit * perRequest
  now += 3
  const requests = Array.from({ length: requestsPerCommit }, nextRequest)
  let since = process.cpuUsage()
  const batches = requests.map(({ ip, userAgent, body }) =>
    prepare(
      receive(parseJson(body)),
      site,
      {
        receivedAt: now,
        ip,
        userAgent,
        optedOut: false,
        origin: 'winkel.example',
        country: null,
        owner: false,
        isTrial: false,
      },
      dayHash,
    ),
  )
  charge('prepare', since)
  const group = batches.flatMap((batch) => batch.events.map(({ event }) => event))
  // Half of them: a page is told of who gave consent.
  const asked = batches.flatMap(({ consent, visitor }) =>
    consent === 'granted' ? [{ site: site.id, visitor, at: now, by: 'page' as const }] : [],
  )
  since = process.cpuUsage()
  await keep({ events: group, drops: [], asked })
  charge('keep', since)
}
await store.close()

const file = join(folder, 'koopsignaal.db')
for (const [stage, time] of Object.entries(spent))
  console.log(`${stage}: ${(time / counted).toFixed(1)} µs per event`)
const { size } = statSync(file)
console.log(
  `on disk: ${(size / sequence).toFixed(0)} bytes per event, ${(size / pageViews).toFixed(0)} per page view`,
)
const db = new Database(file, { readonly: true })
const tables = db
  .prepare('SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name ORDER BY bytes DESC LIMIT 8')
  .all() as { name: string; bytes: number }[]
for (const { name, bytes } of tables) console.log(`  ${name}: ${(bytes / sequence).toFixed(1)}`)
db.close()
rmSync(folder, { recursive: true })
