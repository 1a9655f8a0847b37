import { DAY, HOUR, MINUTE } from '@koopsignaal/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, NOON, type TestApp } from '../support/app.ts'
import { importPopulation, population } from '../support/population.ts'

/** A question about a moment in the past is answered as if nothing had happened since. */

const people = population(40, NOON)
const MOMENTS = [NOON - 2 * DAY - 3 * HOUR + 30_000, NOON - 5 * DAY + 17 * MINUTE, NOON - 11 * DAY]

let full: TestApp
beforeAll(async () => {
  full = await createTestApp()
  await importPopulation(full, people)
})
afterAll(() => full.close())

describe.each(MOMENTS.map((at) => [new Date(at).toISOString(), at] as const))('at %s', (iso, at) => {
  let then: TestApp
  beforeAll(async () => {
    then = await createTestApp()
    await importPopulation(then, people, at)
    then.clock.now = at
  })
  afterAll(() => then.close())

  const bothAnswers = async (path: string) => {
    const [now, past] = await Promise.all([
      full.get(`${path}${path.includes('?') ? '&' : '?'}at=${iso}`),
      then.get(path),
    ])
    return [now, past].map(({ status, body }) => ({ status, body }))
  }

  it.each([
    '?sort=-score',
    '?sort=firstSeen',
    '?sort=-visits&limit=1000',
    '?segment=koper&sort=score',
    '?segment=zoeker',
    '?phase=deal',
    '?customer=existing',
    '?customer=new&device=mobile',
    '?topic=compare',
    '?channel=email',
    '?from=2026-11-10',
  ])('lists the same visitors in the same order: %s', async (query) => {
    const [now, past] = await bothAnswers(`/v1/sites/example/visitors${query}`)
    expect(now!.body.visitors).toEqual(past!.body.visitors)
    expect(past!.status).toBe(200)
  })

  it('tells the same of each visitor, contributions and transitions included', async () => {
    let known = 0
    for (const { id } of people) {
      const [now, past] = await bothAnswers(`/v1/sites/example/visitors/${id}`)
      expect(now).toEqual(past)
      known += Number(past!.status === 200)
    }
    expect(known).toBeGreaterThan(5)
    expect(known).toBeLessThanOrEqual(40)
  })

  it('tells the same journeys', async () => {
    for (const { id } of people.slice(0, 12)) {
      const [now, past] = await bothAnswers(`/v1/sites/example/visitors/${id}/journey`)
      expect(now).toEqual(past)
    }
  })

  it('counts the same standing in the segments report', async () => {
    const [now, past] = await bothAnswers('/v1/sites/example/segments?from=2026-11-01')
    const standing = ({ body }: { body: { segments: { segment: string; visitors: number }[] } }) =>
      body.segments.map(({ segment, visitors }) => [segment, visitors])
    expect(standing(now!)).toEqual(standing(past!))
    expect(now!.body.totals).toEqual(past!.body.totals)
  })
})

describe('a moment that has not come yet', () => {
  it('is told as it will be when nobody does anything more, to the second', async () => {
    const kopers = (await full.get('/v1/sites/example/visitors?segment=koper')).body.visitors
    expect(kopers.length).toBeGreaterThan(0)
    for (const { id, koperUntil } of kopers) {
      const [before, after] = [-1_000, 1_000].map((ms) => new Date(Date.parse(koperUntil) + ms).toISOString())
      for (const [at, isKoper] of [
        [before, true],
        [after, false],
      ] as const) {
        const one = (await full.get(`/v1/sites/example/visitors/${id}?at=${at}`)).body
        const list = (await full.get(`/v1/sites/example/visitors?segment=koper&limit=1000&at=${at}`)).body
        expect([id, at, one.segment === 'koper']).toEqual([id, at, isKoper])
        expect([id, at, list.visitors.some((row: { id: string }) => row.id === id)]).toEqual([
          id,
          at,
          isKoper,
        ])
      }
    }
  })
})

describe('time that passes without events', () => {
  it('turns a koper into a zoeker and a passant at the moments that were foretold', async () => {
    const later = await createTestApp()
    await importPopulation(later, people)
    const kopers = (await later.get('/v1/sites/example/visitors?segment=koper')).body.visitors
    expect(kopers.length).toBeGreaterThan(0)
    for (const { id, koperUntil, zoekerUntil } of kopers) {
      for (const [until, before, after] of [
        [koperUntil, 'koper', 'zoeker'],
        [zoekerUntil, 'zoeker', 'passant'],
      ]) {
        const segmentAt = async (now: number) => {
          later.clock.now = now
          const { body } = await later.get(`/v1/sites/example/visitors/${id}`)
          const listed = await later.get(`/v1/sites/example/visitors?segment=${body.segment}`)
          expect(listed.body.visitors.map((visitor: { id: string }) => visitor.id)).toContain(id)
          return body.segment
        }
        expect(await segmentAt(Date.parse(until) - 1)).toBe(before)
        expect(await segmentAt(Date.parse(until))).toBe(after)
      }
    }
    await later.close()
  })
})
