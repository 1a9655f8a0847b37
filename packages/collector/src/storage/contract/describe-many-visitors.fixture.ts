import { DAY, type Event, HOUR, MINUTE } from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import { event, koperReturning, MONDAY, passantFromSearch } from '../../../../scoring/src/fixtures.ts'
import { ALWAYS, idsIn, pageViews, query, SHOP } from '../fixtures.ts'
import type { Store, VisitorFilter } from '../store.ts'
import { commit, type Engine, openShop } from './engine.fixture.ts'

/** What every engine must answer about many visitors: lists, counts, moments in the past. */
export function describeManyVisitors(name: string, engine: Engine): void {
  const openHere = (folder?: string) => openShop(engine, folder)

  describe(`${name}: many visitors`, () => {
    /** Three visitors with 1, 2 and 3 page views, the last of which began first. */
    async function three(): Promise<Store> {
      const store = await openHere()
      await commit(store, [
        ...pageViews('visitor-a', 1, MONDAY + 2 * HOUR),
        ...pageViews('visitor-b', 2, MONDAY + HOUR),
        ...pageViews('visitor-c', 3, MONDAY),
        ...pageViews('visitor-d', 9, MONDAY).map((one) => ({ ...one, consent: 'cookieless' as const })),
      ])
      return store
    }
    const names = (rows: readonly { readonly visitor: string }[]) => rows.map(({ visitor }) => visitor.at(-1))

    it('lists consented visitors only, last seen first', async () => {
      expect(names(await (await three()).visitors(query()))).toEqual(['a', 'b', 'c'])
    })

    it('sorts by each figure, both ways', async () => {
      const store = await three()
      for (const [sort, order] of [
        ['lastSeen', 'abc'],
        ['firstSeen', 'abc'],
        ['pageViews', 'cba'],
        ['visits', 'cba'],
      ] as const) {
        expect(names(await store.visitors(query({ sort }))).join('')).toBe(order)
        const reverse = [...order].reverse().join('')
        expect(names(await store.visitors(query({ sort, descending: false }))).join('')).toBe(reverse)
      }
    })

    it('sorts by the score as it has faded at the moment asked for', async () => {
      const store = await openHere()
      const [a, b] = [
        koperReturning.map((one) => ({ ...one, id: `${one.id}-a`, visitor: 'visitor-a' })),
        pageViews('visitor-b', 3, MONDAY + 2 * DAY).map((one) => ({ ...one, topic: 'problem' as const })),
      ]
      await commit(store, [...a, ...b])
      const at = async (moment: number) =>
        (await store.visitors(query({ sort: 'score', at: moment }))).map(({ visitor, sortValue }) => ({
          visitor,
          sortValue,
        }))
      const soon = await at(MONDAY + 2 * DAY + HOUR)
      expect(soon[0]?.visitor).toBe('visitor-a')
      const later = await at(MONDAY + 20 * DAY)
      const scoreOf = (rows: typeof soon) => rows.find(({ visitor }) => visitor === 'visitor-a')!.sortValue
      expect(scoreOf(later)).toBeLessThan(scoreOf(soon))
    })

    it('pages without leaving anybody out or showing anybody twice', async () => {
      const store = await openHere()
      const same = Array.from({ length: 7 }, (_, i) => pageViews(`visitor-${i}`, 1)).flat()
      await commit(store, same)
      for (const descending of [true, false]) {
        const seen: string[] = []
        let after: { value: number; visitor: string } | null = null
        for (let turn = 0; turn < 5; turn++) {
          const rows = await store.visitors(query({ limit: 2, after, descending }))
          seen.push(...rows.map(({ visitor }) => visitor))
          const last = rows.at(-1)
          if (last !== undefined) after = { value: last.sortValue, visitor: last.visitor }
        }
        expect(seen).toHaveLength(7)
        expect(new Set(seen).size).toBe(7)
      }
    })

    it('tells of the same visitors one by one, part by part, whoever is erased meanwhile', async () => {
      const store = await openHere()
      const same = Array.from({ length: 9 }, (_, i) => pageViews(`visitor-${i}`, 1)).flat()
      await commit(store, same)
      const seen: string[] = []
      let after: { value: number; visitor: string } | null = null
      const mores: boolean[] = []
      do {
        mores.push(
          await store.eachVisitor(query({ limit: 2, after }), 100, ({ visitor, sortValue }) => {
            seen.push(visitor)
            after = { value: sortValue, visitor }
          }),
        )
        // All of the next part, and of one after it one.
        if (mores.length === 1)
          for (const i of [6, 5, 3]) await store.erase({ site: SHOP.id, visitor: `visitor-${i}` }, MONDAY)
      } while (mores.at(-1))
      expect(seen).toEqual([8, 7, 4, 2, 1, 0].map((i) => `visitor-${i}`))
      expect(mores.at(-1)).toBe(false)
      expect(mores.length).toBeLessThan(6)
    })

    it.each([
      ['segment', { segment: 'koper' }],
      ['phase', { phase: 'leverancier' }],
      ['customer', { customer: 'existing' }],
      ['channel', { channel: 'email' }],
      ['source', { source: 'nieuwsbrief' }],
      ['campaign', { campaign: 'lente' }],
      ['landing', { landing: '/actie' }],
      ['topic', { topic: 'careers' }],
      ['device', { device: 'mobile' }],
      ['country', { country: 'BE' }],
    ] as const satisfies readonly (readonly [string, VisitorFilter])[])(
      'filters by %s',
      async (_, filter: VisitorFilter) => {
        const store = await openHere()
        const email = {
          channel: 'email',
          source: 'nieuwsbrief',
          medium: null,
          campaign: 'lente',
          term: null,
          content: null,
        } as const
        const own: Partial<Event> =
          'customer' in filter
            ? { type: 'conversion', detail: { name: 'order' } }
            : { source: email, path: '/actie', topic: 'careers', device: 'mobile', country: 'BE' }
        const fits =
          'segment' in filter || 'phase' in filter
            ? koperReturning.map((one) => ({ ...one, visitor: 'visitor-a' }))
            : [event({ id: 'event-fits', visitor: 'visitor-a', ...own })]
        await commit(store, [
          ...fits,
          event({ id: 'event-none', visitor: 'visitor-b', path: '/', topic: 'terms' }),
        ])
        const at = MONDAY + DAY + HOUR
        expect(names(await store.visitors(query({ filter, at })))).toEqual(['a'])
        expect(names(await store.visitorsAsOf('example', at, ALWAYS, filter))).toEqual(['a'])
        expect(names(await store.visitors(query({ at })))).toHaveLength(2)
      },
    )

    it('lists whom was seen in the period, not who was there before and after it', async () => {
      const store = await openHere()
      await commit(store, [
        ...pageViews('visitor-a', 1, MONDAY),
        ...pageViews('visitor-a', 1, MONDAY + 4 * DAY),
        ...pageViews('visitor-b', 1, MONDAY + 2 * DAY),
      ])
      const period = { from: MONDAY + DAY, to: MONDAY + 3 * DAY }
      expect(names(await store.visitors(query({ period })))).toEqual(['b'])
    })

    it('knows who was there at a moment in the past', async () => {
      const store = await three()
      const rows = await store.visitorsAsOf('example', MONDAY + HOUR, ALWAYS, {})
      expect(names(rows).toSorted()).toEqual(['b', 'c'])
    })

    it('counts a period by hand: segments, visits, conversions, page views', async () => {
      const store = await openHere()
      const order = event({
        id: 'event-order',
        visitor: 'visitor-k',
        type: 'conversion',
        at: MONDAY + DAY + 10 * MINUTE,
        detail: { name: 'order', value: 10, currency: 'EUR' },
      })
      await commit(store, [
        ...koperReturning.map((one) => ({ ...one, visitor: 'visitor-k' })),
        order,
        ...passantFromSearch.map((one) => ({ ...one, id: 'event-pass', visitor: 'visitor-p' })),
      ])
      const counts = await store.segmentCounts('example', {
        period: { from: MONDAY, to: MONDAY + DAY + HOUR },
        filter: {},
      })
      const total = (rows: readonly { readonly count: number }[]) =>
        rows.reduce((sum, { count }) => sum + count, 0)
      expect(total(counts.standing)).toBe(2)
      expect(counts.pageViews).toBe(7)
      expect(counts.conversions).toEqual([{ segment: 'koper', phase: 'leverancier', count: 1 }])
      const koper = counts.visits.segments.find(({ name: segment }) => segment === 'koper')
      expect(koper).toMatchObject({ reached: 1, converted: 1 })
      const onlyPassant = await store.segmentCounts('example', {
        period: ALWAYS,
        filter: { landing: '/nowhere' },
      })
      expect(onlyPassant.standing).toEqual([])
      const days = await store.segmentsByDay(
        'example',
        [
          { from: MONDAY - HOUR, to: MONDAY + HOUR },
          { from: MONDAY + DAY - HOUR, to: MONDAY + DAY + HOUR },
        ],
        { period: { from: MONDAY - HOUR, to: MONDAY + DAY + HOUR }, filter: {} },
      )
      expect(days.map(({ conversions }) => conversions)).toEqual([0, 1])
      expect(days.map(({ segments }) => segments.passant + segments.zoeker + segments.koper)).toEqual([2, 1])
      expect(days[1]?.segments.koper).toBe(1)
    })

    it('knows when the last event of a person happened', async () => {
      const store = await openHere()
      expect(await store.lastEventAt('example')).toBeNull()
      await commit(store, [
        ...pageViews('visitor-1', 1),
        event({ id: 'event-bot0', at: MONDAY + DAY, bot: 'webdriver' }),
      ])
      expect(await store.lastEventAt('example')).toBe(MONDAY)
    })

    it('answers about its own site only', async () => {
      const store = await three()
      await store.putSite({ ...SHOP, id: 'other' })
      expect(await store.visitors(query({ site: 'other' }))).toEqual([])
      expect(await store.visitorsAsOf('other', ALWAYS.to, ALWAYS, {})).toEqual([])
      expect(await store.visitor({ site: 'other', visitor: 'visitor-a' })).toBeNull()
      expect(await store.drops('other', 10)).toEqual([])
      expect((await store.segmentCounts('other', { period: ALWAYS, filter: {} })).pageViews).toBe(0)
      expect(idsIn(store, 'other')).toEqual([])
    })
  })
}
