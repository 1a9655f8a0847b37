import { expect, it } from 'vitest'
import { query } from '../../fixtures.ts'
import type { VisitorQuery } from '../../store.ts'
import type { Picked } from './pick-visitors.ts'
import { PicksAhead } from './picks-ahead.ts'

/** Ten visitors, of whom some are equal, the largest first. */
const everybody: readonly Picked[] = [9, 8, 8, 8, 7, 6, 6, 5, 4, 3].map((value, i) => ({
  key: 100 + i,
  value,
}))

function createList() {
  const asked: number[] = []
  const clock = { now: 0 }
  const ahead = new PicksAhead(() => clock.now)
  /** @param from  how many come before the part
   *  @returns it, picked anew where it was not known */
  const part = (from: number, more: Partial<VisitorQuery> = {}) => {
    const last = everybody[from - 1]
    const after = last === undefined ? null : { value: last.value, visitor: `visitor-${last.key}` }
    const wanted = query({ limit: 2, descending: true, after, ...more })
    const known = ahead.find(wanted, last?.key ?? null)
    if (known !== null) return known
    asked.push(from)
    const picks = everybody.slice(from, from + 6)
    ahead.keep(wanted, picks, picks.length < 6)
    return picks.slice(0, 2)
  }
  return { asked, clock, part }
}

it('looks through everybody once for several parts, each of which goes on where the last one ended', () => {
  const { asked, part } = createList()
  const parts = [0, 2, 4, 6, 8, 10].map((from) => part(from))
  expect(parts.flat()).toEqual(everybody)
  // Six from the first on, six from the seventh on: fewer than asked for, so the last part ends the list.
  expect(asked).toEqual([0, 6])
})

it('serves no other question, and none that is not among those that were picked', () => {
  const { asked, part } = createList()
  part(0)
  part(2, { at: 1 })
  part(2, { sort: 'score' })
  part(8)
  expect(asked).toEqual([0, 2, 2, 8])
})

it('keeps nothing for long', () => {
  const { asked, clock, part } = createList()
  part(0)
  clock.now = 30_000
  expect(part(2)).toEqual(everybody.slice(2, 4))
  expect(asked).toEqual([0, 2])
})
