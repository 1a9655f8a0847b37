import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ADMIN_TOKEN, dataFolder, startBuilt, startProcess } from './collector-process.ts'
import { killCycles, WHOLE } from './kill-cycles.ts'

/** More for a release: KOOP_KILL_CYCLES=10000. */
const CYCLES = Number(process.env.KOOP_KILL_CYCLES ?? 50)

const startVariant = (variant: 'faithful' | 'early') => (data: string) =>
  startProcess([join(import.meta.dirname, 'early-answer.ts'), variant], {
    KOOPSIGNAAL_DATA: data,
    KOOPSIGNAAL_PORT: '0',
    KOOPSIGNAAL_ADMIN_TOKEN: ADMIN_TOKEN,
  })

describe('a collector that is killed under load', () => {
  it(
    `loses nothing that it acknowledged and counts nothing twice, ${CYCLES} times`,
    async () => {
      const { acknowledged, ...account } = await killCycles(dataFolder(), CYCLES, startBuilt)
      expect(account).toEqual(WHOLE)
      // Each cycle waits for an answer before it kills.
      expect(acknowledged).toBeGreaterThanOrEqual(5 * CYCLES)
    },
    CYCLES * 20_000,
  )

  it('would be caught if it answered before its commit', async () => {
    expect(await killCycles(dataFolder(), 2, startVariant('faithful'))).toMatchObject(WHOLE)
    const { lost } = await killCycles(dataFolder(), 4, startVariant('early'))
    expect(lost).toBeGreaterThan(0)
  }, 120_000)
})
