import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { filterOf, IdFilters } from './id-filters.ts'

const SEGMENTS = 19
const OF_EACH = 2_000

it('finds each digest in the segment that it is in, and hardly ever in another', () => {
  const filters = new IdFilters()
  const segments = Array.from({ length: SEGMENTS }, () => randomBytes(8 * OF_EACH))
  for (const digests of segments) filters.add(filterOf(digests))
  expect(filters.count).toBe(SEGMENTS)
  let others = 0
  for (const [segment, digests] of segments.entries())
    for (let at = 0; at < digests.length; at += 8) {
      const found = filters.mayHold(digests.toString('latin1', at, at + 8))
      expect(found).toContain(segment)
      others += found.length - 1
    }
  expect(others).toBeLessThan(10)
})

it('takes one other digest in 600 for one of a full segment', () => {
  const filters = new IdFilters()
  filters.add(filterOf(randomBytes(8 * 526 * 256)))
  const others = Array.from({ length: 60_000 }, () => randomBytes(8).toString('latin1'))
  const taken = others.filter((digest) => filters.mayHold(digest).length > 0).length
  // 102 are to be expected, and six deviations from it are 60.
  expect(taken).toBeGreaterThan(40)
  expect(taken).toBeLessThan(170)
})
