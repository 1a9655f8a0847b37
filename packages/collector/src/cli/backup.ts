import { resolve } from 'node:path'
import { StartError } from '../errors.ts'
import type { Command } from './command.ts'
import { createProgress } from './progress.ts'
import { withStore } from './with-store.ts'
import { FORCE, writeNew } from './write-new.ts'

export const backup: Command = {
  name: 'backup',
  summary:
    'Copies the database, also while the collector runs. To restore: stop, put the file back as koopsignaal.db, start.',
  usage: 'backup <file> [--force]',
  words: 1,
  options: { force: FORCE },
  settings: ['data', 'store'],
  run: async ({ words, config, flag }, io) => {
    const file = resolve(words[0]!)
    await writeNew(file, { force: flag('force') }, (to) =>
      withStore(config, async (store) => {
        await store.backup(to, createProgress(io, 'pages')).catch((error: Error) => {
          throw new StartError(`The backup failed: ${error.message}.`)
        })
      }),
    )
    io.print(`Backed up to ${file}`)
  },
}
