import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../packages/learning/src/bootstrap.ts'
import { BUILT_FILE, startFile, WITH_TOKEN } from './collector-process.ts'
import { createDisk, diskLibrary } from './disk.ts'
import { killCycles, WHOLE } from './kill-cycles.ts'
import { MUTATIONS, mutant } from './mutants.ts'

/** More for a release: KOOP_POWER_CYCLES=2000. */
const CYCLES = Number(process.env.KOOP_POWER_CYCLES ?? 25)

async function powerCycles(cycles: number, file: string) {
  const disk = createDisk()
  let cycle = 0
  return killCycles(
    disk.data,
    cycles,
    (data) => startFile(file, data, { ...WITH_TOKEN, ...disk.settings }),
    () => disk.cutPower(randomFrom(++cycle)),
  )
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
    const { lost } = await powerCycles(6, mutant(MUTATIONS.answersBeforeTheDisk))
    expect(lost).toBeGreaterThan(0)
  }, 120_000)
})
