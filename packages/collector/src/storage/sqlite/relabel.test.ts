import type { Event } from '@koopsignaal/protocol'
import type { Model } from '@koopsignaal/scoring'
import { expect, it, onTestFinished } from 'vitest'
import { event, koperReturning, MONDAY, zoekerWithProblem } from '../../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../../advance-visitor.ts'
import { modelOf } from '../../models.ts'
import { pageViews, SHOP, temporaryFolder } from '../fixtures.ts'
import type { Site, Store } from '../store.ts'
import { openSqliteStore } from './sqlite-store.ts'

const before = modelOf(SHOP)
const as = (visitor: string, events: readonly Event[]) =>
  events.map((one, i) => ({ ...one, id: `${visitor}-${String(i).padStart(4, '0')}`, visitor }))

async function shopOf(): Promise<Store> {
  const store = openSqliteStore(temporaryFolder())
  onTestFinished(() => store.close())
  await store.putSite(SHOP)
  const events = [
    ...as('visitor-koper', koperReturning),
    ...as('visitor-zoeker', zoekerWithProblem),
    ...pageViews('visitor-passant', 3),
    ...as('visitor-customer', [event(), event({ type: 'conversion', at: MONDAY + 1 })]),
  ]
  await store.commit({ events, drops: [] }, advanceVisitor)
  return store
}

const withModel = (change: Partial<Model>): Site => ({
  ...SHOP,
  model: { ...before, version: 'next', ...change },
})
const rescore = (store: Store, site: Site) =>
  store.rebuild(site, advanceVisitor, { present: 'next', models: { before, present: modelOf(site) } })

it.each<[string, Partial<Model>]>([
  ['the average alone', { average: { focus: 1 } }],
  ['a zoeker who has to do more', { zoeker: { enter: 40, exit: 13 } }],
  [
    'a koper who has to do less',
    { koper: { enter: 30, exit: 28 }, axisCaps: { ...before.axisCaps, waarom: 20 } },
  ],
  ['a zoeker who has to do less', { zoeker: { enter: 12, exit: 8 } }],
])('comes to the rows that a whole rebuild comes to: %s', async (_name, change) => {
  const store = await shopOf()
  const site = withModel(change)
  expect(await rescore(store, site)).toEqual({ visitors: 4, changed: 4 })
  expect((await store.visitor({ site: SHOP.id, visitor: 'visitor-passant' }))?.profile.model).toBe('next')
  expect(await store.rebuild(site, advanceVisitor)).toEqual({ visitors: 4, changed: 0 })
  expect(await store.check()).toEqual([])
})

it('derives again whom the models make different things of', async () => {
  const store = await shopOf()
  const koper = { site: SHOP.id, visitor: 'visitor-koper' }
  const was = await store.timeline(koper)
  await rescore(store, withModel({ koper: { enter: 90, exit: 50 } }))
  expect(was.map(({ segment }) => segment)).toContain('koper')
  expect((await store.timeline(koper)).map(({ segment }) => segment)).not.toContain('koper')
})

it('does not touch the rows of whom the models make the same', async () => {
  const store = await shopOf()
  let derived = 0
  const site = withModel({ zoeker: { enter: 40, exit: 13 } })
  await store.rebuild(
    site,
    (...args) => {
      derived++
      return advanceVisitor(...args)
    },
    { present: 'next', models: { before, present: modelOf(site) } },
  )
  // The koper, the zoeker and the customer; not the passant.
  expect(derived).toBe(3)
})
