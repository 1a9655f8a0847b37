import { DAY, MINUTE, SECOND, type WireEvent } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { advanceVisitor } from '../../packages/collector/src/advance-visitor.ts'
import { createTestApp, NOON, type TestApp } from '../support/app.ts'
import { importPopulation, population } from '../support/population.ts'

/** Any order of arrival, in whatever batches, comes to the same answers; and so does deriving everything again. */

const open: TestApp[] = []
const openApp = async () => {
  const test = await createTestApp()
  open.push(test)
  return test
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((test) => test.close()))
})

const VISITORS = ['anne-0001', 'bram-0002', 'carla-003']
const TOPICS = ['problem', 'solution', 'item', 'compare', 'price', 'proof', 'contact', 'checkout']

/** What three people do in a fortnight; moments often coincide, so that ties are met. */
const history = fc
  .array(
    fc.record({
      visitor: fc.nat(2),
      at: fc.oneof(
        fc.nat(12).map((step) => step * DAY),
        fc.nat(60).map((step) => step * MINUTE),
        fc.nat(14 * DAY),
      ),
      kind: fc.nat(6),
      topic: fc.nat(TOPICS.length - 1),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((parts) =>
    parts.map(({ visitor, at, kind, topic }, i) => ({
      visitor: VISITORS[visitor]!,
      event: {
        id: `event-${String(i).padStart(4, '0')}`,
        at: NOON - 15 * DAY + at,
        ...what(kind, TOPICS[topic]!),
      } as WireEvent,
    })),
  )

function what(kind: number, topic: string): object {
  switch (kind) {
    case 0:
      return { type: 'cta_click', cta: 'offerte' }
    case 1:
      return { type: 'conversion', name: 'order', value: 100 }
    case 2:
      return { type: 'engagement', engagedMs: 20 * SECOND, scrollPercent: 60 }
    case 3:
      return { type: 'search', query: 'drainage' }
    default:
      return {
        type: 'page_view',
        url: `https://example.nl/${topic}${kind === 4 ? '?utm_source=brief&utm_medium=email' : ''}`,
        referrer: kind === 4 ? '' : 'https://example.nl/',
        topic,
        ...(topic === 'item' ? { item: 'grindbak', category: 'drainage' } : {}),
      }
  }
}

type Step = { readonly visitor: string; readonly event: WireEvent }

/** Sends steps in their order, cut into batches at `cuts`. */
async function send(test: TestApp, steps: readonly Step[], cuts: ReadonlySet<number>) {
  let batch: Step[] = []
  const flush = async () => {
    const [first] = batch
    if (first === undefined) return
    const { body } = await test.postAsOwner({
      site: 'example',
      visitor: first.visitor,
      consent: 'granted',
      events: batch.map(({ event }) => event),
    })
    expect(body.dropped).toEqual([])
    batch = []
  }
  for (const [i, step] of steps.entries()) {
    if (cuts.has(i) || (batch.length > 0 && batch[0]!.visitor !== step.visitor)) await flush()
    batch.push(step)
  }
  await flush()
}

async function answers(test: TestApp) {
  const ask = async (path: string) => (await test.get(`/v1/sites/example${path}`)).body
  return {
    segments: await ask('/segments?from=2026-11-01'),
    list: await ask('/visitors?sort=-score'),
    visitors: await Promise.all(VISITORS.map((id) => ask(`/visitors/${id}`))),
    journeys: await Promise.all(VISITORS.map((id) => ask(`/visitors/${id}/journey`))),
  }
}

describe('the order of arrival', () => {
  it('changes no answer: not the visitors, nor their transitions, journeys or the report', async () => {
    await fc.assert(
      fc.asyncProperty(
        history.chain((steps) =>
          fc.tuple(
            fc.constant(steps),
            fc.shuffledSubarray([...steps.keys()], { minLength: steps.length }),
            fc.array(fc.nat(25)),
          ),
        ),
        async ([steps, order, cuts]) => {
          const [inOrder, shuffled] = [await openApp(), await openApp()]
          const sorted = steps.toSorted((a, b) => a.event.at! - b.event.at!)
          await send(inOrder, sorted, new Set(sorted.keys()))
          await send(
            shuffled,
            order.map((i) => steps[i]!),
            new Set(cuts),
          )
          expect(await answers(shuffled)).toEqual(await answers(inOrder))
          await Promise.all(open.splice(0).map((test) => test.close()))
        },
      ),
      { numRuns: 25 },
    )
  })

  it('changes no answer when everything is sent a second time', async () => {
    const test = await openApp()
    const people = population(12, NOON)
    await importPopulation(test, people)
    const before = (await test.get('/v1/sites/example/visitors?limit=1000')).body
    await importPopulation(test, people.toReversed())
    expect((await test.get('/v1/sites/example/visitors?limit=1000')).body).toEqual(before)
  })

  it('changes no answer when batches arrive all at once', async () => {
    const [calm, busy] = [await openApp(), await openApp()]
    const people = population(20, NOON)
    await importPopulation(calm, people)
    await Promise.all(
      people
        .toReversed()
        .map((person, i) =>
          importPopulation(
            busy,
            i % 2 === 0 ? [person] : [{ ...person, events: person.events.toReversed() }],
          ),
        ),
    )
    const list = async (test: TestApp) =>
      (await test.get('/v1/sites/example/visitors?limit=1000&sort=firstSeen')).body
    const withoutDevice = ({ visitors }: { visitors: { device: string }[] }) =>
      visitors.map(({ device: _device, ...rest }) => rest)
    expect(withoutDevice(await list(busy))).toEqual(withoutDevice(await list(calm)))
  })
})

describe('deriving everything again from the events', () => {
  it('changes nothing', async () => {
    const test = await openApp()
    await importPopulation(
      test,
      population(30, NOON).map((person, i) =>
        i % 3 === 0 ? { ...person, events: person.events.toReversed() } : person,
      ),
    )
    const ask = async () => (await test.get('/v1/sites/example/visitors?limit=1000')).body
    const before = await ask()
    const site = (await test.store.site('example'))!
    expect(await test.store.rebuild(site, advanceVisitor)).toEqual({ visitors: 30, changed: 0 })
    expect(await ask()).toEqual(before)
  })
})
