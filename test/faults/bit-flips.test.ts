import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { advanceVisitor } from '../../packages/collector/src/advance-visitor.ts'
import { modelOf } from '../../packages/collector/src/models.ts'
import { openSqliteStore } from '../../packages/collector/src/storage/sqlite/sqlite-store.ts'
import type { Store } from '../../packages/collector/src/storage/store.ts'
import { randomFrom } from '../../packages/learning/src/bootstrap.ts'
import { createTestApp, NOON } from '../support/app.ts'
import { importPopulation, population } from '../support/population.ts'

/** A mutant, while `trusts` is true: what stands on the disk is taken to be what was written there. `read` is what was read. */
const mutant = vi.hoisted(() => ({ trusts: false, read: [] as Buffer[] }))
vi.mock(import('../../packages/collector/src/storage/sqlite/sealed.ts'), async (original) => {
  const sound = await original()
  const trust = (sealed: Buffer) => sealed.subarray(0, -4)
  return {
    ...sound,
    unseal: (sealed, about, what) => {
      if (mutant.trusts) return trust(sealed)
      mutant.read.push(sealed)
      return sound.unseal(sealed, about, what)
    },
  }
})

/** More for a release: KOOP_FLIPS=10000. */
const FLIPS = Number(process.env.KOOP_FLIPS ?? 250)

const PERIOD = { from: 0, to: NOON * 2 }

/** A database with a small public in it, closed, as bytes, and what is answered from it. */
async function database(): Promise<{ readonly bytes: Buffer; readonly whole: string }> {
  const test = await createTestApp()
  await importPopulation(test, population(60, NOON))
  const file = join(test.dir, '..', 'whole.db')
  await test.store.backup(file, () => {})
  const bytes = readFileSync(file)
  await test.close()
  const store = openSqliteStore(folderWith(bytes))
  const whole = await answers(store)
  expect(await isFound(store)).toBe(false)
  await store.close()
  return { bytes, whole }
}

/** A data folder with that database in it, for one test. */
function folderWith(bytes: Buffer): string {
  const dir = mkdtempSync(join(tmpdir(), 'koopsignaal-flip-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const data = join(dir, 'data')
  mkdirSync(data, { mode: 0o700 })
  writeFileSync(join(data, 'koopsignaal.db'), bytes)
  return data
}

/** Everything that is answered from a database: as text, so that any change shows. */
async function answers(store: Store): Promise<string> {
  const parts: unknown[] = [
    await store.sites(),
    await store.segmentCounts('example', { period: PERIOD, filter: {} }),
  ]
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
  const dryRun = { model: modelOf(site) }
  return (await store.rebuild(site, advanceVisitor, { dryRun })).changed > 0
}

type Outcome = 'nothing changed' | 'found' | 'refused' | 'unseen'

/** Turns one bit and looks. */
async function flip(bytes: Buffer, place: number, whole: string): Promise<Outcome> {
  const damaged = Buffer.from(bytes)
  damaged[place >>> 3]! ^= 1 << (place & 7)
  const data = folderWith(damaged)
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

/** Turns bits, each in a database that is whole but for it. */
async function turn(places: readonly number[], bytes: Buffer, whole: string) {
  const counts: Record<Outcome, number> = { 'nothing changed': 0, found: 0, refused: 0, unseen: 0 }
  for (const place of places) counts[await flip(bytes, place, whole)]++
  return counts
}

/** Any bits of so many bytes. */
function someOf(length: number, count: number): readonly number[] {
  const random = randomFrom(1)
  return Array.from({ length: count }, () => Math.floor(random() * length * 8))
}

/** Of the turns that would have changed an answer. */
function unseenShare({ unseen, found, refused }: Readonly<Record<Outcome, number>>): number {
  return unseen / Math.max(1, unseen + found + refused)
}

describe('a database in which a bit has turned', () => {
  it(
    `is refused or found by doctor whenever an answer changes: ${FLIPS} bits`,
    async () => {
      const { bytes, whole } = await database()
      const counts = await turn(someOf(bytes.length, FLIPS), bytes, whole)
      console.log(`bits turned: ${JSON.stringify(counts)}`)
      expect(unseenShare(counts)).toBeLessThanOrEqual(0.001)
      expect(counts.found + counts.refused).toBeGreaterThan(FLIPS / 20)
    },
    60_000 + FLIPS * 1_000,
  )

  it('would be seen to be served as truth if seals were not compared', async () => {
    mutant.read = []
    const { bytes, whole } = await database()
    // The lowest bit of a letter in what is sealed: another letter, which nothing but the seal tells from the right one.
    const letters = mutant.read.flatMap((sealed) => {
      const [at, letter] = [bytes.indexOf(sealed), sealed.toString('latin1').search(/(?<=[a-z]{4})[a-z]/)]
      return at >= 0 && letter >= 0 ? [(at + letter) * 8] : []
    })
    const some = [...new Set(letters)].slice(0, 20)
    expect(unseenShare(await turn(some, bytes, whole))).toBe(0)
    mutant.trusts = true
    onTestFinished(() => {
      mutant.trusts = false
    })
    expect(unseenShare(await turn(some, bytes, whole))).toBeGreaterThan(0.1)
  }, 120_000)
})
