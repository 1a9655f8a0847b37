import { type Event, MINUTE } from '@koopsignaal/protocol'
import { expect, it, onTestFinished } from 'vitest'
import { MONDAY } from '../../../../../scoring/src/fixtures.ts'
import { advanceVisitor } from '../../../advance-visitor.ts'
import { pageViews, SHOP, temporaryFolder } from '../../fixtures.ts'
import { type Census, OF_BOT } from '../../store.ts'
import { openSqliteStore } from '../sqlite-store.ts'

async function openHere() {
  const store = openSqliteStore(temporaryFolder())
  onTestFinished(() => store.close())
  await store.putSite(SHOP)
  const come = (events: readonly Event[]) => store.commit({ events, drops: [] }, advanceVisitor)
  const look = <T>(work: (census: Census) => T) => store.census(SHOP.id, 'acts', work)
  return { store, come, look }
}

it('what a visitor stands in last goes on until something else comes', async () => {
  const { store, come, look } = await openHere()
  await come(pageViews('visitor-1', 4))
  const timeline = await store.timeline({ site: SHOP.id, visitor: 'visitor-1' })
  expect(timeline.at(-1)!.until).toBeNull()
  expect(
    await look(({ visitors, spans }) => [
      ...spans.until.subarray(visitors.spans.start[0], visitors.spans.end[0]),
    ]),
  ).toEqual(timeline.map(({ until }) => until ?? Number.POSITIVE_INFINITY))
})

it('rows stay where they are as long as they need no more room', async () => {
  const { come, look } = await openHere()
  const [first, second] = [...pageViews('visitor-1', 1), ...pageViews('visitor-2', 1)]
  await come([first!, second!])
  const placesOf = ({ visitors }: Census) => [visitors.visits.start[0], visitors.acts.start[0]]
  expect(await look(placesOf)).toEqual([0, 0])
  await come([{ ...first!, id: 'event-again', at: MONDAY + MINUTE }])
  // Of the same visit, but one act more than there was room for.
  expect(await look(placesOf)).toEqual([0, 2])
})

it('whoever is gone has no rows left, and those of the next visitor are not taken for theirs', async () => {
  const { store, come, look } = await openHere()
  await come(['visitor-1', 'visitor-2', 'visitor-3'].flatMap((id) => pageViews(id, 2)))
  await look(() => {})
  await store.erase({ site: SHOP.id, visitor: 'visitor-2' }, 0)
  await come([{ ...pageViews('visitor-3', 1)[0]!, id: 'event-again', at: MONDAY + MINUTE }])
  const rows = await look(({ visitors }) =>
    (['visits', 'spans', 'acts', 'moments'] as const).map((part) =>
      [0, 1, 2].map((place) => visitors[part].end[place]! - visitors[part].start[place]!),
    ),
  )
  expect(rows.map(([, gone]) => gone)).toEqual([0, 0, 0, 0])
  expect(rows[0]).toEqual([1, 0, 1])
  expect(rows[2]).toEqual([2, 0, 3])
})

it('a row that went to somebody on another site tells nothing here', async () => {
  const { store, come, look } = await openHere()
  await store.putSite({ ...SHOP, id: 'other' })
  await come(['visitor-1', 'visitor-2'].flatMap((id) => pageViews(id, 2)))
  await look(() => {})
  await store.erase({ site: SHOP.id, visitor: 'visitor-2' }, 0)
  await come(pageViews('visitor-3', 3).map((event) => ({ ...event, site: 'other' })))
  const keyOf = await store.census('other', 'acts', ({ visitors }) => visitors.key[0])
  const rows = await look(({ visitors }) => [
    visitors.key[1],
    visitors.visits.end[1]! - visitors.visits.start[1]!,
    visitors.spans.end[1]! - visitors.spans.start[1]!,
    visitors.acts.end[1]! - visitors.acts.start[1]!,
  ])
  expect(rows).toEqual([keyOf, 0, 0, 0])
})

it('acts of bots are marked as such', async () => {
  const { come, look } = await openHere()
  const [own, ofBot] = pageViews('visitor-1', 2)
  await come([own!, { ...ofBot!, bot: 'webdriver' }])
  expect(await look(({ acts }) => [acts.type[0]! < OF_BOT, acts.type[1]! - acts.type[0]!])).toEqual([
    true,
    OF_BOT,
  ])
})
