import { DAY } from '@koopsignaal/protocol'
import { describe, expect, it, onTestFinished } from 'vitest'
import { event, koperReturning, MONDAY } from '../../../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../../../advance-visitor.ts'
import { SHOP, temporaryFolder } from '../../fixtures.ts'
import type { VisitorFilter } from '../../store.ts'
import { openReader } from '../open.ts'
import { Statements } from '../prepared.ts'
import { openSqliteStore } from '../sqlite-store.ts'
import { STATEMENTS, type StatementName } from '../statements.ts'
import { showEvents } from '../unpacked-events.ts'

/** Visitors who come back on some days, some over midnight, some converting. */
function comings() {
  return Array.from({ length: 30 }, (_, n) => {
    const visitor = `bezoeker-${String(n).padStart(4, '0')}`
    const days = [n % 7, (n * 3) % 7, (n * 5) % 7]
    return days.flatMap((day, i) => {
      const at = MONDAY + day * DAY + ((n * 7_919_000 + i * 1_800_000) % DAY)
      const path = n % 3 === 0 ? '/offerte' : '/drainage'
      const view = event({
        id: `bekeken-${n}-${i}`,
        visitor,
        at,
        path,
        device: n % 2 === 0 ? 'mobile' : 'desktop',
      })
      const isBought = n % 4 === 0 && i === 1
      const bought = event({ id: `gekocht-${n}-${i}`, visitor, at: at + 60_000, type: 'conversion' })
      return isBought ? [view, bought] : [view]
    })
  }).flat()
}

async function filledStore() {
  const folder = temporaryFolder()
  const store = openSqliteStore(folder)
  onTestFinished(() => store.close())
  await store.putSite(SHOP)
  const events = [...comings(), ...koperReturning].map((one) => ({ ...one, site: SHOP.id }))
  await store.commit({ events: events.toSorted((a, b) => a.at - b.at), drops: [] }, advanceVisitor)
  return { store, folder }
}

const days = Array.from({ length: 9 }, (_, i) => ({ from: MONDAY + i * DAY, to: MONDAY + (i + 1) * DAY }))
const PERIOD = { from: MONDAY, to: MONDAY + 9 * DAY }
const FILTERS: readonly VisitorFilter[] = [
  {},
  { segment: 'zoeker' },
  { segment: ['koper', 'passant'] },
  { phase: 'latent' },
  { customer: 'existing' },
  { segment: 'koper', customer: 'existing' },
  { customer: 'new' },
  { device: 'mobile' },
  { device: 'desktop', customer: 'new', segment: 'passant' },
  { page: '/offerte' },
]

describe('the days of the segments report', () => {
  it('are what a question about each day alone tells', async () => {
    const { store } = await filledStore()
    const byDay = await store.segmentsByDay(SHOP.id, days, { period: PERIOD, filter: {} })
    for (const [i, day] of days.entries()) {
      const { standing, conversions } = await store.segmentCounts(SHOP.id, { period: day, filter: {} })
      const segments = { passant: 0, zoeker: 0, koper: 0 }
      for (const { segment, count } of standing) segments[segment] += count
      const converted = conversions.reduce((sum, { count }) => sum + count, 0)
      expect(byDay[i]).toEqual({ day, segments, conversions: converted })
    }
  })

  it.each(FILTERS)(
    'are of the same visitors as the report: conversions add up to it, with %o',
    async (filter) => {
      const { store } = await filledStore()
      const asked = { period: PERIOD, filter }
      const byDay = await store.segmentsByDay(SHOP.id, days, asked)
      const { conversions } = await store.segmentCounts(SHOP.id, asked)
      const converted = conversions.reduce((sum, { count }) => sum + count, 0)
      expect(byDay.reduce((sum, day) => sum + day.conversions, 0)).toBe(converted)
    },
  )

  it('are of people who were there and bought', async () => {
    const { store } = await filledStore()
    const byDay = await store.segmentsByDay(SHOP.id, days, { period: PERIOD, filter: {} })
    expect(byDay.reduce((sum, { conversions }) => sum + conversions, 0)).toBeGreaterThan(3)
    expect(byDay.some(({ segments }) => segments.passant > 0)).toBe(true)
  })
})

describe('a report', () => {
  // Each visitor would be looked at once for each visitor: minutes at 20,000 of them.
  it.each(['trackKeys', 'visitorsAsOf', 'outcomes'] satisfies StatementName[])(
    'unpacks the events of one visitor at a time: %s',
    async (name) => {
      const { folder } = await filledStore()
      const [db, facts] = [openReader(folder), openReader(folder)]
      onTestFinished(() => void [db, facts].map((one) => one.close()))
      showEvents(db, new Statements(facts).facts)
      const names = [...new Set(STATEMENTS[name].match(/:[a-zA-Z]+/g))].map((one) => [one.slice(1), null])
      const plan = db.prepare(`EXPLAIN QUERY PLAN ${STATEMENTS[name]}`).all(Object.fromEntries(names))
      const steps = (plan as { detail: string }[]).map(({ detail }) => detail)
      expect(steps.filter((step) => /^SCAN [vb]$/.test(step))).toEqual([])
    },
  )
})
