import { DAY, type UnixMs } from '@koopsignaal/protocol'
import type { FastifyBaseLogger } from 'fastify'
import type { AskReport } from '../questions/reports.ts'
import { segmentsQuery, visitorsQuery } from '../schemas/query.ts'
import { ctasQuery, pagesQuery, searchesQuery } from '../schemas/query-content.ts'
import { channelsQuery, funnelQuery } from '../schemas/query-funnel.ts'
import type { Site, Store } from '../storage/store.ts'

/** Chosen: of so many visitors some 700 MB are held; docs/performance.md. */
const MOST_VISITORS = 1_500_000
/** Chosen: fewer are read in a tenth of a second when somebody asks. To hold them ready takes a thread of its own, some 60 MB with them, and
 *  a fifteenth of what it takes to take events in, which they are kept up to date with. */
const QUICKLY_READ = 10_000
/** Chosen: with fewer the very first answer takes no longer than anybody notices. */
const FEW_VISITORS = 50_000
/** Chosen: after so many the engine has compiled what goes through everybody; the first one takes five to ten times as long as they then do. */
const TIMES = 8

/** What lists are ordered and filtered by, of each kind one. */
const LISTS = [{ sort: '-score' }, { segment: 'koper' }, { channel: 'direct' }, { topic: 'price' }] as const

interface Prepared {
  readonly store: Pick<Store, 'sites' | 'hasVisitors' | 'prepareCensus'>
  readonly ask: AskReport
  readonly log: Pick<FastifyBaseLogger, 'error'>
  readonly now: () => UnixMs
  /** Ends it. */
  readonly isStopping: () => boolean
}

/** Has reports at hand when somebody opens the dashboard after a start: site by site, behind the back of whatever else is asked. */
export async function prepareReports(prepared: Prepared): Promise<void> {
  const { store, log, isStopping } = prepared
  try {
    let room = MOST_VISITORS
    let isPractised = false
    for (const site of await store.sites()) {
      if (isStopping()) return
      if (!(await store.hasVisitors(site.id, QUICKLY_READ))) continue
      const visitors = await store.prepareCensus(site.id, room)
      room -= visitors
      if (visitors <= FEW_VISITORS || isPractised) continue
      await practise(prepared, site)
      isPractised = true
      // Nobody looks at what was practised: it need not be kept up to date from one moment to the next.
      if (!isStopping()) await store.prepareCensus(site.id, visitors)
    }
  } catch (error) {
    // Whoever asks reads them then. A thread that is told to end meanwhile ends in the middle of it.
    if (!isStopping()) log.error({ err: error }, 'reports could not be prepared')
  }
}

/** Asks what the dashboard asks, so that the first person is not the one for whom it is compiled. One after another: whoever asks meanwhile
 *  waits for one of them. */
async function practise({ ask, now, isStopping }: Prepared, site: Site): Promise<void> {
  for (let time = 0; time < TIMES; time++) {
    // Of other periods: what is remembered counts nothing.
    const from = new Date(now() - (30 + time) * DAY).toISOString()
    const list = LISTS[time % LISTS.length]
    const questions = [
      () => ask('segments', site, segmentsQuery.parse({ from }), now(), 'nl'),
      () => ask('funnel', site, funnelQuery.parse({ from }), now(), 'nl'),
      () => ask('channels', site, channelsQuery.parse({ from }), now(), 'nl'),
      () => ask('pages', site, pagesQuery.parse({ from }), now(), 'nl'),
      () => ask('ctas', site, ctasQuery.parse({ from }), now(), 'nl'),
      () => ask('searches', site, searchesQuery.parse({ from }), now(), 'nl'),
      () => ask('visitors', site, { ...visitorsQuery.parse({ from, ...list }), limit: 50 }, now(), 'nl'),
    ]
    for (const question of questions) {
      if (isStopping()) return
      await question()
    }
  }
}
