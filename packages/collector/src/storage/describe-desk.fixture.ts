import { DAY, MINUTE } from '@koopsignaal/protocol'
import { beforeEach, describe, expect, it } from 'vitest'
import { event, MONDAY } from '../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../advance-visitor.ts'
import { newSite } from '../sites.ts'
import { openShop } from './contract/engine.fixture.ts'
import { ALWAYS, drop, pageViews, SHOP } from './fixtures.ts'
import type { SavedSegment, Store, Track } from './store.ts'

/** What every engine must do for the desk. */
export function describeDesk(engine: string, open: (folder: string) => Promise<Store>): void {
  describe(`${engine}: the desk`, () => inside(open))
}

function inside(open: (folder: string) => Promise<Store>): void {
  let store: Store
  beforeEach(async () => {
    store = await openShop({ open })
  })
  const keep = (
    events: Parameters<Store['commit']>[0]['events'],
    drops: Parameters<Store['commit']>[0]['drops'] = [],
  ) => store.commit({ events, drops }, advanceVisitor)
  const tracksOf = async (limit: number): Promise<readonly Track[]> => {
    const tracks: Track[] = []
    for (let after: number | null = 0; after !== null; ) {
      const query = { site: SHOP.id, period: ALWAYS, filter: {}, until: ALWAYS.to, after, limit }
      const page: Awaited<ReturnType<Store['tracks']>> = await store.tracks(query)
      expect(page.tracks.length).toBeLessThanOrEqual(limit)
      tracks.push(...page.tracks)
      after = page.next
    }
    return tracks
  }

  describe('tracks', () => {
    it('come for everybody once, however many at a time, with history and timeline', async () => {
      const visitors = ['visitor-a', 'visitor-b', 'visitor-c', 'visitor-d', 'visitor-e']
      for (const [i, visitor] of visitors.entries()) await keep(pageViews(visitor, i + 1))
      for (const limit of [1, 2, 5, 100]) {
        const tracks = await tracksOf(limit)
        expect(tracks.map(({ visitor }) => visitor).toSorted()).toEqual(visitors)
      }
      for (const { visitor, events, spans } of await tracksOf(2)) {
        expect(events).toEqual(await store.history({ site: SHOP.id, visitor }))
        expect(spans).toEqual(await store.timeline({ site: SHOP.id, visitor }))
      }
    })

    it('hold nothing of programs and nothing after the moment asked for', async () => {
      const views = pageViews('visitor-a', 3)
      await keep([...views, event({ id: 'event-of-bot', visitor: 'visitor-a', bot: 'user_agent' })])
      const query = { site: SHOP.id, period: ALWAYS, filter: {}, after: 0, limit: 9, until: MONDAY + MINUTE }
      const { tracks } = await store.tracks(query)
      expect(tracks[0]!.events.map(({ id }) => id)).toEqual(views.slice(0, 2).map(({ id }) => id))
    })
  })

  it('counts page views of those who are only counted, by page', async () => {
    const counted = (id: string, path: string, at: number) =>
      event({ id, visitor: null, consent: 'count', path, at })
    await keep([
      counted('event-000a', '/a', MONDAY),
      counted('event-000b', '/a', MONDAY + MINUTE),
      counted('event-000c', '/b', MONDAY + DAY),
      ...pageViews('visitor-a', 1),
    ])
    const views = await store.countedViews(SHOP.id, { from: MONDAY, to: MONDAY + DAY })
    expect(views.map(({ path, views, lastAt }) => ({ path, views, lastAt }))).toEqual([
      { path: '/a', views: 2, lastAt: MONDAY + MINUTE },
    ])
  })

  it('tells what those did who are only counted, of one kind and period, in order', async () => {
    const counted = (at: number, part: Parameters<typeof event>[0] = {}) =>
      event({ id: `counted-${at}`, visitor: null, consent: 'count', type: 'conversion', at, ...part })
    const detail = (at: number) => ({ name: 'order', value: at - MONDAY })
    const times = Array.from({ length: 200 }, (_, i) => MONDAY + ((i * 37) % 200) * MINUTE)
    await keep(times.map((at) => counted(at, { detail: detail(at) })))
    await keep([
      counted(MONDAY + 30 * MINUTE + 1, { bot: 'user_agent' }),
      counted(MONDAY + 2, { type: 'search', detail: { query: 'drainage' } }),
      event({ id: 'event-of-visitor', type: 'conversion', at: MONDAY + 30 * MINUTE + 3 }),
    ])
    const [from, to] = [MONDAY + 20 * MINUTE, MONDAY + 150 * MINUTE]
    const acts = await store.countedActs(SHOP.id, { from, to }, 'conversion')
    expect(acts.map(({ at }) => at)).toEqual(
      times.filter((at) => at >= from && at < to).toSorted((a, b) => a - b),
    )
    expect(acts[0]!.detail).toEqual(detail(from))
    const searches = await store.countedActs(SHOP.id, ALWAYS, 'search')
    expect(searches.map(({ detail }) => detail.query)).toEqual(['drainage'])
    await store.putSite(newSite({ id: 'second', domains: ['second.nl'] }, MONDAY))
    expect(await store.countedActs('second', ALWAYS, 'conversion')).toEqual([])
  })

  describe('saved segments', () => {
    const saved = (part: Partial<SavedSegment> = {}): SavedSegment => ({
      site: SHOP.id,
      name: 'warm',
      label: 'Warm',
      filters: { segment: ['koper'], minScore: 40 },
      createdAt: 1,
      changedAt: 2,
      ...part,
    })

    it('are kept, replaced and removed, each of one site', async () => {
      await store.putSite(newSite({ id: 'second', domains: ['second.nl'] }, MONDAY))
      await store.putSavedSegment(saved())
      await store.putSavedSegment(saved({ name: 'cold' }))
      await store.putSavedSegment(saved({ label: 'Hot', changedAt: 3 }))
      expect(await store.savedSegments(SHOP.id)).toEqual([
        saved({ name: 'cold' }),
        saved({ label: 'Hot', changedAt: 3 }),
      ])
      expect(await store.savedSegment('second', 'warm')).toBe(null)
      expect(await store.removeSavedSegment('second', 'warm')).toBe(false)
      expect(await store.removeSavedSegment(SHOP.id, 'warm')).toBe(true)
      expect(await store.savedSegment(SHOP.id, 'warm')).toBe(null)
    })
  })

  it('changes the settings of a site that are named, and no other', async () => {
    await store.changeSite(SHOP.id, { language: 'en', topicRules: [{ path: '/a', topic: 'price' }] })
    await store.changeSite(SHOP.id, { topicRules: [] })
    expect(await store.site(SHOP.id)).toEqual({ ...SHOP, language: 'en', topicRules: [] })
  })

  it('tells what arrived since a moment, and what was dropped', async () => {
    await keep(
      [
        ...pageViews('visitor-a', 2),
        event({
          id: 'event-cta1',
          visitor: 'visitor-a',
          type: 'cta_click',
          at: MONDAY + DAY,
          detail: { cta: 'x' },
        }),
        event({ id: 'event-of-bot', visitor: 'visitor-a', at: MONDAY + DAY, bot: 'user_agent' }),
      ],
      [drop(), drop({ at: MONDAY + 1, message: 'the latest' }), drop({ reason: 'foreign_origin' })],
    )
    const all = await store.activity(SHOP.id, MONDAY)
    expect([all.bots, all.types.map(({ type, count }) => [type, count]).toSorted()]).toEqual([
      1,
      [
        ['cta_click', 1],
        ['page_view', 3],
      ],
    ])
    expect((await store.activity(SHOP.id, MONDAY + DAY)).types.map(({ count }) => count)).toEqual([1, 1])
    expect(await store.dropCounts(SHOP.id)).toEqual([
      { reason: 'invalid_event', count: 2, lastAt: MONDAY + 1, message: 'the latest' },
      { reason: 'foreign_origin', count: 1, lastAt: MONDAY, message: 'events[0]: wrong' },
    ])
  })
}
