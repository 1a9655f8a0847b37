import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { StartError } from '../errors.ts'
import type { Command } from './command.ts'
import { createProgress } from './progress.ts'
import { chosenSites, withStore } from './with-store.ts'
import { FORCE, writeNew } from './write-new.ts'

export const exportEvents: Command = {
  name: 'export',
  summary:
    'Writes events as NDJSON, one a line with its site, in order of arrival. Visitors who gave no consent have no id in it.',
  usage: 'export [--site <id>] [--file <file>] [--force]',
  words: 0,
  options: {
    site: { kind: 'text', help: 'only this site; all of them, one after another, when left out' },
    file: { kind: 'text', help: 'where to; the standard output when left out' },
    force: FORCE,
  },
  settings: ['data', 'store'],
  run: async ({ config, text, flag }, io) => {
    await withStore(config, async (store) => {
      const sites = await chosenSites(store, text('site'))
      const file = text('file')
      let count = 0
      const progress = createProgress(io, 'events')
      const lines = function* () {
        for (const { id } of sites)
          for (const event of store.events(id)) {
            // Nobody without consent is exported one by one: their events go out as events of nobody.
            const line = event.consent === 'granted' ? event : { ...event, visitor: null }
            yield `${JSON.stringify(line)}\n`
            progress(++count, null)
          }
      }
      const write = (out: NodeJS.WritableStream, end: boolean) =>
        pipeline(lines, out, { end }).catch((error: NodeJS.ErrnoException) => {
          throw unwritten(error, file)
        })
      if (file === undefined) await write(process.stdout, false)
      else
        await writeNew(file, { force: flag('force') }, (to, flags) =>
          write(createWriteStream(to, { flags, mode: 0o600 }), true),
        )
      io.note(`${count} events exported`)
    })
  },
}

/** Why not all of it was written. Whoever reads the standard output may stop reading, as `export | head` does. */
function unwritten({ code, message }: NodeJS.ErrnoException, file: string | undefined): StartError {
  if (file !== undefined) return new StartError(`The file ${file} cannot be written: ${message}.`)
  return new StartError(
    code === 'EPIPE'
      ? 'Whoever read the events has stopped reading: not all of them were written.'
      : `The events cannot be written: ${message}.`,
  )
}
