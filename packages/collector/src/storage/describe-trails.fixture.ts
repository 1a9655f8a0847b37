import { DAY, type Event, HOUR, MINUTE } from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import { event, koperReturning, MONDAY } from '../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../advance-visitor.ts'
import { commit, openShop } from './contract/engine.fixture.ts'
import { ALWAYS, pageViews, SHOP } from './fixtures.ts'
import type { Cost, Store, Trail } from './store.ts'
import { trailOf } from './trail-of.fixture.ts'

const email = {
  channel: 'email',
  source: 'nieuwsbrief',
  medium: 'email',
  campaign: 'najaar',
  term: null,
  content: null,
} as const
const cost = (part: Partial<Cost> = {}): Cost => ({
  from: '2026-11-01',
  to: '2026-11-30',
  channel: 'ads',
  source: null,
  campaign: null,
  amount: 300,
  currency: 'EUR',
  ...part,
})

/** What every engine must do for the reports about ladder, channels and the days to come: the port `trail-port.ts`.
 *  @param open  opens the store of a folder */
export function describeTrails(name: string, open: (folder: string) => Promise<Store>): void {
  const openHere = () => openShop({ open })
  const order = (at: number, part: Partial<Event> = {}): Event =>
    event({
      id: `order-${at}`,
      type: 'conversion',
      at,
      detail: { name: 'order', value: 12.5, currency: 'EUR' },
      ...part,
    })
  const trails = (store: Store, period = ALWAYS): Promise<readonly Trail[]> =>
    store.census('example', 'visits', (census) =>
      [...census.select({ period, at: period.to, filter: {} })].map((visitor) => trailOf(census, visitor)),
    )

  describe(`${name}: trails`, () => {
    it('hold what a visitor was, how each visit came, and what was bought', async () => {
      const store = await openHere()
      const back = event({ id: 'event-back', at: MONDAY + 3 * DAY, source: email })
      await commit(store, [...koperReturning, back, order(MONDAY + 3 * DAY + MINUTE)])
      const [trail, ...others] = await trails(store)
      expect(others).toEqual([])
      const { visitor } = koperReturning[0]!
      expect(trail!.spans).toEqual(await store.timeline({ site: 'example', visitor: visitor! }))
      expect(trail!.visits.map(({ from, source }) => [from, source])).toEqual([
        [MONDAY, koperReturning[0]!.source],
        [MONDAY + DAY, koperReturning.find(({ at }) => at === MONDAY + DAY)!.source],
        [MONDAY + 3 * DAY, email],
      ])
      expect(trail!.visits.at(-1)!.to).toBe(MONDAY + 3 * DAY + MINUTE)
      expect(trail!.conversions).toEqual([
        { at: MONDAY + 3 * DAY + MINUTE, name: 'order', value: 12.5, currency: 'EUR' },
      ])
    })

    it('are of each visitor once, of this site and period only', async () => {
      const store = await openHere()
      await store.putSite({ ...SHOP, id: 'other' })
      const visitors = Array.from({ length: 7 }, (_, i) => pageViews(`visitor-${i}`, i + 1)).flat()
      await commit(store, [
        ...visitors,
        ...pageViews('visitor-o', 1).map((one) => ({ ...one, site: 'other' })),
      ])
      const seen = (await trails(store)).map(({ visits }) => visits[0]!.to - visits[0]!.from)
      expect(seen.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6].map((i) => i * MINUTE))
      expect(await trails(store, { from: 0, to: MONDAY })).toEqual([])
    })

    it('know a source that arrived late, and lose it when its visitor is erased', async () => {
      const store = await openHere()
      await commit(store, pageViews('visitor-1', 1, MONDAY + MINUTE))
      await commit(store, [event({ id: 'event-late', visitor: 'visitor-1', at: MONDAY, source: email })])
      expect((await trails(store))[0]!.visits).toMatchObject([{ from: MONDAY, source: email }])
      await store.erase({ site: 'example', visitor: 'visitor-1' }, MONDAY + DAY)
      expect(await trails(store)).toEqual([])
      expect(await store.check()).toEqual([])
    })
  })

  describe(`${name}: conversions and what came of visitors`, () => {
    it('are dated, with when their visitor was first seen', async () => {
      const store = await openHere()
      await commit(store, [
        ...pageViews('visitor-1', 1, MONDAY),
        order(MONDAY + DAY, { visitor: 'visitor-1' }),
        order(MONDAY + 2 * DAY, { visitor: 'visitor-2', detail: { name: 'offerte' } }),
      ])
      expect(await store.conversions('example', ALWAYS, {})).toEqual([
        { at: MONDAY + DAY, name: 'order', firstAt: MONDAY, value: 12.5, currency: 'EUR' },
        { at: MONDAY + 2 * DAY, name: 'offerte', firstAt: MONDAY + 2 * DAY, value: null, currency: null },
      ])
      const period = { from: MONDAY, to: MONDAY + 2 * DAY }
      expect(await store.conversions('example', period, {})).toHaveLength(1)
      expect(await store.conversions('example', ALWAYS, { channel: 'email' })).toEqual([])
    })

    it('are those of new customers where they are a visitor’s first, else of existing ones', async () => {
      const store = await openHere()
      const times = [MONDAY + DAY, MONDAY + 2 * DAY, MONDAY + 3 * DAY]
      await commit(store, [
        ...pageViews('visitor-1', 1, MONDAY),
        ...times.map((at) => order(at, { visitor: 'visitor-1' })),
      ])
      const atOf = async (customer: 'new' | 'existing', from = MONDAY) =>
        (await store.conversions('example', { from, to: MONDAY + 9 * DAY }, { customer })).map(({ at }) => at)
      expect([await atOf('new'), await atOf('existing')]).toEqual([times.slice(0, 1), times.slice(1)])
      expect([await atOf('new', times[1]), await atOf('existing', times[1])]).toEqual([[], times.slice(1)])
      const outcomesOf = async (customer: 'new' | 'existing', at: number) =>
        (await store.outcomes('example', { from: MONDAY, to: at }, { customer }, MONDAY + 9 * DAY)).map(
          ({ visitors, conversions }) => [visitors, conversions],
        )
      expect(await outcomesOf('new', times[0]! - 1)).toEqual([[1, 1]])
      expect(await outcomesOf('existing', times[0]! + 1)).toEqual([[1, 2]])
    })

    it('count from a moment on, by what the visitor was then', async () => {
      const store = await openHere()
      const at = koperReturning.at(-1)!.at + MINUTE
      await commit(store, [
        ...koperReturning,
        ...pageViews('visitor-p', 1, MONDAY),
        order(at + HOUR, { visitor: koperReturning[0]!.visitor }),
        order(at + 2 * DAY, { visitor: koperReturning[0]!.visitor }),
        order(at - 1, { visitor: 'visitor-p' }),
      ])
      const outcomes = await store.outcomes('example', { from: MONDAY, to: at }, {}, at + DAY)
      const { segment } = (
        await store.timeline({ site: 'example', visitor: koperReturning[0]!.visitor! })
      ).find((span) => span.from <= at && (span.until === null || span.until > at))!
      expect(outcomes.find((one) => one.segment === segment)!.conversions).toBe(1)
      expect(outcomes.reduce((sum, { visitors }) => sum + visitors, 0)).toBe(2)
      expect(outcomes.reduce((sum, { conversions }) => sum + conversions, 0)).toBe(1)
    })

    it('stay the same when all is derived anew', async () => {
      const store = await openHere()
      await commit(store, [
        event({ source: { ...email, channel: 'direct' } }),
        event({ id: 'event-two', at: MONDAY + MINUTE, source: email }),
        order(MONDAY + 2 * MINUTE),
      ])
      const before = await trails(store)
      expect(before[0]!.visits[0]!.source).toEqual(email)
      expect(await store.rebuild(SHOP, advanceVisitor)).toEqual({ visitors: 1, changed: 0 })
      expect(await trails(store)).toEqual(before)
    })
  })

  describe(`${name}: costs`, () => {
    it('are removed line by line, and no other goes along', async () => {
      const store = await openHere()
      const { amount: _, currency: __, ...line } = cost()
      const others = [
        cost({ to: '2026-12-01' }),
        cost({ campaign: 'najaar' }),
        cost({ source: 'google' }),
        cost({ channel: 'email' }),
      ]
      await store.putCosts('example', [cost(), ...others])
      expect(await store.removeCost('example', line)).toBe(1)
      expect(await store.costs('example', {})).toHaveLength(others.length)
      expect(await store.removeCost('example', line)).toBe(0)
      expect(await store.removeCost('example', { ...line, source: 'google' })).toBe(1)
      expect((await store.costs('example', {})).map(({ source }) => source)).not.toContain('google')
    })

    it('are kept in order and replaced by days, channel, source and campaign', async () => {
      const store = await openHere()
      await store.putCosts('example', [
        cost({ channel: 'email' }),
        cost(),
        cost({ source: 'google', campaign: 'najaar', amount: 20 }),
      ])
      await store.putCosts('example', [cost({ amount: 350 })])
      expect(await store.costs('example', {})).toEqual([
        cost({ amount: 350 }),
        cost({ source: 'google', campaign: 'najaar', amount: 20 }),
        cost({ channel: 'email' }),
      ])
    })

    it('are found and removed by what they are of, on their own site', async () => {
      const store = await openHere()
      await store.putSite({ ...SHOP, id: 'other' })
      await store.putCosts('example', [cost(), cost({ from: '2026-12-01', to: '2026-12-31' })])
      await store.putCosts('other', [cost({ amount: 1 })])
      expect(await store.costs('example', { to: '2026-11-15' })).toEqual([cost()])
      expect(await store.costs('example', { from: '2026-11-30', to: '2026-12-01' })).toHaveLength(2)
      expect(await store.costs('example', { source: 'google' })).toEqual([])
      expect(await store.removeCosts('example', { channel: 'email' })).toBe(0)
      expect(await store.removeCosts('example', { from: '2026-12-31' })).toBe(1)
      expect(await store.removeCosts('example', {})).toBe(1)
      expect(await store.costs('other', {})).toEqual([cost({ amount: 1 })])
    })
  })
}
