import { type Config, urlOf } from '../config.ts'
import { StartError } from '../errors.ts'
import { modelOf } from '../models.ts'
import type { Site, Store } from '../storage/store.ts'
import type { Command, Io } from './command.ts'
import { rebuildInThreads } from './derive-threads.ts'
import { createProgress } from './progress.ts'
import { databaseBytes, databaseFile, withStore } from './with-store.ts'

export const doctor: Command = {
  name: 'doctor',
  summary: 'Checks the data folder and the database, and whether the collector answers and can commit.',
  usage: 'doctor [--quick]',
  words: 0,
  options: { quick: { kind: 'flag', help: 'do not derive every visitor again to compare' } },
  settings: ['data', 'store', 'host', 'port'],
  run: async ({ config, flag }, io) => {
    const file = databaseFile(config)
    const findings: string[] = []
    await withStore(config, async (store) => {
      // Some damage the check itself cannot get past.
      findings.push(...(await store.check().catch((error: Error) => [error.message])))
      const sites = await store.sites()
      io.print(
        `Database ${file}: ${databaseBytes(config)} bytes, ${sites.length} sites, ${findings.length === 0 ? 'whole' : 'damaged'}`,
      )
      for (const site of sites) {
        const last = await store.lastEventAt(site.id)
        io.print(`  ${site.id}: last event ${last === null ? 'none yet' : new Date(last).toISOString()}`)
      }
      if (findings.length === 0 && !flag('quick'))
        findings.push(...(await compareDerived(config, store, sites, io)))
    })
    const url = urlOf(config)
    const ready = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => null,
    )
    io.print(
      ready === null
        ? `Collector: nothing answers at ${url}`
        : `Collector at ${url}: ${ready ? 'able to commit' : 'NOT able to commit'}`,
    )
    if (ready === false) findings.push('the collector cannot commit')
    for (const finding of findings) io.note(finding)
    if (findings.length > 0)
      throw new StartError(
        findings.every((finding) => finding.endsWith(REBUILD))
          ? 'The events are whole: nothing is lost.'
          : 'Restore the last backup, then send again what came after it.',
      )
    io.print(
      ready === null
        ? `The data is whole, but nothing is collected at ${url}: start the collector, or name the address that it listens on (--host, --port).`
        : 'All is well.',
    )
  },
}

const REBUILD = 'run: koopsignaal rebuild'
const MANY = 5_000

/** What is derived has no seal of its own: it is compared with what the events come to. */
async function compareDerived(
  config: Config,
  store: Store,
  sites: readonly Site[],
  io: Io,
): Promise<string[]> {
  const findings: string[] = []
  for (const site of sites) {
    const progress = createProgress(io, `${site.id}: visitors compared with their events`)
    const { changed } = await rebuildInThreads(config, store, site, {
      dryRun: { model: modelOf(site) },
      // A second's work needs no telling.
      onProgress: (done, all) => all > MANY && progress(done, all),
    })
    if (changed > 0)
      findings.push(`${site.id}: ${changed} visitors are not what their events say; ${REBUILD}`)
  }
  return findings
}
