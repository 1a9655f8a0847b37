import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { FreshIds } from './fresh-ids.ts'

const digests = (count: number) => Array.from({ length: count }, () => randomBytes(8).toString('latin1'))

it('knows each digest that was added, however many these are', () => {
  const fresh = new FreshIds()
  const own = digests(5_000)
  expect(own.filter((digest) => !fresh.add(digest))).toEqual([])
  expect(own.filter((digest) => fresh.add(digest) || !fresh.has(digest))).toEqual([])
  expect(digests(5_000).filter((digest) => fresh.has(digest))).toEqual([])
  expect(fresh.size).toBe(5_000)
})

it('tells digests apart that begin at the same slot, the last one', () => {
  const fresh = new FreshIds()
  const own = ['abcd', 'abce', 'xbcd'].map((start) => `${start}\xff\xff\xff\xff`)
  expect(own.map((digest) => fresh.add(digest))).toEqual([true, true, true])
  expect(own.map((digest) => fresh.has(digest))).toEqual([true, true, true])
  expect(fresh.has('abcf\xff\xff\xff\xff')).toBe(false)
})

it('gives back what was added, in order, and forgets it', () => {
  const fresh = new FreshIds()
  const own = digests(3_000)
  for (const digest of own) fresh.add(digest)
  expect(fresh.from(2_000).toString('latin1')).toBe(own.slice(2_000).join(''))
  fresh.clear()
  expect([fresh.size, fresh.from(0).length, fresh.has(own[0]!)]).toEqual([0, 0, false])
})
