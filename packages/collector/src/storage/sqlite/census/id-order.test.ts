import { expect, it, onTestFinished } from 'vitest'
import { advanceVisitor } from '../../../advance-visitor.ts'
import { pageViews, query, SHOP, temporaryFolder } from '../../fixtures.ts'
import type { VisitorQuery } from '../../store.ts'
import type { Statements } from '../prepared.ts'
import { openSqliteStore } from '../sqlite-store.ts'
import { IdOrder } from './id-order.ts'

it('is made once, and anew when many came later', () => {
  let keys = [30, 10, 99, 20]
  const read = { get: () => ({ pluck: () => ({ iterate: () => keys }) }) } as unknown as Statements
  const order = new IdOrder(read, 1, (key) => (key === 99 ? null : key / 10 - 1))
  const seen = (count: number) => ({ ...order.upTo(count), places: [...order.upTo(count).places] })
  expect(seen(3)).toEqual({ places: [2, 0, 1], end: 3 })
  keys = [40, 30, 10, 99, 20]
  expect(seen(20_003)).toEqual({ places: [2, 0, 1], end: 3 })
  expect(seen(20_004)).toEqual({ places: [3, 2, 0, 1], end: 20_004 })
})

it('puts thousands who are equal in the order of their ids, page by page, whoever comes meanwhile', async () => {
  const store = openSqliteStore(temporaryFolder())
  onTestFinished(() => store.close())
  await store.putSite(SHOP)
  const idOf = (i: number): string => `visitor-${String((i * 7_919) % 10_007).padStart(5, '0')}`
  const ids = Array.from({ length: 5_200 }, (_, i) => idOf(i))
  const come = (some: readonly string[]) =>
    store.commit({ events: some.flatMap((id) => pageViews(id, 1)), drops: [] }, advanceVisitor)
  await come(ids)
  for (const descending of [false, true]) {
    const page = (limit: number, after: VisitorQuery['after']) =>
      store.visitors({ ...query({ sort: 'visits', descending, limit, after }), site: SHOP.id })
    const listed = (rows: readonly { readonly visitor: string }[]) => rows.map(({ visitor }) => visitor)
    const sorted = () => (descending ? ids.toSorted().toReversed() : ids.toSorted())
    expect(listed(await page(300, null))).toEqual(sorted().slice(0, 300))
    const late = descending ? 'visitor-99999' : 'visitor-00000-'
    ids.push(late)
    await come([late])
    const first = await page(300, null)
    expect(listed(first)).toEqual(sorted().slice(0, 300))
    const last = first.at(-1)!
    const gone = sorted()[310]!
    await store.erase({ site: SHOP.id, visitor: gone }, 0)
    ids.splice(ids.indexOf(gone), 1)
    const next = await page(300, { value: last.sortValue, visitor: last.visitor })
    expect(listed(next)).toEqual(sorted().slice(300, 600))
  }
})
