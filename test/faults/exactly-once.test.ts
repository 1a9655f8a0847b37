import { DAY, SECOND, type WireEvent } from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import { advanceVisitor } from '../../packages/collector/src/advance-visitor.ts'
import { openSqliteStore } from '../../packages/collector/src/storage/sqlite/sqlite-store.ts'
import { randomFrom } from '../../packages/learning/src/bootstrap.ts'
import { ADMIN_TOKEN, BUILT_FILE, dataFolder, startProcess } from './collector-process.ts'
import { MUTATIONS, mutant } from './mutants.ts'

/** More for a release: KOOP_IDS=1000000 KOOP_RESTARTS=50. */
const IDS = Number(process.env.KOOP_IDS ?? 6_000)
const RESTARTS = Number(process.env.KOOP_RESTARTS ?? 6)

const PER_VISITOR = 20
const BATCH = 100
const START = Date.UTC(2026, 9, 1)

/** Event `n`: the same whenever it is sent; every twentieth is an order. */
function eventOf(n: number): WireEvent {
  const [person, place] = [Math.floor(n / PER_VISITOR), n % PER_VISITOR]
  const common = {
    id: `once-${String(n).padStart(9, '0')}`,
    at: START + (person % 30) * DAY + place * 40 * SECOND,
  }
  if (place === PER_VISITOR - 1)
    return { ...common, type: 'conversion', name: 'order', value: 10, currency: 'EUR' }
  return { ...common, type: 'page_view', url: `https://example.nl/producten/model-${n % 7}` }
}

/** Every id one to five times, shuffled. */
function deliveries(ids: number, seed: number): number[] {
  const random = randomFrom(seed)
  const all = Array.from({ length: ids }, (_, n) =>
    Array<number>(1 + Math.floor(random() * 5)).fill(n),
  ).flat()
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[all[i], all[j]] = [all[j]!, all[i]!]
  }
  return all
}

/** One visitor's events of a part of the deliveries, as batches that a server would send. */
function batchesOf(part: readonly number[]): string[] {
  const byVisitor = new Map<number, WireEvent[]>()
  for (const n of part) {
    const person = Math.floor(n / PER_VISITOR)
    byVisitor.set(person, [...(byVisitor.get(person) ?? []), eventOf(n)])
  }
  return [...byVisitor].flatMap(([person, events]) =>
    Array.from({ length: Math.ceil(events.length / BATCH) }, (_, i) =>
      JSON.stringify({
        site: 'demo',
        visitor: `person-${person}`,
        consent: 'granted',
        events: events.slice(i * BATCH, (i + 1) * BATCH),
      }),
    ),
  )
}

/** Sends all, starting the collector anew between the parts; every second time it is killed with requests under way, which are
 *  sent again after. */
async function deliver(
  data: string,
  ids: number,
  restarts: number,
  file: string,
): Promise<{ refused: number }> {
  const all = deliveries(ids, 1)
  const size = Math.ceil(all.length / (restarts + 1))
  let unsure: string[] = []
  let refused = 0
  for (let part = 0; part <= restarts; part++) {
    const collector = await startProcess([file, 'serve', '--demo'], {
      KOOPSIGNAAL_DATA: data,
      KOOPSIGNAAL_PORT: '0',
      KOOPSIGNAAL_ADMIN_TOKEN: ADMIN_TOKEN,
    })
    const batches = [...unsure, ...batchesOf(all.slice(part * size, (part + 1) * size))]
    unsure = []
    let killed = false
    const last = part === restarts
    const send = async () => {
      for (let body = batches.pop(); body !== undefined; body = batches.pop()) {
        const answer = await post(collector.url, body)
        if (answer === null) unsure.push(body)
        else if (answer !== 202) refused++
        // A third of the part before its end, so that there is something under way.
        if (part % 2 === 1 && !last && !killed && batches.length < 20) {
          killed = true
          void collector.stop('SIGKILL')
        }
      }
    }
    await Promise.all(Array.from({ length: 16 }, send))
    await collector.stop(killed ? 'SIGKILL' : 'SIGTERM')
  }
  expect(unsure).toEqual([])
  return { refused }
}

async function post(url: string, body: string): Promise<number | null> {
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }
  const answer = await fetch(`${url}/v1/events`, { method: 'POST', headers, body }).catch(() => null)
  if (answer === null) return null
  await answer.text().catch(() => '')
  return answer.status
}

/** Everything that an event may have been counted in, against what it should come to. */
async function account(data: string, ids: number) {
  const store = openSqliteStore(data)
  const rows = new Map<string, number>()
  for (const { id } of store.events('demo')) rows.set(id, (rows.get(id) ?? 0) + 1)
  let miscounted = 0
  for (let person = 0; person * PER_VISITOR < ids; person++) {
    const stored = await store.visitor({ site: 'demo', visitor: `person-${person}` })
    const state = stored?.profile.state
    if (state?.pageViews !== PER_VISITOR - 1 || state.conversions !== 1) miscounted++
  }
  const site = (await store.site('demo'))!
  const period = { from: START - DAY, to: START + 60 * DAY }
  const counts = await store.segmentCounts('demo', { period, filter: {} })
  const { changed } = await store.rebuild(site, advanceVisitor)
  await store.close()
  return {
    ids: rows.size,
    twice: [...rows.values()].filter((count) => count > 1).length,
    miscounted,
    people: counts.standing.reduce((sum, { count }) => sum + count, 0),
    pageViews: counts.pageViews,
    conversions: counts.conversions.reduce((sum, { count }) => sum + count, 0),
    changed,
  }
}

const expected = (ids: number) => ({
  ids,
  twice: 0,
  miscounted: 0,
  people: ids / PER_VISITOR,
  pageViews: (ids / PER_VISITOR) * (PER_VISITOR - 1),
  conversions: ids / PER_VISITOR,
  changed: 0,
})

describe('every event counts once', () => {
  it(
    `of ${IDS} ids sent one to five times each, shuffled, across ${RESTARTS} restarts`,
    async () => {
      const data = dataFolder()
      expect(await deliver(data, IDS, RESTARTS, BUILT_FILE)).toEqual({ refused: 0 })
      expect(await account(data, IDS)).toEqual(expected(IDS))
    },
    60_000 + IDS * 5,
  )

  it('would be caught if a known id were counted again', async () => {
    const data = dataFolder()
    await deliver(data, 400, 1, mutant(MUTATIONS.countsAgain))
    expect((await account(data, 400)).miscounted).toBeGreaterThan(0)
  }, 60_000)
})
