import { advanceVisitor } from '../../packages/collector/src/advance-visitor.ts'
import { openSqliteStore } from '../../packages/collector/src/storage/sqlite/sqlite-store.ts'
import { ADMIN_TOKEN, type CollectorProcess } from './collector-process.ts'
import { createLedger } from './ledger.ts'
import { until } from './until.ts'

/** What is in the database against what the client's own ledger says. */
export interface Account {
  readonly acknowledged: number
  /** Acknowledged and not there. */
  readonly lost: number
  /** Rows beyond one for each id. */
  readonly twice: number
  /** Visitors whose page views are not exactly the events that are kept of them. */
  readonly miscounted: number
  /** Visitors that a rebuild would change. */
  readonly changed: number
  readonly damage: readonly string[]
}

/** An account in which nothing is wrong. */
export const WHOLE: Omit<Account, 'acknowledged'> = {
  lost: 0,
  twice: 0,
  miscounted: 0,
  changed: 0,
  damage: [],
}

/** Kills a collector under load again and again, each time a little later after its start.
 *  @param start  starts a collector on the data folder
 *  @param afterKill  what happens to the folder while nobody is there */
export async function killCycles(
  data: string,
  cycles: number,
  start: (data: string) => Promise<CollectorProcess>,
  afterKill: () => void = () => {},
): Promise<Account> {
  const { load, ids } = createLedger(data)
  for (let cycle = 0; cycle < cycles; cycle++) {
    const collector = await start(data)
    const before = load.acknowledged().length
    const sending = load.run(collector.url, ADMIN_TOKEN)
    await until(() => load.acknowledged().length > before || collector.child.exitCode !== null)
    // Chosen: anywhere in the first commits after the first answer, so that kills fall in every part of one.
    await new Promise((resolve) => setTimeout(resolve, (cycle * 7) % 60))
    await collector.stop('SIGKILL')
    await sending
    afterKill()
  }
  return compare(data, ids())
}

/** Opens the database and compares it with what was acknowledged. */
export async function compare(data: string, ledger: readonly string[]): Promise<Account> {
  const store = openSqliteStore(data)
  const site = await store.site('demo')
  if (site === null) {
    await store.close()
    return {
      acknowledged: ledger.length,
      lost: ledger.length,
      twice: 0,
      miscounted: 0,
      changed: 0,
      damage: [],
    }
  }
  const rows = new Map<string, number>()
  const views = new Map<string, number>()
  for (const { id, visitor } of store.events('demo')) {
    rows.set(id, (rows.get(id) ?? 0) + 1)
    views.set(visitor!, (views.get(visitor!) ?? 0) + 1)
  }
  let miscounted = 0
  for (const [visitor, count] of views) {
    const stored = await store.visitor({ site: 'demo', visitor })
    if (stored?.profile.state.pageViews !== count) miscounted++
  }
  const { changed } = await store.rebuild(site, advanceVisitor)
  const damage = await store.check()
  await store.close()
  return {
    acknowledged: ledger.length,
    lost: ledger.filter((id) => !rows.has(id)).length,
    twice: [...rows.values()].reduce((sum, count) => sum + count - 1, 0),
    miscounted,
    changed,
    damage,
  }
}
