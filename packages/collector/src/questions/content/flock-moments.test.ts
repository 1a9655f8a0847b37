import { DAY } from '@koopsignaal/protocol'
import { expect, it, onTestFinished } from 'vitest'
import { advanceVisitor } from '../../advance-visitor.ts'
import { pageViews, SHOP, temporaryFolder } from '../../storage/fixtures.ts'
import { openSqliteStore } from '../../storage/sqlite/sqlite-store.ts'
import { type Census, MARK } from '../../storage/store.ts'
import { momentsOfFlock } from './flock-moments.ts'

/** Who is counted, of one visitor who looked at two pages or at so many, and who is gone through alone. */
async function toldAfter(change: (census: Census) => void, views = 2) {
  const store = openSqliteStore(temporaryFolder())
  onTestFinished(() => store.close())
  await store.putSite(SHOP)
  await store.commit({ events: pageViews('visitor-1', views), drops: [] }, advanceVisitor)
  return store.census(SHOP.id, 'acts', (census) => {
    change(census)
    const { flocks } = census.gather({ period: { from: 0, to: 2 ** 50 }, filter: {} })
    const { paths, others, acting, idle } = momentsOfFlock(census, flocks[0]!)
    const counted = paths.entries.reduce((sum, one) => sum + one, 0)
    const once = idle.once.count.reduce((sum, one) => sum + one, 0)
    return { counted, others: others.length, acting: acting.length, idle: idle.onwards.length + once }
  })
}

it('who only looked during one visit is counted', async () => {
  for (const views of [1, 2])
    expect(await toldAfter(() => {}, views)).toEqual({ counted: 1, others: 0, acting: 0, idle: 1 })
})

it('who clicked or searched is counted among those who looked, and gone through for what they did', async () => {
  const change = ({ visitors }: Census) => {
    visitors.deeds.end[0]! += 1
  }
  for (const views of [1, 2])
    expect(await toldAfter(change, views)).toEqual({ counted: 1, others: 0, acting: 1, idle: 0 })
})

it.each<[what: string, change: (census: Census) => void]>([
  [
    'climbed later',
    ({ visitors }) => {
      visitors.settledAt[0]! += DAY
    },
  ],
  [
    'looked before the visit',
    ({ visits, moments }) => {
      moments.at[0] = visits.from[0]! - 1
    },
  ],
  [
    'looked after the visit',
    ({ visits, moments }) => {
      moments.at[1] = visits.to[0]! + 1
    },
  ],
  [
    'began twice',
    ({ moments }) => {
      moments.marks[1]! |= MARK.first
    },
  ],
])('who %s is gone through alone', async (_, change) => {
  expect(await toldAfter(change)).toEqual({ counted: 0, others: 1, acting: 0, idle: 0 })
})
