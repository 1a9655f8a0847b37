import { DAY } from '@koopsignaal/protocol'
import { expect, it } from 'vitest'
import { MONDAY } from '../../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../../advance-visitor.ts'
import { pageViews, SHOP, temporaryFolder } from '../fixtures.ts'
import type { Advance } from '../store.ts'
import { openSqliteStore } from './sqlite-store.ts'

it('goes on with retention where it was when it was interrupted', async () => {
  const folder = temporaryFolder()
  const store = openSqliteStore(folder)
  await store.putSite(SHOP)
  const events = Array.from({ length: 120 }, (_, i) => pageViews(`visitor-${i}`, 1, MONDAY + i)).flat()
  await store.commit({ events, drops: [] }, advanceVisitor)
  for (let day = 0; day < 180; day++) await store.applyRetention(MONDAY + day * DAY, advanceVisitor)
  let count = 0
  const closing: Advance = (...what) => {
    if (++count === 60) setImmediate(() => void store.close())
    return advanceVisitor(...what)
  }
  const { anonymised } = await store.applyRetention(MONDAY + 180 * DAY, closing)
  expect(anonymised).toBeGreaterThan(0)
  expect(anonymised).toBeLessThan(120)
  const again = openSqliteStore(folder)
  expect(await again.applyRetention(MONDAY + 180 * DAY, advanceVisitor)).toEqual({
    anonymised: 120 - anonymised,
    removed: 0,
  })
  await again.close()
})
