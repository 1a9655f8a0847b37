import { describe, expect, it } from 'vitest'
import { BUILT_FILE, type Exit, runProcess } from './collector-process.ts'
import { createDisk, type Disk, diskLibrary } from './disk.ts'
import { MUTATIONS, mutant } from './mutants.ts'

/** Every write of an upgrade is a place to die at; CI takes some of them, a release all: KOOP_UPGRADE_EVERY=1. */
const EVERY = Number(process.env.KOOP_UPGRADE_EVERY ?? 13)

/** Beyond the last write of the steps that make the schema: 30 pages and more in the WAL, each a head and a page. */
const LAST = 110

const run = (disk: Disk, args: readonly string[], settings: Record<string, string> = {}, file = BUILT_FILE) =>
  runProcess([file, ...args], { KOOPSIGNAAL_DATA: disk.data, ...disk.settings, ...settings }).exited

const addSite = ['site', 'add', 'demo', '--domain', 'localhost']

/** Starts on an empty folder, is killed at the given write, loses the power, and is started again. */
async function dieAt(write: number, file: string): Promise<{ died: Exit; again: Exit; doctor: Exit }> {
  const disk = createDisk()
  const died = await run(disk, addSite, { DISK_DIE_AT: String(write) }, file)
  disk.cutPower(() => (write % 3) / 2)
  return { died, again: await run(disk, addSite, {}, file), doctor: await run(disk, ['doctor'], {}, file) }
}

describe.runIf(diskLibrary() !== null)('an upgrade that is killed', () => {
  const places = Array.from({ length: Math.ceil(LAST / EVERY) }, (_, i) => 1 + i * EVERY)

  it(
    `can be started again, killed at ${places.length} of its writes`,
    async () => {
      for (const write of places) {
        const { died, again, doctor } = await dieAt(write, BUILT_FILE)
        // The last places may lie beyond the end: then there is nothing to die of, and the site is there already.
        if (write < 60) expect([write, died.signal]).toEqual([write, 'SIGKILL'])
        expect([write, again.signal, again.stderr.replace(/^.*already.*\n/, '')]).toEqual([write, null, ''])
        expect([write, doctor.code, doctor.stderr]).toEqual([write, 0, ''])
      }
    },
    places.length * 20_000,
  )

  it('would be caught if its steps were not whole or nothing', async () => {
    const { again } = await dieAt(46, mutant(MUTATIONS.upgradesBitByBit))
    expect(again.code).toBe(1)
  }, 60_000)
})
