import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  ADMIN_TOKEN,
  BEARER,
  BUILT_FILE,
  dataFolder,
  runProcess,
  startBuilt,
  startFile,
} from './collector-process.ts'
import { compare, WHOLE } from './kill-cycles.ts'
import { createLedger } from './ledger.ts'
import { MUTATIONS, mutant } from './mutants.ts'
import { until } from './until.ts'

/** What others on the machine may do: hold the database, and end the collector. */

/** How long the database is held at least; more for a release: KOOP_LOCK_SECONDS=30. */
const LOCK_SECONDS = Number(process.env.KOOP_LOCK_SECONDS ?? 8)

const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1_000))

describe('a database that another program holds', () => {
  it(
    `for ${LOCK_SECONDS} s: refuses with 503 when it has waited, answers questions, loses nothing, and goes on`,
    async () => {
      const data = dataFolder()
      const { load, ids } = createLedger(data)
      const collector = await startBuilt(data)
      const sending = load.run(collector.url, ADMIN_TOKEN)
      await until(() => load.acknowledged().length > 20)
      const other = runProcess([join(import.meta.dirname, 'hold-lock.ts'), join(data, 'koopsignaal.db')])
      await until(() => other.printed().includes('held'))
      const longEnough = seconds(LOCK_SECONDS)
      const answer = await fetch(`${collector.url}/v1/sites/demo/segments`, { headers: BEARER })
      expect(answer.status).toBe(200)
      expect((await fetch(`${collector.url}/healthz`)).status).toBe(200)
      // It lets go only when a sender was refused: how long the collector waits before that is the collector's to say.
      await until(() => (load.refused().get(503) ?? 0) > 0)
      await longEnough
      const stored = load.acknowledged().length
      other.child.kill('SIGTERM')
      expect(await other.exited).toMatchObject({ code: 0, stderr: '' })
      await until(() => load.acknowledged().length > stored + 20)
      load.stop()
      await sending
      expect([...load.refused().keys()]).toEqual([503])
      await collector.stop('SIGTERM')
      const { acknowledged, ...account } = await compare(data, ids())
      expect(account).toEqual(WHOLE)
      expect(acknowledged).toBeGreaterThan(200)
    },
    LOCK_SECONDS * 1_000 + 120_000,
  )
})

describe('a collector that is told to stop under load', () => {
  async function stopUnderLoad(file: string) {
    const data = dataFolder()
    const { load, ids } = createLedger(data)
    const collector = await startFile(file, data)
    const sending = load.run(collector.url, ADMIN_TOKEN)
    await until(() => load.acknowledged().length > 50)
    const { code, signal } = await collector.stop('SIGTERM')
    await sending
    const refused = [...load.refused().keys()]
    return { code, signal, refused, ...(await compare(data, ids())) }
  }

  it('answers what it took in, refuses nothing but with 503, and ends with 0', async () => {
    const { acknowledged, refused, ...rest } = await stopUnderLoad(BUILT_FILE)
    expect(rest).toEqual({ code: 0, signal: null, ...WHOLE })
    expect(refused.filter((status) => status !== 503)).toEqual([])
    expect(acknowledged).toBeGreaterThan(250)
  }, 60_000)

  it('would be caught if it ended at once', async () => {
    const { code } = await stopUnderLoad(mutant(MUTATIONS.stopsAtOnce))
    expect(code).not.toBe(0)
  }, 60_000)
})
