import { join } from 'node:path'
import { DAY, type Event, HOUR, MINUTE } from '@koopsignaal/protocol'
import { fold } from '@koopsignaal/scoring'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  anyHistory,
  event,
  koperReturning,
  MONDAY,
  passantFromSearch,
} from '../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../advance-visitor.ts'
import { AppError } from '../errors.ts'
import { modelOf } from '../models.ts'
import { newSite } from '../sites.ts'
import { ALWAYS, drop, idsIn, pageViews, query, SHOP, temporaryFolder } from './fixtures.ts'
import type { Advance, Store, VisitorFilter } from './store.ts'

export interface Engine {
  /** Opens the store of a folder: what was committed there before is there again. */
  readonly open: (folder: string) => Promise<Store>
  /** Makes an empty folder into the one that a backup was made of. */
  readonly restore: (backup: string, folder: string) => Promise<void>
}

/** What every engine must do: the one contract of the storage port. */
export function describeStore(name: string, { open, restore }: Engine): void {
  const openHere = async (folder = temporaryFolder()): Promise<Store> => {
    const store = await open(folder)
    onTestFinished(() => store.close())
    await store.putSite(SHOP)
    return store
  }
  const commit = (store: Store, events: readonly Event[], advance: Advance = advanceVisitor) =>
    store.commit({ events, drops: [] }, advance).then(({ verdicts }) => verdicts)
  const key = (visitor: string) => ({ site: SHOP.id, visitor })

  describe(`${name}: sites, tokens and log-ins`, () => {
    it('keeps a site and what is changed in it', async () => {
      const store = await openHere()
      await store.putSite({ ...SHOP, kind: 'services' })
      expect(await store.site('example')).toEqual({ ...SHOP, kind: 'services' })
      expect(await store.site('other')).toBeNull()
    })

    it('lists sites by id', async () => {
      const store = await openHere()
      await store.putSite({ ...SHOP, id: 'aaa' })
      expect((await store.sites()).map(({ id }) => id)).toEqual(['aaa', 'example'])
    })

    it('finds a token by its hash until it is removed', async () => {
      const store = await openHere()
      const token = { hash: 'ab', site: 'example', role: 'read', label: 'x', createdAt: 5 } as const
      await store.putToken(token)
      expect(await store.token('ab')).toEqual(token)
      expect(await store.tokens()).toEqual([token])
      expect(await store.removeToken('ab')).toBe(true)
      expect(await store.removeToken('ab')).toBe(false)
      expect(await store.token('ab')).toBeNull()
    })

    it('never widens a token that is put again', async () => {
      const store = await openHere()
      const token = { hash: 'ab', site: 'example', role: 'read', label: '', createdAt: 5 } as const
      await store.putToken(token)
      await store.putToken({ ...token, site: null, role: 'admin' })
      expect(await store.token('ab')).toEqual(token)
    })

    it('gives a log-in key once', async () => {
      const store = await openHere()
      await store.putLogin('key', { hash: 'k', expiresAt: 100 })
      expect(await store.takeLogin('key', 'k', 99)).toBe(true)
      expect(await store.takeLogin('key', 'k', 99)).toBe(false)
    })

    it('gives no key that has expired or that was made for something else', async () => {
      const store = await openHere()
      await store.putLogin('key', { hash: 'k', expiresAt: 100 })
      await store.putLogin('session', { hash: 's', expiresAt: 100 })
      expect(await store.takeLogin('key', 'k', 100)).toBe(false)
      expect(await store.takeLogin('key', 's', 50)).toBe(false)
      expect(await store.hasLogin('session', 'k', 50)).toBe(false)
    })

    it('knows a session until it expires', async () => {
      const store = await openHere()
      await store.putLogin('session', { hash: 's', expiresAt: 100 })
      expect(await store.hasLogin('session', 's', 99)).toBe(true)
      expect(await store.hasLogin('session', 's', 100)).toBe(false)
    })
  })

  describe(`${name}: commit`, () => {
    it('gives a verdict for each event, in order', async () => {
      const store = await openHere()
      const [a, b, c] = pageViews('visitor-1', 3) as [Event, Event, Event]
      expect(await commit(store, [b])).toEqual(['accepted'])
      expect(await commit(store, [a, b, c, a])).toEqual(['accepted', 'duplicate', 'accepted', 'duplicate'])
      expect(idsIn(store)).toEqual([b.id, a.id, c.id])
    })

    it('shows what it has committed to every reader at once', async () => {
      const store = await openHere()
      await commit(store, pageViews('visitor-1', 2))
      expect((await store.visitor(key('visitor-1')))?.profile.state.pageViews).toBe(2)
      expect(await store.history(key('visitor-1'))).toHaveLength(2)
      expect(await store.visitors(query())).toHaveLength(1)
    })

    it('lets the same id again change nothing, also with other content', async () => {
      const store = await openHere()
      const [first] = pageViews('visitor-1', 1) as [Event]
      await commit(store, [first])
      const before = await store.visitor(key('visitor-1'))
      expect(await commit(store, [{ ...first, visitor: 'visitor-2', path: '/other' }])).toEqual(['duplicate'])
      expect(await store.visitor(key('visitor-1'))).toEqual(before)
      expect(await store.visitor(key('visitor-2'))).toBeNull()
      expect(await store.history(key('visitor-1'))).toEqual([first])
    })

    it('takes the same id on another site as another event', async () => {
      const store = await openHere()
      await store.putSite({ ...SHOP, id: 'other' })
      const [first] = pageViews('visitor-1', 1) as [Event]
      expect(await commit(store, [first, { ...first, site: 'other' }])).toEqual(['accepted', 'accepted'])
      expect(await store.history({ site: 'other', visitor: 'visitor-1' })).toHaveLength(1)
    })

    it('gives back every field as it came, hostile text too', async () => {
      const store = await openHere()
      const nasty = `'; DROP TABLE events; -- "\\ \u0000 \u202e <script>\r\n\t%s 日本 👩‍👩‍👧`
      const whole = event({
        visitor: 'visitor-1',
        title: nasty,
        path: nasty,
        host: nasty,
        item: '__proto__',
        category: nasty,
        browser: nasty,
        os: nasty,
        country: 'NL',
        topic: 'price',
        source: {
          channel: 'ads',
          source: nasty,
          medium: nasty,
          campaign: nasty,
          term: nasty,
          content: nasty,
        },
        detail: JSON.parse(
          `{"value":0,"name":${JSON.stringify(nasty)},"props":{"__proto__":1,"constructor":"x","a":null}}`,
        ),
      })
      await commit(store, [whole])
      expect(await store.history(key('visitor-1'))).toEqual([whole])
      expect(JSON.stringify([...store.events('example')][0])).toBe(JSON.stringify(whole))
      expect((await store.visitor(key('visitor-1')))?.facts.firstTouch).toEqual(whole.source)
    })

    it('keeps the events of programs without scoring anybody by them', async () => {
      const store = await openHere()
      const [view] = pageViews('visitor-1', 1) as [Event]
      expect(await commit(store, [{ ...view, bot: 'user_agent' }])).toEqual(['accepted'])
      expect(await store.history(key('visitor-1'))).toHaveLength(1)
      expect(await store.visitor(key('visitor-1'))).toBeNull()
      expect(await store.visitors(query())).toEqual([])
    })

    it('keeps the events of nobody in totals only', async () => {
      const store = await openHere()
      await commit(store, [event({ visitor: null, consent: 'count' })])
      expect((await store.segmentCounts('example', ALWAYS, {})).pageViews).toBe(1)
      expect((await store.segmentCounts('example', ALWAYS, { device: 'desktop' })).pageViews).toBe(0)
      expect((await store.segmentCounts('example', ALWAYS, {})).standing).toEqual([])
    })

    it('keeps all of a commit or nothing', async () => {
      const store = await openHere()
      await commit(store, pageViews('visitor-1', 1))
      const before = await store.visitor(key('visitor-1'))
      const failing: Advance = (site, stored, fresh) => {
        if (fresh[0]?.visitor === 'visitor-2') throw new Error('cannot advance')
        return advanceVisitor(site, stored, fresh)
      }
      const events = [...pageViews('visitor-1', 2, MONDAY + HOUR), ...pageViews('visitor-2', 1)]
      await expect(store.commit({ events, drops: [drop()] }, failing)).rejects.toThrow('cannot advance')
      expect(idsIn(store)).toHaveLength(1)
      expect(await store.visitor(key('visitor-1'))).toEqual(before)
      expect(await store.drops('example', 10)).toEqual([])
      expect(await commit(store, events)).toEqual(['accepted', 'accepted', 'accepted'])
    })

    it('keeps nothing of a commit that holds an unknown site', async () => {
      const store = await openHere()
      const lost = { ...event({ id: 'event-lost' }), site: 'nowhere' }
      await expect(commit(store, [event(), lost])).rejects.toThrow(AppError)
      expect(idsIn(store)).toEqual([])
    })

    it('has all of it when it is opened again', async () => {
      const folder = temporaryFolder()
      const first = await open(folder)
      await first.putSite(SHOP)
      await first.commit({ events: koperReturning, drops: [drop()] }, advanceVisitor)
      const before = await first.visitor(key('visitor-1'))
      await first.close()
      const store = await openHere(folder)
      expect(await store.visitor(key('visitor-1'))).toEqual(before)
      expect(await store.history(key('visitor-1'))).toEqual(koperReturning)
      expect(await store.drops('example', 10)).toHaveLength(1)
      expect(await commit(store, koperReturning)).toEqual(koperReturning.map(() => 'duplicate'))
    })

    it('keeps drops, newest first', async () => {
      const store = await openHere()
      await store.commit(
        { events: [], drops: [drop({ message: 'a' }), drop({ message: 'b' })] },
        advanceVisitor,
      )
      await store.commit({ events: [], drops: [drop({ message: 'c' })] }, advanceVisitor)
      expect((await store.drops('example', 2)).map(({ message }) => message)).toEqual(['c', 'b'])
      expect((await store.drops('example', 9))[2]).toEqual(drop({ message: 'a' }))
    })
  })

  describe(`${name}: erasing`, () => {
    it('removes all of one visitor and nothing of another', async () => {
      const store = await openHere()
      await commit(store, [...pageViews('visitor-1', 3), ...pageViews('visitor-2', 1)])
      expect(await store.erase(key('visitor-1'), MONDAY + HOUR)).toBe(true)
      expect(await store.visitor(key('visitor-1'))).toBeNull()
      expect(await store.history(key('visitor-1'))).toEqual([])
      expect(await store.timeline(key('visitor-1'))).toEqual([])
      expect(idsIn(store)).toEqual(pageViews('visitor-2', 1).map(({ id }) => id))
      expect((await store.visitors(query())).map(({ visitor }) => visitor)).toEqual(['visitor-2'])
      expect((await store.segmentCounts('example', ALWAYS, {})).pageViews).toBe(1)
    })

    it('says so when there is nobody', async () => {
      const store = await openHere()
      expect(await store.erase(key('visitor-1'), MONDAY)).toBe(false)
    })

    it('refuses what comes late for a day, also of whom nothing was stored', async () => {
      const store = await openHere()
      await store.erase(key('visitor-1'), MONDAY)
      const events = pageViews('visitor-1', 1)
      await store.expire(MONDAY + DAY - 1)
      expect(await commit(store, [...events, ...pageViews('visitor-2', 1)])).toEqual(['erased', 'accepted'])
      expect(await store.history(key('visitor-1'))).toEqual([])
      await store.expire(MONDAY + DAY + 1)
      expect(await commit(store, events)).toEqual(['accepted'])
    })
  })

  describe(`${name}: one visitor`, () => {
    it('tells a history in order of time and id, up to a moment', async () => {
      const store = await openHere()
      const [a, b, c] = [
        event({ id: 'event-000b', at: MONDAY }),
        event({ id: 'event-000a', at: MONDAY }),
        event({ id: 'event-0000', at: MONDAY + 1, bot: 'webdriver' }),
      ] as const
      await commit(store, [c, a, b])
      expect(await store.history(key('visitor-1'))).toEqual([b, a, c])
      expect(await store.history(key('visitor-1'), MONDAY)).toEqual([b, a])
      expect(await store.history(key('nobody-000'))).toEqual([])
    })

    it('tells a timeline without gaps or overlap, open at its end', async () => {
      const store = await openHere()
      for (const one of koperReturning) await commit(store, [one])
      const timeline = await store.timeline(key('visitor-1'))
      expect(timeline.length).toBeGreaterThan(3)
      expect(timeline[0]?.from).toBe(MONDAY)
      for (const [i, span] of timeline.entries()) expect(span.until).toBe(timeline[i + 1]?.from ?? null)
      expect(timeline.map(({ segment }) => segment)).toContain('koper')
    })

    it('comes to the same in whatever order and batches the events arrive', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyHistory, { minLength: 1, maxLength: 3 }),
          fc.infiniteStream(fc.nat(3)),
          fc.infiniteStream(fc.integer()),
          async (histories, sizes, keys) => {
            const own = histories.map((history, who) =>
              history.map((one) => ({ ...one, id: `${one.id}-${who}`, visitor: `visitor-${who}` })),
            )
            const shuffled = own
              .flat()
              .map((one) => ({ one, place: keys.next().value as number }))
              .sort((x, y) => x.place - y.place)
              .map(({ one }) => one)
            const [store, atOnce] = [await open(temporaryFolder()), await open(temporaryFolder())]
            for (const one of [store, atOnce]) await one.putSite(SHOP)
            await commit(atOnce, own.flat())
            while (shuffled.length > 0)
              await commit(store, shuffled.splice(0, 1 + (sizes.next().value as number)))
            for (const [who, events] of own.entries()) {
              const visitor = key(`visitor-${who}`)
              const stored = await store.visitor(visitor)
              expect(stored?.profile).toEqual(fold(events, modelOf(SHOP)))
              expect(stored).toEqual(await atOnce.visitor(visitor))
              expect(await store.timeline(visitor)).toEqual(await atOnce.timeline(visitor))
            }
            for (let day = 0; day < 60; day += 10) {
              const period = { from: MONDAY, to: MONDAY + day * DAY + HOUR }
              expect(await store.segmentCounts('example', period, {})).toEqual(
                await atOnce.segmentCounts('example', period, {}),
              )
            }
            expect((await store.rebuild(SHOP, advanceVisitor)).changed).toBe(0)
            for (const one of [store, atOnce]) await one.close()
          },
        ),
        { numRuns: 15 },
      )
    })
  })

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
      const counts = await store.segmentCounts('example', { from: MONDAY, to: MONDAY + DAY + HOUR }, {})
      const total = (rows: readonly { readonly count: number }[]) =>
        rows.reduce((sum, { count }) => sum + count, 0)
      expect(total(counts.standing)).toBe(2)
      expect(counts.pageViews).toBe(7)
      expect(counts.conversions).toEqual([{ segment: 'koper', phase: 'leverancier', count: 1 }])
      const koper = counts.visits.segments.find(({ name: segment }) => segment === 'koper')
      expect(koper).toMatchObject({ reached: 1, converted: 1 })
      const onlyPassant = await store.segmentCounts('example', ALWAYS, { landing: '/nowhere' })
      expect(onlyPassant.standing).toEqual([])
      const days = await store.segmentsByDay(
        'example',
        [
          { from: MONDAY - HOUR, to: MONDAY + HOUR },
          { from: MONDAY + DAY - HOUR, to: MONDAY + DAY + HOUR },
        ],
        {},
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
      expect((await store.segmentCounts('other', ALWAYS, {})).pageViews).toBe(0)
      expect(idsIn(store, 'other')).toEqual([])
    })
  })

  describe(`${name}: keeping house`, () => {
    it('forgets quarantine after a week and log-ins when they end', async () => {
      const store = await openHere()
      await store.commit(
        { events: [], drops: [drop({ at: MONDAY - 8 * DAY, message: 'old' }), drop({ message: 'new' })] },
        advanceVisitor,
      )
      await store.putLogin('session', { hash: 'past', expiresAt: MONDAY })
      await store.putLogin('session', { hash: 'later', expiresAt: MONDAY + DAY })
      await store.expire(MONDAY)
      expect((await store.drops('example', 9)).map(({ message }) => message)).toEqual(['new'])
      expect(await store.hasLogin('session', 'past', MONDAY - 1)).toBe(false)
      expect(await store.hasLogin('session', 'later', MONDAY)).toBe(true)
    })

    it('keeps every event when it expires what has had its time', async () => {
      const store = await openHere()
      await commit(store, pageViews('visitor-1', 3))
      await store.expire(MONDAY + 3650 * DAY)
      expect(idsIn(store)).toHaveLength(3)
    })

    it('rebuilds what follows from the events and counts what came out differently', async () => {
      const store = await openHere()
      await commit(store, [
        ...koperReturning,
        ...pageViews('visitor-2', 2),
        event({ id: 'event-bot0', visitor: 'visitor-3', bot: 'webdriver' }),
      ])
      const told: [number, number][] = []
      const tell = (done: number, all: number) => void told.push([done, all])
      expect(await store.rebuild(SHOP, advanceVisitor, { onProgress: tell })).toEqual({
        visitors: 3,
        changed: 0,
      })
      expect(told.at(-1)).toEqual([3, 3])
      const services = newSite({ ...SHOP, kind: 'services' }, MONDAY)
      expect(await store.rebuild(services, advanceVisitor, { onProgress: tell })).toEqual({
        visitors: 3,
        changed: 2,
      })
      expect((await store.visitor(key('visitor-1')))?.profile.model).toBe(modelOf(services).version)
      expect(await store.rebuild(services, advanceVisitor, { onProgress: tell })).toEqual({
        visitors: 3,
        changed: 0,
      })
    })

    it('tells all events of a site in order of arrival, more than a page of them', async () => {
      const store = await openHere()
      const events = pageViews('visitor-1', 2_100).toReversed()
      await commit(store, events)
      expect(idsIn(store)).toEqual(events.map(({ id }) => id))
    })

    it('restores from a backup what was there when it was made', async () => {
      const store = await openHere()
      await commit(store, koperReturning)
      const file = join(temporaryFolder(), 'backup')
      let last: readonly [number, number] = [0, -1]
      await store.backup(file, (done, all) => {
        last = [done, all]
      })
      expect(last[0]).toBe(last[1])
      await commit(store, pageViews('visitor-2', 1))
      const folder = temporaryFolder()
      await restore(file, folder)
      const restored = await open(folder)
      onTestFinished(() => restored.close())
      expect(idsIn(restored)).toEqual(koperReturning.map(({ id }) => id))
      expect(await restored.visitor(key('visitor-1'))).toEqual(await store.visitor(key('visitor-1')))
      expect(await restored.timeline(key('visitor-1'))).toEqual(await store.timeline(key('visitor-1')))
      expect(await restored.check()).toEqual([])
    })

    it('finds nothing wrong with itself and is ready', async () => {
      const store = await openHere()
      await commit(store, koperReturning)
      expect(await store.check()).toEqual([])
      expect(await store.ready()).toBe(true)
    })
  })
}
