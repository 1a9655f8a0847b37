import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../packages/learning/src/bootstrap.ts'
import { ADMIN_TOKEN, BUILT_FILE, type CollectorProcess, startProcess } from './collector-process.ts'
import { createDisk, type Disk, diskLibrary } from './disk.ts'
import { killCycles } from './kill-cycles.ts'
import { MUTATIONS, mutant } from './mutants.ts'

/** More for a release: KOOP_POWER_CYCLES=2000. */
const CYCLES = Number(process.env.KOOP_POWER_CYCLES ?? 25)

const WHOLE = { lost: 0, twice: 0, miscounted: 0, changed: 0, damage: [] }

const startOn =
  (disk: Disk, file: string) =>
  (data: string): Promise<CollectorProcess> =>
    startProcess([file, 'serve', '--demo'], {
      KOOPSIGNAAL_DATA: data,
      KOOPSIGNAAL_PORT: '0',
      KOOPSIGNAAL_ADMIN_TOKEN: ADMIN_TOKEN,
      ...disk.settings,
    })

async function powerCycles(cycles: number, file: string) {
  const disk = createDisk()
  let cycle = 0
  return killCycles(disk.data, cycles, startOn(disk, file), () => disk.cutPower(randomFrom(++cycle)))
}

describe.runIf(diskLibrary() !== null)('a collector whose power is cut under load', () => {
  it(
    `has all that it acknowledged on the disk, ${CYCLES} times, whatever part of the rest is there`,
    async () => {
      const { acknowledged, ...account } = await powerCycles(CYCLES, BUILT_FILE)
      expect(account).toEqual(WHOLE)
      expect(acknowledged).toBeGreaterThanOrEqual(5 * CYCLES)
    },
    CYCLES * 20_000,
  )

  it('would be caught if a commit did not wait for the disk', async () => {
    const { lost } = await powerCycles(4, mutant(MUTATIONS.answersBeforeTheDisk))
    expect(lost).toBeGreaterThan(0)
  }, 120_000)
})
