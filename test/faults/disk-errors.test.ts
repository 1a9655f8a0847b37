import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ADMIN_TOKEN, BEARER, BUILT_FILE, startFile, WITH_TOKEN } from './collector-process.ts'
import { createDisk, type Disk, diskLibrary } from './disk.ts'
import { compare, WHOLE } from './kill-cycles.ts'
import { createLedger } from './ledger.ts'
import { MUTATIONS, mutant } from './mutants.ts'
import { until } from './until.ts'

const startOn = (disk: Disk, file: string) => startFile(file, disk.data, { ...WITH_TOKEN, ...disk.settings })

/** Somebody who is to be erased. */
const GONE = 'visitor-who-asks-to-go'

/** Has the collector store an event of that visitor. */
async function meet(url: string): Promise<void> {
  const body = JSON.stringify({
    site: 'demo',
    visitor: GONE,
    consent: 'granted',
    events: [{ id: 'event-of-the-erased', type: 'page_view', url: 'http://127.0.0.1/' }],
  })
  expect((await fetch(`${url}/v1/events`, { method: 'POST', headers: BEARER, body })).status).toBe(202)
}

async function erase(url: string): Promise<number> {
  return (await fetch(`${url}/v1/sites/demo/visitors/${GONE}`, { method: 'DELETE', headers: BEARER })).status
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
describe.runIf(diskLibrary() !== null)('a collector on a disk with a fault', () => {
  it('answers no event with 202 after an fsync failed, ends with the reason, and starts again', async () => {
    const disk = createDisk()
    const { load, ids } = createLedger(disk.data)
    const collector = await startOn(disk, BUILT_FILE)
    const sending = load.run(collector.url, ADMIN_TOKEN)
    await until(() => load.acknowledged().length > 20)
    disk.fail('eio')
    const { code, stderr } = await collector.exited
    await sending
    expect(code).toBe(1)
    expect(stderr).toMatch(/The storage failed and the collector has stopped: .*disk I\/O error/)
    // Of what stood in memory for the disk nothing was acknowledged: a power cut now takes none of it.
    disk.mend('eio')
    disk.cutPower(() => 0)
    const { acknowledged, ...account } = await compare(disk.data, ids())
    expect(account).toEqual(WHOLE)
    expect(acknowledged).toBeGreaterThan(100)
    const again = await startOn(disk, BUILT_FILE)
    expect((await fetch(`${again.url}/readyz`)).status).toBe(200)
  }, 60_000)

  it('answers 503 while the disk is full, goes on reading and erasing, and takes events again once there is space', async () => {
    const disk = createDisk()
    const { load, ids } = createLedger(disk.data)
    const collector = await startOn(disk, BUILT_FILE)
    await meet(collector.url)
    const sending = load.run(collector.url, ADMIN_TOKEN)
    await until(() => load.acknowledged().length > 20)
    disk.fail('full')
    await until(() => (load.refused().get(503) ?? 0) > 20)
    const stored = load.acknowledged().length
    await pause(100)
    expect(load.acknowledged().length).toBe(stored)
    const answer = await fetch(`${collector.url}/v1/sites/demo/visitors`, { headers: BEARER })
    expect(answer.status).toBe(200)
    const { visitors } = (await answer.json()) as { visitors: { id: string }[] }
    expect(visitors.length).toBeGreaterThan(0)
    // Not one of the load's visitors, who would come back: somebody seen before it.
    expect(await erase(collector.url)).toBe(204)
    disk.mend('full')
    await until(() => load.acknowledged().length > stored + 20)
    load.stop()
    await sending
    expect([...load.refused().keys()]).toEqual([503])
    await collector.stop('SIGTERM')
    for (const name of readdirSync(disk.data)) {
      expect(readFileSync(join(disk.data, name)).includes(GONE), `${GONE} in ${name}`).toBe(false)
    }
    const { acknowledged, ...account } = await compare(disk.data, ids())
    expect(account).toEqual(WHOLE)
    expect(acknowledged).toBeGreaterThan(200)
  }, 60_000)

  it('would be seen to go on after a failed fsync, and to keep no room for erasures', async () => {
    const deaf = createDisk()
    const survivor = await startOn(deaf, mutant(MUTATIONS.goesOnAfterAnError))
    const { load } = createLedger(deaf.data)
    const sending = load.run(survivor.url, ADMIN_TOKEN)
    deaf.fail('eio')
    await until(() => (load.refused().get(503) ?? 0) > 20)
    expect(survivor.child.exitCode).toBeNull()
    load.stop()
    await sending

    const full = createDisk()
    const careless = await startOn(full, mutant(MUTATIONS.keepsNoRoom))
    await meet(careless.url)
    full.fail('full')
    expect(await erase(careless.url)).toBe(503)
  }, 60_000)
})
