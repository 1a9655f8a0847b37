import { describe, expect, it } from 'vitest'
import { query } from '../../fixtures.ts'
import { VISITOR_SORTS, type VisitorQuery } from '../../store.ts'
import { createTables } from './census-tables.ts'
import { Names } from './names.ts'
import { inOrderOfId, pickVisitors } from './pick-visitors.ts'

/** Numbers below 1, the same each time. */
function createDraws(): () => number {
  let state = 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

interface Somebody {
  readonly key: number
  readonly id: string
  readonly values: Readonly<Record<VisitorQuery['sort'], number>>
}

/** So many that those who are equal are more than are looked up by id. */
function crowd(count: number) {
  const draw = createDraws()
  const tables = createTables()
  const people: Somebody[] = []
  for (let i = 0; i < count; i++) {
    const place = tables.visitors.add(1)
    const visit = tables.visits.add(1)
    const { columns } = tables.visitors
    const [lastSeen, firstSeen, waar] = [1_000 + Math.floor(draw() * 50), Math.floor(draw() * 3), draw()]
    tables.visits.columns.from[visit] = firstSeen
    tables.visits.columns.to[visit] = lastSeen
    columns.visitsStart[place] = visit
    columns.visitsEnd[place] = visit + 1
    tables.visitors.put('key', place, 3 * i + 1)
    columns.consented[place] = 1
    columns.firstAt[place] = firstSeen
    columns.lastAt[place] = lastSeen
    columns.visitCount[place] = 1 + Math.floor(draw() * 1.1)
    columns.pageViews[place] = Math.floor(draw() * 9)
    columns.base[place] = 10
    columns.waar[place] = Math.floor(waar * 4)
    const values = {
      lastSeen,
      firstSeen,
      visits: columns.visitCount[place]!,
      pageViews: columns.pageViews[place]!,
      // Asked at the moment 1,000 later than anybody was seen, with half-lives of 1,000.
      score: 10 + columns.waar[place]! * 2 ** (-(2_050 - lastSeen) / 1_000),
    }
    people.push({
      key: 3 * i + 1,
      id: Math.floor(draw() * 1e9)
        .toString(36)
        .padStart(8, '-'),
      values,
    })
  }
  return { tables, people }
}

const { tables, people } = crowd(12_000)
const byKey = new Map(people.map((one) => [one.key, one]))
/** The last of them came lately. */
const LATE = 300
const placesById = Uint32Array.from(inOrderOfId(people.slice(0, -LATE), false), ({ key }) => (key - 1) / 3)
const ids = {
  of: (keys: readonly number[]) => keys.map((key) => byKey.get(key)!),
  inOrder: () => ({ places: placesById, end: people.length - LATE }),
}
const asked = (part: Partial<VisitorQuery>): VisitorQuery => ({
  ...query(part),
  at: 2_050,
  period: { from: 0, to: 1e13 },
  halfLives: { waarom: 1_000, wat: 1_000, waar: 1_000 },
})

describe.each(VISITOR_SORTS)('a list by %s', (sort) => {
  it.each([true, false])('is the same page by page as at once, largest first: %s', (descending) => {
    const sign = descending ? -1 : 1
    const plain = inOrderOfId(people, descending).toSorted((a, b) => sign * (a.values[sort] - b.values[sort]))
    const listed: Somebody[] = []
    let after: VisitorQuery['after'] = null
    for (let page = 0; page < 6; page++) {
      const picked = pickVisitors(tables, new Names(), asked({ sort, descending, limit: 700, after }), ids)
      const rows = inOrderOfId(
        picked.map(({ key, value }) => ({ ...byKey.get(key)!, value })),
        descending,
      ).toSorted((a, b) => sign * (a.value - b.value))
      listed.push(...rows)
      after = { value: rows.at(-1)!.value, visitor: rows.at(-1)!.id }
    }
    expect(listed.map(({ key }) => key)).toEqual(plain.slice(0, listed.length).map(({ key }) => key))
    expect(listed).toHaveLength(4_200)
  })
})

describe.each(VISITOR_SORTS)('a list within bounds by %s', (sort) => {
  it.each([
    [{ minScore: 11.5, belowScore: null, seenSince: null }],
    [{ minScore: null, belowScore: 11.5, seenSince: null }],
    [{ minScore: 10.1, belowScore: 12, seenSince: 1_020 }],
    // Nobody but those of one moment, and hardly anybody.
    [{ minScore: 12.1, belowScore: null, seenSince: 1_049 }],
  ])('%j has whoever is within them, page by page', (bounds) => {
    const { minScore, belowScore, seenSince } = bounds
    const isWithin = ({ values }: Somebody): boolean =>
      values.score >= (minScore ?? 0) &&
      values.score < (belowScore ?? 99) &&
      values.lastSeen >= (seenSince ?? 0)
    for (const descending of [true, false]) {
      const sign = descending ? -1 : 1
      const plain = inOrderOfId(people.filter(isWithin), descending).toSorted(
        (a, b) => sign * (a.values[sort] - b.values[sort]),
      )
      const listed: number[] = []
      for (let after: VisitorQuery['after'] = null; listed.length < 2_000; ) {
        const question = asked({ sort, descending, limit: 500, after, bounds })
        const picked = pickVisitors(tables, new Names(), question, ids)
        listed.push(...picked.map(({ key }) => key))
        if (picked.length < 500) break
        const last = picked.at(-1)!
        after = { value: last.value, visitor: byKey.get(last.key)!.id }
      }
      expect(listed).toEqual(plain.slice(0, Math.max(listed.length, 1)).map(({ key }) => key))
      expect(listed.length).toBe(Math.min(plain.length, 2_000))
    }
  })
})

it('ends where there is nobody any more', () => {
  const last = { value: 0, visitor: '' }
  expect(pickVisitors(tables, new Names(), asked({ sort: 'pageViews', limit: 9, after: last }), ids)).toEqual(
    [],
  )
  const all = pickVisitors(tables, new Names(), asked({ sort: 'pageViews', limit: 99_999 }), ids)
  expect(new Set(all.map(({ key }) => key)).size).toBe(12_000)
})

it('scores whoever was seen after the moment asked for as of then: nothing has faded, and nothing grows', () => {
  const then = { ...asked({ sort: 'score', limit: 99_999 }), at: 900 }
  const values = pickVisitors(tables, new Names(), then, ids).map(({ value }) => value)
  const { waar } = tables.visitors.columns
  expect(values).toEqual(people.map((_, place) => 10 + waar[place]!).toSorted((a, b) => b - a))
})
