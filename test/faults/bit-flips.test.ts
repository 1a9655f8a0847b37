import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { advanceVisitor } from '../../packages/collector/src/advance-visitor.ts'
import { modelOf } from '../../packages/collector/src/models.ts'
import { openSqliteStore } from '../../packages/collector/src/storage/sqlite/sqlite-store.ts'
import type { Store } from '../../packages/collector/src/storage/store.ts'
import { randomFrom } from '../../packages/learning/src/bootstrap.ts'
import { createTestApp, NOON } from '../support/app.ts'
import { importPopulation, population } from '../support/population.ts'

/** More for a release: KOOP_FLIPS=10000. */
const FLIPS = Number(process.env.KOOP_FLIPS ?? 250)

const PERIOD = { from: 0, to: NOON * 2 }

/** A database with a small public in it, closed, as bytes. */
async function database(): Promise<Buffer> {
  const test = await createTestApp()
  await importPopulation(test, population(60, NOON))
  const file = join(test.dir, '..', 'whole.db')
  await test.store.backup(file, () => {})
  const bytes = readFileSync(file)
  await test.close()
  return bytes
}

/** Everything that is answered from a database: as text, so that any change shows. */
async function answers(store: Store): Promise<string> {
  const parts: unknown[] = [await store.sites(), await store.segmentCounts('example', PERIOD, {})]
  for (const { id } of population(60, NOON)) {
    const key = { site: 'example', visitor: id }
    parts.push(await store.visitor(key), await store.history(key), await store.timeline(key))
  }
  return JSON.stringify(parts)
}

/** What doctor finds: damage, and derived rows that the events do not come to. */
async function isFound(store: Store): Promise<boolean> {
  if ((await store.check()).length > 0) return true
  const site = (await store.site('example'))!
  const dryRun = { model: modelOf(site).version }
  return (await store.rebuild(site, advanceVisitor, { dryRun })).changed > 0
}

type Outcome = 'nothing changed' | 'found' | 'refused' | 'unseen'

/** Turns one bit and looks. */
async function flip(bytes: Buffer, place: number, whole: string): Promise<Outcome> {
  const dir = mkdtempSync(join(tmpdir(), 'koopsignaal-flip-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const data = join(dir, 'data')
  mkdirSync(data, { mode: 0o700 })
  const damaged = Buffer.from(bytes)
  damaged[place >>> 3]! ^= 1 << (place & 7)
  writeFileSync(join(data, 'koopsignaal.db'), damaged)
  let store: Store
  try {
    store = openSqliteStore(data)
  } catch {
    return 'refused'
  }
  try {
    // First what is answered: a check must not mend what it is to find.
    const now = await answers(store).catch(() => 'an error')
    const found = await isFound(store).catch(() => true)
    if (now === 'an error') return 'refused'
    return now === whole ? 'nothing changed' : found ? 'found' : 'unseen'
  } finally {
    await store.close()
  }
}

describe('a database in which a bit has turned', () => {
  it(
    `is refused or found by doctor whenever an answer changes: ${FLIPS} bits`,
    async () => {
      const bytes = await database()
      const dir = mkdtempSync(join(tmpdir(), 'koopsignaal-flip-'))
      onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
      writeFileSync(join(dir, 'koopsignaal.db'), bytes)
      const store = openSqliteStore(dir)
      const whole = await answers(store)
      expect(await isFound(store)).toBe(false)
      await store.close()
      const random = randomFrom(1)
      const counts: Record<Outcome, number> = { 'nothing changed': 0, found: 0, refused: 0, unseen: 0 }
      for (let i = 0; i < FLIPS; i++)
        counts[await flip(bytes, Math.floor(random() * bytes.length * 8), whole)]++
      console.log(`bits turned: ${JSON.stringify(counts)}`)
      // Of those that would have changed an answer.
      expect(counts.unseen / Math.max(1, counts.unseen + counts.found + counts.refused)).toBeLessThanOrEqual(
        0.001,
      )
      expect(counts.found + counts.refused).toBeGreaterThan(FLIPS / 20)
    },
    60_000 + FLIPS * 1_000,
  )
})
