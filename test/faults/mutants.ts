import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { BUILT_FILE } from './collector-process.ts'

/** What is broken on purpose: texts of the built collector and what stands there instead. */
export type Mutation = readonly (readonly [text: string, instead: string])[]

export const MUTATIONS = {
  /** A commit is in the WAL, and the WAL is not yet on the disk. */
  answersBeforeTheDisk: [
    ['synchronous = FULL', 'synchronous = NORMAL'],
    ["pragma('synchronous', { simple: true }) !== 2", 'false'],
  ],
  /** A failed fsync is taken for one that may work next time. */
  goesOnAfterAnError: [['throw new EngineFailure(error);', "throw new AppError('store_busy', 'again', 1);"]],
  /** No room is kept for erasures. */
  keepsNoRoom: [['writeSync(descriptor, Buffer.alloc(SIZE), 0, SIZE, 0);', '']],
  /** Each statement of an upgrade is a transaction of its own. */
  upgradesBitByBit: [
    [
      'db.exec(MIGRATIONS[step]);',
      "db.exec('COMMIT'); db.exec(MIGRATIONS[step]); db.exec('BEGIN IMMEDIATE');",
    ],
  ],
  /** An id that is there already is stored once more. */
  countsAgain: [
    ['return !this.#isOld(digest) && this.#fresh.add(digest)', 'return this.#fresh.add(digest), true'],
  ],
  /** Who drips a body is waited for. */
  waitsForBodies: [['const BODY_DEADLINE = 10_000;', 'const BODY_DEADLINE = 1e8;']],
  /** Who is told to be too slow may stay. */
  closesHalf: [['socket.destroySoon();', '']],
  /** A stop is an end. */
  stopsAtOnce: [['process.on(signal, () => void stop());', 'process.on(signal, () => process.exit(3));']],
} satisfies Record<string, Mutation>

/** Copies the built project with the mutation in the collector.
 *  @returns the collector's file
 *  @throws RangeError when a text is not there: then the mutant would be no mutant */
export function mutant(mutation: Mutation): string {
  const folder = mkdtempSync(join(tmpdir(), 'koopsignaal-mutant-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const root = resolve(dirname(BUILT_FILE), '../../..')
  const parts = ['packages/tracker/dist', 'packages/dashboard/dist', 'packages/collector/dist', 'examples']
  for (const part of [...parts, 'package.json'])
    cpSync(join(root, part), join(folder, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const dist = join(folder, 'packages/collector/dist')
  const files = readdirSync(dist).filter((name) => name.endsWith('.js'))
  for (const [text, instead] of mutation) {
    const holders = files.filter((name) => readFileSync(join(dist, name), 'utf8').includes(text))
    if (holders.length === 0) throw new RangeError(`the built collector does not say: ${text}`)
    for (const name of holders) {
      writeFileSync(
        join(dist, name),
        readFileSync(join(dist, name), 'utf8').replaceAll(text, () => instead),
      )
    }
  }
  return join(dist, 'koopsignaal.js')
}
