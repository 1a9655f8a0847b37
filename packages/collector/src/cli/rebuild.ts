import type { Command } from './command.ts'
import { rebuildInThreads } from './derive-threads.ts'
import { createProgress } from './progress.ts'
import { chosenSites, withStore } from './with-store.ts'

export const rebuild: Command = {
  name: 'rebuild',
  summary:
    'Derives every visitor’s state, scores and transitions again from the events, and says how many came out differently.',
  usage: 'rebuild [--site <id>]',
  words: 0,
  options: { site: { kind: 'text', help: 'only this site' } },
  settings: ['data', 'store'],
  run: async ({ config, text }, io) => {
    await withStore(config, async (store) => {
      for (const site of await chosenSites(store, text('site'))) {
        const { visitors, changed } = await rebuildInThreads(config, store, site, {
          onProgress: createProgress(io, `${site.id}: visitors`),
        })
        io.print(`${site.id}: ${visitors} visitors rebuilt, ${changed} came out differently`)
      }
    })
  },
}
