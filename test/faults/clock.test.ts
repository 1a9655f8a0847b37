import { DAY, HOUR, MINUTE, type UnixMs } from '@koopsignaal/protocol'
import { describe, expect, it, onTestFinished } from 'vitest'
import { advanceVisitor } from '../../packages/collector/src/advance-visitor.ts'
import type { Advance } from '../../packages/collector/src/storage/store.ts'
import { createTestApp, NOON, type TestApp, type TestAppOptions } from '../support/app.ts'
import { ANNE, BRAM, newId } from '../support/visitors.ts'

/** The server's clock jumps: batteries die, time servers err. Nothing may come out negative, and nothing may be lost for good. */

const TEN_YEARS = 3_653 * DAY

const JUMPS: Readonly<Record<string, readonly UnixMs[]>> = {
  'ten years on and back': [NOON, NOON + TEN_YEARS, NOON + TEN_YEARS + MINUTE, NOON + HOUR],
  'ten years back and on': [NOON, NOON - TEN_YEARS, NOON - TEN_YEARS + MINUTE, NOON + HOUR],
  'a second back at every request': Array.from({ length: 12 }, (_, i) => NOON - i * 1_000),
  'the night that clocks go forward in Amsterdam': hourly(Date.UTC(2027, 2, 27, 22)),
  'the night that clocks go back in Amsterdam': hourly(Date.UTC(2026, 9, 24, 22)),
  'the leap day': hourly(Date.UTC(2028, 1, 28, 22)),
}

function hourly(from: UnixMs): UnixMs[] {
  return Array.from({ length: 30 }, (_, i) => from + i * HOUR)
}

async function visitAt(moments: readonly UnixMs[], options: TestAppOptions = {}) {
  const test = await createTestApp({ now: moments[0]!, ...options })
  onTestFinished(() => test.close())
  for (const moment of moments) {
    test.clock.now = moment
    for (const visitor of [ANNE, BRAM]) {
      const url = 'https://example.nl/offerte'
      const events = [
        { id: newId(), type: 'page_view', url, ago: 90_000 },
        { id: newId(), type: 'engagement', url, engagedMs: 30_000, scrollPercent: 80 },
        ...(moment === moments[2] ? [{ id: newId(), type: 'conversion', name: 'order', value: 10 }] : []),
      ]
      const answer = await test.post({ site: 'example', visitor, consent: 'granted', events })
      expect([answer.status, answer.body.accepted]).toEqual([202, events.length])
    }
  }
  return test
}

/** Every number in an answer, with the way to it. */
function numbersIn(value: unknown, path = ''): [string, number][] {
  if (typeof value === 'number') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => numbersIn(inner, `${path}.${key}`))
}

/** What is wrong with what is kept of the visitors. */
async function faultsIn({ store }: TestApp, perVisitor: number) {
  let [lost, backward] = [0, 0]
  for (const visitor of [ANNE, BRAM]) {
    const key = { site: 'example', visitor }
    lost += perVisitor - (await store.history(key)).length
    backward += (await store.timeline(key)).filter(({ from, until }) => (until ?? Infinity) <= from).length
  }
  const { changed } = await store.rebuild((await store.site('example'))!, advanceVisitor)
  return { lost, backward, changed }
}

describe.each(Object.entries(JUMPS))('a clock that jumps: %s', (_, moments) => {
  it('leaves every event kept, no visit that ends before it began, and the same when derived again', async () => {
    const test = await visitAt(moments)
    expect(await faultsIn(test, 2 * moments.length + 1)).toEqual({ lost: 0, backward: 0, changed: 0 })
  })

  it('gives answers without a negative count, duration or share', async () => {
    const test = await visitAt(moments)
    test.clock.now = Math.max(...moments) + MINUTE
    const paths = [
      'segments?from=2016-01-01&to=2017-06-01',
      'visitors',
      `visitors/${ANNE}`,
      `visitors/${ANNE}/journey`,
    ]
    for (const path of [...paths, 'segments']) {
      const { status, body } = await test.get(`/v1/sites/example/${path}`)
      expect([path, status]).toEqual([path, 200])
      // Points may be below zero; counts, durations and shares may not.
      const wrong = numbersIn(body).filter(
        ([name, value]) => value < 0 && !/points|axes|base|value/.test(name),
      )
      expect([path, wrong]).toEqual([path, []])
    }
  })

  it('is over once the clock is right: what happens then counts as at any time', async () => {
    const test = await visitAt(moments)
    test.clock.now = Math.max(...moments) + DAY
    const answer = await test.post({
      site: 'example',
      visitor: 'carla-0000000001',
      consent: 'granted',
      events: [{ id: newId(), type: 'page_view', url: 'https://example.nl/' }],
    })
    expect(answer.body.assessment?.segment).toBe('passant')
    const { body } = await test.get('/v1/sites/example/visitors?sort=-lastSeen&limit=1')
    expect(body.visitors.map(({ id }: { id: string }) => id)).toEqual(['carla-0000000001'])
  })
})

/** A mutant: what comes is taken to be later than all that came before, whatever its time. */
const takeAsItComes: Advance = (site, stored, fresh) => {
  const change = advanceVisitor(site, stored, fresh)
  if (change !== 'needs_history' || stored === null) return change
  const last = stored.profile.last.at
  return advanceVisitor(
    site,
    stored,
    fresh.map((event, i) => ({ ...event, at: last + 1 + i })),
  )
}

describe('a collector that trusts its clock to go forward', () => {
  it.each(['ten years on and back', 'ten years back and on', 'a second back at every request'])(
    'would be caught by: %s',
    async (jump) => {
      const moments = JUMPS[jump]!
      const test = await visitAt(moments, {
        broken: (store) => ({ commit: (commit) => store.commit(commit, takeAsItComes) }),
      })
      expect((await faultsIn(test, 2 * moments.length + 1)).changed).toBe(2)
    },
  )
})
