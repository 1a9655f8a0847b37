import { statSync } from 'node:fs'
import { urlOf } from '../config.ts'
import { StartError } from '../errors.ts'
import type { Command } from './command.ts'
import { databaseFile, withStore } from './with-store.ts'

export const doctor: Command = {
  name: 'doctor',
  summary: 'Checks the data folder and the database, and whether the collector answers and can commit.',
  usage: 'doctor',
  words: 0,
  options: {},
  settings: ['data', 'store', 'host', 'port'],
  run: async ({ config }, io) => {
    const file = databaseFile(config)
    const findings: string[] = []
    await withStore(config, async (store) => {
      // Some damage the check itself cannot get past.
      findings.push(...(await store.check().catch((error: Error) => [error.message])))
      const sites = await store.sites()
      io.print(
        `Database ${file}: ${statSync(file).size} bytes, ${sites.length} sites, ${findings.length === 0 ? 'whole' : 'damaged'}`,
      )
      for (const site of sites) {
        const last = await store.lastEventAt(site.id)
        io.print(`  ${site.id}: last event ${last === null ? 'none yet' : new Date(last).toISOString()}`)
      }
    })
    const url = urlOf(config)
    const ready = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => null,
    )
    io.print(
      ready === null
        ? `Collector: nothing answers at ${url} (is it running?)`
        : `Collector at ${url}: ${ready ? 'able to commit' : 'NOT able to commit'}`,
    )
    if (ready === false) findings.push('the collector cannot commit')
    for (const finding of findings) io.note(finding)
    if (findings.length > 0)
      throw new StartError('Restore the last backup, then send again what came after it.')
    io.print('All is well.')
  },
}
