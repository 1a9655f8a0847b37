import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  ADMIN_TOKEN,
  BUILT_FILE,
  dataFolder,
  runProcess,
  startBuilt,
  startProcess,
} from './collector-process.ts'
import { compare } from './kill-cycles.ts'
import { createLoad } from './load.ts'
import { MUTATIONS, mutant } from './mutants.ts'

/** What others on the machine may do: hold the database, and end the collector. */

/** More for a release: KOOP_LOCK_SECONDS=30. The collector waits 5 s for a lock before it refuses. */
const LOCK_SECONDS = Number(process.env.KOOP_LOCK_SECONDS ?? 8)

const WHOLE = { lost: 0, twice: 0, miscounted: 0, changed: 0, damage: [] }
const HEADERS = { authorization: `Bearer ${ADMIN_TOKEN}` }

function createLedger(data: string) {
  const file = join(data, '..', 'ledger')
  const descriptor = openSync(file, 'a')
  return {
    load: createLoad(descriptor),
    ids: () => {
      closeSync(descriptor)
      return readFileSync(file, 'utf8').split(/\s+/).filter(Boolean)
    },
  }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5))
}

describe('a database that another program holds', () => {
  it(
    `for ${LOCK_SECONDS} s: refuses with 503 when it has waited, answers questions, loses nothing, and goes on`,
    async () => {
      const data = dataFolder()
      const { load, ids } = createLedger(data)
      const collector = await startBuilt(data)
      const sending = load.run(collector.url, ADMIN_TOKEN)
      await until(() => load.acknowledged().length > 20)
      const other = runProcess([
        join(import.meta.dirname, 'hold-lock.ts'),
        join(data, 'koopsignaal.db'),
        String(LOCK_SECONDS * 1_000),
      ])
      await until(() => other.printed().includes('held'))
      const stored = load.acknowledged().length
      const answer = await fetch(`${collector.url}/v1/sites/demo/segments`, { headers: HEADERS })
      expect(answer.status).toBe(200)
      expect((await fetch(`${collector.url}/healthz`)).status).toBe(200)
      await until(() => (load.refused().get(503) ?? 0) > 0)
      await other.exited
      await until(() => load.acknowledged().length > stored + 20)
      load.stop()
      await sending
      expect([...load.refused().keys()]).toEqual([503])
      await collector.stop('SIGTERM')
      const { acknowledged, ...account } = await compare(data, ids())
      expect(account).toEqual(WHOLE)
      expect(acknowledged).toBeGreaterThan(200)
    },
    LOCK_SECONDS * 1_000 + 60_000,
  )
})

describe('a collector that is told to stop under load', () => {
  async function stopUnderLoad(file: string) {
    const data = dataFolder()
    const { load, ids } = createLedger(data)
    const collector = await startProcess([file, 'serve', '--demo'], {
      KOOPSIGNAAL_DATA: data,
      KOOPSIGNAAL_PORT: '0',
      KOOPSIGNAAL_ADMIN_TOKEN: ADMIN_TOKEN,
    })
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
