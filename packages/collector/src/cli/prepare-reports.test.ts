import { expect, it } from 'vitest'
import { MONDAY } from '../../../scoring/src/fixtures.ts'
import { type AskReport, REPORTS } from '../questions/reports.ts'
import { SHOP } from '../storage/fixtures.ts'
import { prepareReports } from './prepare-reports.ts'

/** Sites of so many visitors, in order of name, and what is told and asked of them. */
function createSites(visitors: readonly number[]) {
  const asked: (readonly [site: string, most: number])[] = []
  const told: unknown[] = []
  const store = {
    sites: async () => visitors.map((_, i) => ({ ...SHOP, id: String(i) })),
    hasVisitors: async (site: string, count: number) => !(visitors[Number(site)]! < count),
    prepareCensus: async (site: string, most: number) => {
      asked.push([site, most])
      const count = visitors[Number(site)]!
      if (Number.isNaN(count)) throw new Error('damaged')
      return count > most ? 0 : count
    },
  }
  const questions: string[] = []
  const ask = async (name: string, site: { id: string }, query: { from: string }) => {
    questions.push(`${name} of ${site.id} from ${query.from}`)
  }
  const prepared = {
    store,
    ask: ask as unknown as AskReport,
    log: { error: (what: unknown) => void told.push(what) },
    now: () => MONDAY,
    isStopping: () => false,
  }
  return { asked, told, questions, store, prepared }
}

it('reads the sites one after another, as many as there is room for', async () => {
  const { asked, prepared } = createSites([900_000, 700_000, 600_000, 10_000])
  await prepareReports(prepared)
  expect(asked).toEqual([
    ['0', 1_500_000],
    ['0', 900_000],
    ['1', 600_000],
    ['2', 600_000],
    ['3', 0],
  ])
})

it('leaves sites that are quickly read until somebody asks', async () => {
  const { asked, prepared } = createSites([0, 9_999, 10_000])
  await prepareReports(prepared)
  expect(asked.map(([site]) => site)).toEqual(['2'])
})

it('ends when the collector stops', async () => {
  const { asked, prepared } = createSites([20_000, 20_000, 20_000])
  await prepareReports({ ...prepared, isStopping: () => asked.length === 2 })
  expect(asked).toHaveLength(2)
})

it('is told when it could not be done, and not when that is because of stopping', async () => {
  const { store, told, prepared } = createSites([Number.NaN])
  let isStopping = false
  const failing = {
    ...store,
    prepareCensus: () => store.prepareCensus('0', 0).finally(() => (isStopping = true)),
  }
  await prepareReports(prepared)
  expect(told).toEqual([{ err: expect.objectContaining({ message: 'damaged' }) }])
  await prepareReports({ ...prepared, store: failing, isStopping: () => isStopping })
  expect(told).toHaveLength(1)
})

/** An export is nobody's first look, and a forecast is read from the database. */
const NOT_LOOKED_AT = ['visitorLines', 'forecast']

it('asks each report of other periods on the first large site, and nothing on small ones', async () => {
  const { questions, prepared } = createSites([50_000, 50_001, 100_000])
  await prepareReports(prepared)
  expect(new Set(questions).size).toBe(questions.length)
  expect(questions.length).toBe(7 * 8)
  for (const name of Object.keys(REPORTS).filter((one) => !NOT_LOOKED_AT.includes(one)))
    expect(questions.filter((one) => one.startsWith(`${name} of`))).toHaveLength(8)
  expect(questions.every((one) => one.includes(' of 1 '))).toBe(true)
})

it('asks no more when the collector stops meanwhile', async () => {
  const { questions, prepared } = createSites([100_000])
  await prepareReports({ ...prepared, isStopping: () => questions.length === 3 })
  expect(questions).toHaveLength(3)
})
