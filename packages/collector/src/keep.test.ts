import type { Event } from '@koopsignaal/protocol'
import { assess, type Profile } from '@koopsignaal/scoring'
import { expect, it, onTestFinished, vi } from 'vitest'
import { advanceVisitor } from './advance-visitor.ts'
import { type Asked, keepIn } from './keep.ts'
import { modelOf } from './models.ts'
import { newSite } from './sites.ts'
import { pageViews, SHOP, temporaryFolder } from './storage/fixtures.ts'
import { openSqliteStore } from './storage/sqlite/sqlite-store.ts'
import type { Site } from './storage/store.ts'

const OTHER = newSite({ id: 'other', kind: 'content', domains: ['other.nl'] }, 0)
const views = pageViews('visitor-1', 6).map((one): Event => ({ ...one, topic: 'price' }))

async function openKeep() {
  const store = openSqliteStore(temporaryFolder())
  onTestFinished(() => store.close())
  for (const site of [SHOP, OTHER]) await store.putSite(site)
  return { store, keep: keepIn(store) }
}

const asks = (event: Event): Asked => ({ site: event.site, visitor: event.visitor, at: event.at, by: 'page' })

/** What a visitor is after some events, worked out from these alone. */
function after(events: readonly Event[], site: Site = SHOP) {
  const { profile } = advanceVisitor(site, null, events) as { profile: Profile }
  const { segment, phase, score, confidence } = assess(profile, modelOf(site), events.at(-1)!.at)
  return { segment, phase, score, confidence }
}

it('tells what a group made of its senders without looking them up', async () => {
  const { store, keep } = await openKeep()
  await keep({ events: views.slice(0, 2), drops: [], asked: [] })
  const [visitor, site] = [vi.spyOn(store, 'visitor'), vi.spyOn(store, 'site')]
  const { assessed } = await keep({ events: views.slice(2, 3), drops: [], asked: [asks(views[2]!)] })
  expect(assessed).toEqual([after(views.slice(0, 3))])
  expect([visitor.mock.calls, site.mock.calls]).toEqual([[], []])
})

it('tells each sender what the visitor was by then, also when a later event is in the same group', async () => {
  const { keep } = await openKeep()
  const asked = [asks(views[1]!), asks(views[5]!)]
  const { assessed } = await keep({ events: views, drops: [], asked })
  expect(assessed).toEqual([after(views.slice(0, 2)), after(views)])
})

it('looks up who sent nothing new', async () => {
  const { keep } = await openKeep()
  await keep({ events: views, drops: [], asked: [] })
  const { verdicts, assessed } = await keep({ events: views.slice(5), drops: [], asked: [asks(views[5]!)] })
  expect(verdicts).toEqual(['duplicate'])
  expect(assessed).toEqual([after(views)])
})

it('keeps visitors of two sites with the same id apart', async () => {
  const { keep } = await openKeep()
  const others = views.slice(0, 3).map((one) => ({ ...one, site: OTHER.id, topic: null }))
  const events = [...views, ...others]
  const asked = [asks(views[5]!), asks(others[2]!)]
  const { assessed } = await keep({ events, drops: [], asked })
  expect(assessed).toEqual([after(views), after(others, OTHER)])
  expect(assessed[0]).not.toEqual(assessed[1])
})

it('has nothing to tell of somebody of whom nothing was kept', async () => {
  const { keep } = await openKeep()
  const nobody = { site: SHOP.id, visitor: 'visitor-9', at: views[0]!.at, by: 'page' } as const
  const { assessed } = await keep({ events: views, drops: [], asked: [nobody, { ...nobody, visitor: null }] })
  expect(assessed).toEqual([null, null])
})
