import { type Event, HOUR } from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import { event, koperReturning, MONDAY } from '../../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../../advance-visitor.ts'
import { AppError } from '../../errors.ts'
import { ALWAYS, drop, idsIn, pageViews, query, SHOP, temporaryFolder } from '../fixtures.ts'
import type { Advance } from '../store.ts'
import { commit, type Engine, key, openShop } from './engine.fixture.ts'

/** What must hold after a commit: each event once, all of it or nothing, there again when it is opened anew. */
export function describeCommit(name: string, engine: Engine): void {
  const openHere = (folder?: string) => openShop(engine, folder)

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
      expect((await store.segmentCounts('example', { period: ALWAYS, filter: {} })).pageViews).toBe(1)
      expect(
        (await store.segmentCounts('example', { period: ALWAYS, filter: { device: 'desktop' } })).pageViews,
      ).toBe(0)
      expect((await store.segmentCounts('example', { period: ALWAYS, filter: {} })).standing).toEqual([])
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
      const first = await engine.open(folder)
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
      const [newest, second, oldest] = await store.drops('example', 9)
      expect(oldest).toMatchObject(drop({ message: 'a' }))
      const behind = (isOldestFirst: boolean) =>
        store.drops('example', 9, { isOldestFirst, after: second!.place })
      expect([await behind(false), await behind(true)]).toEqual([[oldest], [newest]])
      const all = await store.drops('example', 9, { isOldestFirst: true, after: null })
      expect(all).toEqual([oldest, second, newest])
    })
  })
}
