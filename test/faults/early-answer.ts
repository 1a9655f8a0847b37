import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildApp } from '../../packages/collector/src/app.ts'
import { createCommitter } from '../../packages/collector/src/commit.ts'
import { readConfig } from '../../packages/collector/src/config.ts'
import { createDayHash } from '../../packages/collector/src/identity/day-hash.ts'
import { createMetrics } from '../../packages/collector/src/metrics.ts'
import { askOf } from '../../packages/collector/src/questions/reports.ts'
import { newSite } from '../../packages/collector/src/sites.ts'
import { openSqliteStore } from '../../packages/collector/src/storage/sqlite/sqlite-store.ts'
import type { Store } from '../../packages/collector/src/storage/store.ts'

/** A collector that may be made to answer before it has committed, to prove that the check of `kill.test.ts` sees it:
 *  `early-answer.ts faithful|early`. */
const early = process.argv[2] === 'early'

const config = readConfig(process.env)
const store = openSqliteStore(config.dataDir)
await store.putSite(newSite({ id: 'demo', domains: ['localhost'] }, Date.now()))

/** The mutant: verdicts at once, the commit a moment later. */
const hasty: Store = {
  ...store,
  async commit(commit, advance) {
    setTimeout(() => void store.commit(commit, advance), 20)
    return { verdicts: commit.events.map(() => 'accepted' as const) }
  },
}

const assets = join(config.dataDir, '..', 'assets')
mkdirSync(assets, { recursive: true })
writeFileSync(join(assets, 'k.js'), 'start(KOOP_SITE)')
writeFileSync(join(assets, 'index.html'), '')
const app = await buildApp({
  store,
  committer: createCommitter({ store: early ? hasty : store, onFatal: () => process.exit(1) }),
  config,
  ask: askOf(store),
  dayHash: createDayHash(config.dataDir, Date.now),
  metrics: createMetrics(),
  now: Date.now,
  assets: { tracker: assets, dashboard: assets, examples: null },
})
const url = await app.listen({ host: config.host, port: config.port })
console.log(`It listens on ${url};\nA new log-in link: none`)
