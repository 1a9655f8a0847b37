import { expect, it } from 'vitest'
import { SHOP } from '../storage/fixtures.ts'
import { prepareReports } from './prepare-reports.ts'

/** Sites of so many visitors, in order of name, and what is told and asked of them. */
function createSites(visitors: readonly number[]) {
  const asked: (readonly [site: string, most: number])[] = []
  const told: unknown[] = []
  const store = {
    sites: async () => visitors.map((_, i) => ({ ...SHOP, id: String(i) })),
    prepareCensus: async (site: string, most: number) => {
      asked.push([site, most])
      const count = visitors[Number(site)]!
      if (Number.isNaN(count)) throw new Error('damaged')
      return count > most ? 0 : count
    },
  }
  return { asked, told, store, log: { error: (what: unknown) => void told.push(what) } }
}

it('reads the sites one after another, as many as there is room for', async () => {
  const { asked, store, log } = createSites([400_000, 700_000, 600_000, 1])
  await prepareReports(store, log, () => false)
  expect(asked).toEqual([
    ['0', 1_000_000],
    ['1', 600_000],
    ['2', 600_000],
    ['3', 0],
  ])
})

it('ends when the collector stops', async () => {
  const { asked, store, log } = createSites([1, 1, 1])
  await prepareReports(store, log, () => asked.length === 2)
  expect(asked).toHaveLength(2)
})

it('is told when it could not be done, and not when that is because of stopping', async () => {
  const { store, told, log } = createSites([Number.NaN])
  let isStopping = false
  const failing = {
    ...store,
    prepareCensus: () => store.prepareCensus('0', 0).finally(() => (isStopping = true)),
  }
  await prepareReports(store, log, () => false)
  expect(told).toEqual([{ err: expect.objectContaining({ message: 'damaged' }) }])
  await prepareReports(failing, log, () => isStopping)
  expect(told).toHaveLength(1)
})
