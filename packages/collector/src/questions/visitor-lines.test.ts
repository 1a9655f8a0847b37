import type { VisitorAnswer } from '@koopsignaal/protocol'
import { describe, expect, it, onTestFinished } from 'vitest'
import { advanceVisitor } from '../advance-visitor.ts'
import { csvLines } from '../csv.ts'
import { visitorsQuery } from '../schemas/query.ts'
import { pageViews, SHOP, temporaryFolder } from '../storage/fixtures.ts'
import { openSqliteStore } from '../storage/sqlite/sqlite-store.ts'
import type { Store } from '../storage/store.ts'
import { askVisitorLines, VISITOR_COLUMNS } from './visitor-lines.ts'
import { askVisitors } from './visitors.ts'

const VISITORS = 4_700
const START = Date.UTC(2026, 10, 2)
const NOW = START + 86_400_000

/** More than two parts of an export; many were seen at the same moment. */
async function openCrowd(): Promise<Store> {
  const store = openSqliteStore(temporaryFolder())
  await store.putSite(SHOP)
  const events = Array.from({ length: VISITORS }, (_, i) =>
    pageViews(`visitor-${i}`, 1 + (i % 3), START + 1_000 * (i % 140)),
  )
  await store.commit({ events: events.flat(), drops: [] }, advanceVisitor)
  return store
}

async function linesOf(
  store: Store,
  as: 'csv' | 'ndjson',
  sort: string,
  onPart = async (_part: number) => {},
) {
  const parts: string[] = []
  let cursor: string | undefined
  do {
    const query = { ...visitorsQuery.parse({ sort }), as, ...(cursor === undefined ? {} : { cursor }) }
    const { bytes, next } = await askVisitorLines(store, SHOP, query, NOW, 'nl')
    parts.push(Buffer.from(bytes).toString())
    cursor = next ?? undefined
    await onPart(parts.length)
  } while (cursor !== undefined)
  return parts
}

async function pagesOf(store: Store, sort: string): Promise<readonly VisitorAnswer[]> {
  const visitors: VisitorAnswer[] = []
  let cursor: string | undefined
  do {
    const query = {
      ...visitorsQuery.parse({ sort }),
      limit: 170,
      ...(cursor === undefined ? {} : { cursor }),
    }
    const page = await askVisitors(store, SHOP, query, NOW, 'nl')
    visitors.push(...page.visitors)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return visitors
}

describe('the lines of an export', () => {
  it.each(['-lastSeen', 'lastSeen', '-score', 'visits', '-pageViews'])(
    'are byte for byte what the pages of the list come to, by %s',
    async (sort) => {
      const store = await openCrowd()
      onTestFinished(() => store.close())
      const pages = await pagesOf(store, sort)
      expect(new Set(pages.map(({ id }) => id)).size).toBe(VISITORS)
      const csv = await linesOf(store, 'csv', sort)
      expect(csv.length).toBeGreaterThan(2)
      expect(csv.join('')).toBe(csvLines(pages, VISITOR_COLUMNS))
      const ndjson = await linesOf(store, 'ndjson', sort)
      expect(ndjson.join('')).toBe(pages.map((one) => `${JSON.stringify(one)}\n`).join(''))
    },
  )
})

it('leave out whoever is erased meanwhile, end with the last one, and tell of nobody twice', async () => {
  const store = await openCrowd()
  onTestFinished(() => store.close())
  const before = await pagesOf(store, '-lastSeen')
  const ids = before.map(({ id }) => id)
  const [erased, back] = [new Set(ids.slice(2_005, 2_030)), ids.slice(2_900, 2_902)]
  const parts = await linesOf(store, 'ndjson', '-lastSeen', async (part) => {
    if (part !== 1) return
    for (const visitor of erased) await store.erase({ site: SHOP.id, visitor }, NOW)
    // Seen again while the list is read: they are told of as they were, where they were.
    const events = back.flatMap((visitor) => pageViews(visitor, 1, NOW + 1_000))
    await store.commit({ events, drops: [] }, advanceVisitor)
  })
  const left = before.filter(({ id }) => !erased.has(id))
  expect(parts.join('')).toBe(left.map((one) => `${JSON.stringify(one)}\n`).join(''))
})

it('go on where they were when the visitor that they had come to is erased', async () => {
  const store = await openCrowd()
  onTestFinished(() => store.close())
  const before = (await pagesOf(store, '-lastSeen')).map(({ id }) => id)
  const parts = await linesOf(store, 'ndjson', '-lastSeen', async (part) => {
    if (part === 1) await store.erase({ site: SHOP.id, visitor: before[1_999]! }, NOW)
  })
  expect(idsIn(parts)).toEqual(before)
})

function idsIn(parts: readonly string[]): readonly string[] {
  const lines = parts.join('').split('\n').slice(0, -1)
  return lines.map((line) => (JSON.parse(line) as VisitorAnswer).id)
}
