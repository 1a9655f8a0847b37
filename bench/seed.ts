/** `npm run bench:seed -- <data folder> [visitors] [days] [seed]`: fills a new database with a simulated public (seed-visitors.ts),
 *  through the same pipeline and the same commits as real events, but without HTTP. The same arguments make the same events.
 *  Some 7 events a visitor: 1,400,000 visitors are about 10 million events. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DAY } from '@koopsignaal/protocol'
import { advanceVisitor } from '../packages/collector/src/advance-visitor.ts'
import { createDayHash } from '../packages/collector/src/identity/day-hash.ts'
import { parseJson, prepare, receive } from '../packages/collector/src/pipeline/index.ts'
import { newSite } from '../packages/collector/src/sites.ts'
import { openSqliteStore } from '../packages/collector/src/storage/sqlite/sqlite-store.ts'
import { simulate } from './seed-visitors.ts'

const [folder, ...numbers] = process.argv.slice(2)
const [visitors = 100_000, days = 90, seed = 1] = numbers.map(Number)
if (folder === undefined || numbers.some((number) => !(Number(number) > 0))) {
  console.error('usage: npm run bench:seed -- <data folder> [visitors] [days] [seed]')
  process.exit(2)
}
if (existsSync(folder) && readdirSync(folder).length > 0) {
  console.error(`${folder} is not empty.`)
  process.exit(1)
}

/** Events of one commit: as bulk imports take them. */
const GROUP = 2_000
/** Not today: the same arguments must make the same events on any day. */
const UNTIL = Date.UTC(2026, 10, 1)

const store = openSqliteStore(folder)
await store.putSite(newSite({ id: 'bench', domains: ['winkel.example'] }, UNTIL - days * DAY))
const site = (await store.site('bench'))!
const dayHash = createDayHash(folder, () => UNTIL)

const started = performance.now()
let [stored, group, seen] = [0, [] as ReturnType<typeof eventsOf>, 0]
for (const visit of simulate({ visitors, days, until: UNTIL, seed })) {
  group.push(...eventsOf(visit))
  if (group.length < GROUP) continue
  await commit()
  if (++seen % 50 === 0) report()
}
await commit()
report()
await store.close()
const bytes = statSync(join(folder, 'koopsignaal.db')).size
console.log(
  `\n${stored} events of ${visitors} visitors, ${Math.round(bytes / 1e6)} MB, ${(bytes / stored).toFixed(0)} bytes an event`,
)

function eventsOf(visit: {
  visitor: string | null
  ip: string
  userAgent: string
  events: readonly object[]
}) {
  const { visitor, ip, userAgent, events } = visit
  // A server that sends for others says whose browser it was: without it a visitor without consent is only counted.
  const who = visitor === null ? { consent: 'cookieless', ip } : { consent: 'granted', visitor }
  const body = JSON.stringify({ site: site.id, userAgent, ...who, events })
  const sender = {
    receivedAt: UNTIL,
    ip,
    userAgent,
    optedOut: false,
    origin: null,
    country: null,
    owner: true,
    isTrial: false,
  }
  const { events: prepared, dropped } = prepare(receive(parseJson(body)), site, sender, dayHash)
  if (dropped.length > 0) throw new Error(dropped[0]!.message)
  return prepared.map(({ event }) => event)
}

async function commit(): Promise<void> {
  if (group.length === 0) return
  const { verdicts } = await store.commit({ events: group, drops: [] }, advanceVisitor)
  stored += verdicts.filter((verdict) => verdict === 'accepted').length
  group = []
}

function report(): void {
  const rate = Math.round(stored / ((performance.now() - started) / 1000))
  process.stderr.write(`\r${stored} events, ${rate}/s `)
}
