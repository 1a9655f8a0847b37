import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { StartError } from '../errors.ts'
import type { Command } from './command.ts'
import { createProgress } from './progress.ts'
import { withStore } from './with-store.ts'

export const backup: Command = {
  name: 'backup',
  summary:
    'Copies the database, also while the collector runs. To restore: stop, put the file back as koopsignaal.db, start.',
  usage: 'backup <file>',
  words: 1,
  options: {},
  settings: ['data', 'store'],
  run: async ({ words, config }, io) => {
    const file = resolve(words[0]!)
    if (existsSync(file))
      throw new StartError(`${file} is there already; give a new name, so that no backup is overwritten.`)
    await withStore(config, async (store) => {
      await store.backup(file, createProgress(io, 'pages')).catch((error: Error) => {
        throw new StartError(`The backup failed: ${error.message}.`)
      })
    })
    io.print(`Backed up to ${file}`)
  },
}
