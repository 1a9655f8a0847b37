import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { StartError } from '../errors.ts'
import type { Command } from './command.ts'
import { createProgress } from './progress.ts'
import { requireSite, withStore } from './with-store.ts'

export const exportEvents: Command = {
  name: 'export',
  summary:
    'Writes a site’s events as NDJSON, one a line, in order of arrival. Visitors who gave no consent have no id in it.',
  usage: 'export --site <id> [--file <file>]',
  words: 0,
  options: {
    site: { kind: 'text', required: true, help: 'the site' },
    file: { kind: 'text', help: 'where to; the standard output when left out' },
  },
  settings: ['data', 'store'],
  run: async ({ config, text }, io) => {
    await withStore(config, async (store) => {
      const site = await requireSite(store, text('site')!)
      const file = text('file')
      const out = file === undefined ? process.stdout : createWriteStream(file, { mode: 0o600 })
      if (file !== undefined) await mustOpen(out, file)
      const progress = createProgress(io, 'events')
      let count = 0
      for (const event of store.events(site.id)) {
        // Nobody without consent is exported one by one: their events go out as events of nobody.
        const line = event.consent === 'granted' ? event : { ...event, visitor: null }
        if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, 'drain')
        progress(++count, null)
      }
      if (file !== undefined) {
        out.end()
        await once(out, 'finish')
      }
      io.note(`${count} events exported`)
    })
  },
}

/** @throws StartError when the file cannot be written */
async function mustOpen(out: NodeJS.WritableStream, file: string): Promise<void> {
  try {
    await once(out, 'open')
  } catch (error) {
    throw new StartError(`The file ${file} cannot be written: ${(error as Error).message}.`)
  }
}
