import type { FastifyBaseLogger } from 'fastify'
import type { Store } from '../storage/store.ts'

/** Chosen: of so many visitors some 500 MB are held; docs/performance.md. */
const MOST_VISITORS = 1_000_000

/** Has reports at hand when somebody opens the dashboard after a start: site by site, behind the back of whatever else is asked.
 *  @param isStopping  ends it */
export async function prepareReports(
  store: Pick<Store, 'sites' | 'prepareCensus'>,
  log: Pick<FastifyBaseLogger, 'error'>,
  isStopping: () => boolean,
): Promise<void> {
  try {
    let room = MOST_VISITORS
    for (const { id } of await store.sites()) {
      if (isStopping()) return
      room -= await store.prepareCensus(id, room)
    }
  } catch (error) {
    // Whoever asks reads them then. A thread that is told to end meanwhile ends in the middle of it.
    if (!isStopping()) log.error({ err: error }, 'reports could not be prepared')
  }
}
