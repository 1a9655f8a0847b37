import { DAY, HOUR, type JourneyAnswer, MINUTE, type VisitorDetailAnswer } from '@koopsignaal/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, NOON, type TestApp } from '../support/app.ts'
import { importPopulation, population } from '../support/population.ts'
import { ANNE, from, koperWithQuote, zoekerFromSearch } from '../support/visitors.ts'

/** One visitor: why it was scored so, and what it did. */

const people = population(30, NOON)
let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
  await importPopulation(test, people)
  const dated = (at: number, { events }: { events: readonly object[] }) =>
    events.map((event, i) => ({ ...event, at: at + i * MINUTE }))
  await test.postAsOwner(from(ANNE, dated(NOON - 3 * DAY, zoekerFromSearch(ANNE))))
  await test.postAsOwner(from(ANNE, dated(NOON - HOUR, koperWithQuote(ANNE))))
})
afterAll(() => test.close())

const visitor = async (id: string, query = '') =>
  (await test.get<VisitorDetailAnswer>(`/v1/sites/example/visitors/${id}${query}`)).body
const journey = async (query = '') =>
  (await test.get<JourneyAnswer>(`/v1/sites/example/visitors/${ANNE}/journey${query}`)).body

describe('the score of a visitor', () => {
  it('is the base and all contributions, rounded and held within 0 and 100', async () => {
    const scores = new Set<number>()
    for (const { id } of [...people, { id: ANNE }]) {
      for (const at of ['', '?at=2026-11-19', '?at=2026-11-21T11:05:00Z']) {
        const detail = await visitor(id, at)
        if (detail.contributions === undefined) continue
        const raw = detail.contributions.reduce((sum, { points }) => sum + points, detail.base)
        expect(Math.min(100, Math.max(0, Math.round(raw)))).toBe(detail.score)
        scores.add(detail.score)
      }
    }
    expect(scores.size).toBeGreaterThan(10)
  })

  it('is spread over the three axes without a remainder', async () => {
    for (const { id } of people) {
      const { axes, contributions } = await visitor(id)
      for (const axis of ['waarom', 'wat', 'waar'] as const) {
        const points = contributions
          .filter((one) => one.axis === axis)
          .reduce((sum, one) => sum + one.points, 0)
        expect(axes[axis]).toBeCloseTo(points, 9)
      }
    }
  })

  it('has the same reasons in the list as on the page of the visitor, the weightiest first', async () => {
    const { reasons, contributions } = await visitor(ANNE)
    expect(reasons).toEqual(contributions.slice(0, 3).map(({ value: _value, ...reason }) => reason))
  })

  it('is the same in the list', async () => {
    const { visitors } = (await test.get('/v1/sites/example/visitors')).body
    for (const listed of visitors) expect(await visitor(listed.id)).toMatchObject(listed)
  })
})

describe('the transitions of a visitor', () => {
  it('begin with nothing, follow on one another and end where the visitor is now', async () => {
    const { transitions, segment, phase } = await visitor(ANNE)
    expect(transitions[0]!.from).toBeNull()
    transitions.slice(1).forEach((transition, i) => {
      expect(transition.from).toEqual(transitions[i]!.to)
      expect(Date.parse(transition.at)).toBeGreaterThan(Date.parse(transitions[i]!.at))
    })
    expect(transitions.at(-1)!.to).toEqual({ segment, phase })
    expect(segment).toBe('koper')
  })

  it('say of each whether an event or fading was the cause', async () => {
    const later = await visitor(ANNE)
    test.clock.now = Date.parse(later.zoekerUntil!) + 1
    const { transitions } = await visitor(ANNE)
    test.clock.now = NOON
    expect(transitions.map(({ cause }) => cause).slice(-2)).toEqual(['fading', 'fading'])
    expect(transitions.at(-1)!.to.segment).toBe('passant')
    expect(transitions[0]!.cause).toBe('event')
  })
})

describe('what is told of the coming days', () => {
  it('is the score that the visitor will have if nothing more happens', async () => {
    const { fading } = await visitor(ANNE, '?at=2026-11-21T11:20:00Z')
    const gone = fading.filter(({ at }) => Date.parse(at) <= NOON)
    expect(gone.length).toBeGreaterThan(1)
    for (const { at, score, segment } of gone) {
      expect(await visitor(ANNE, `?at=${at}`)).toMatchObject({ score, segment })
    }
    expect(fading.map(({ score }) => score)).toEqual(
      fading.map(({ score }) => score).toSorted((a, b) => b - a),
    )
    expect(fading.at(-1)!.segment).toBe('passant')
  })
})

describe('the journey of a visitor', () => {
  it('has two visits with all events in order, each with what it left the visitor in', async () => {
    const { visits, next } = await journey()
    expect(next).toBeNull()
    expect(visits.map(({ events }) => events.length)).toEqual([2, 9])
    const events = visits.flatMap((visit) => visit.events)
    expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).toSorted())
    const { segment, phase } = await visitor(ANNE, `?at=${events.at(-1)!.at}`)
    expect(events.at(-1)).toMatchObject({ segment, phase, type: 'form_submit', detail: { form: 'offerte' } })
  })

  it('tells where each visit came from', async () => {
    const { visits } = await journey()
    expect(visits.map(({ touch }) => [touch?.channel, touch?.campaign])).toEqual([
      ['search', null],
      ['email', 'najaar'],
    ])
  })

  it('leaves the visitor after each event where the question about that moment finds it', async () => {
    for (const { events } of (await journey()).visits) {
      for (const { at, segment, phase, score } of events) {
        expect(await visitor(ANNE, `?at=${at}`)).toMatchObject({ segment, phase, score })
      }
    }
  })

  it('comes in pages that together are the whole', async () => {
    const whole = (await journey()).visits.flatMap(({ events }) => events)
    const walked: unknown[] = []
    let next: string | null = ''
    while (next !== null) {
      const page: JourneyAnswer = await journey(`?limit=4${next === '' ? '' : `&cursor=${next}`}`)
      walked.push(...page.visits.flatMap(({ events }) => events))
      expect(page.visits.reduce((sum, { events }) => sum + events.length, 0)).toBeLessThanOrEqual(4)
      next = page.next
    }
    expect(walked).toEqual(whole)
  })

  it.each([
    'cursor=-1',
    'cursor=x',
    'cursor=1.5',
    'cursor=0',
    'cursor=4',
    'cursor=',
    'limit=0',
    'sort=score',
    'at=soon',
  ])('cannot be asked with %s', async (query) => {
    const { status, body } = await test.get(`/v1/sites/example/visitors/${ANNE}/journey?${query}`)
    expect([status, body.error.code]).toEqual([400, 'invalid_request'])
  })
})

describe('a visitor that is not there', () => {
  it.each(['', '/journey'])('answers 404 in one shape: %s', async (path) => {
    for (const id of ['nobody-here', 'x', "'", '%F0%9F%98%80', '__proto__']) {
      const { status, body } = await test.get(`/v1/sites/example/visitors/${id}${path}`)
      expect([status, body]).toEqual([
        404,
        { error: { code: 'unknown_visitor', message: 'There is no visitor with this id.' } },
      ])
    }
  })

  it('is not there yet before its first event', async () => {
    const { firstSeen } = await visitor(ANNE)
    const before = new Date(Date.parse(firstSeen) - 1).toISOString()
    expect((await test.get(`/v1/sites/example/visitors/${ANNE}?at=${before}`)).status).toBe(404)
    expect((await test.get(`/v1/sites/example/visitors/${ANNE}?at=${firstSeen}`)).status).toBe(200)
  })
})
