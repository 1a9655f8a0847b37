import { describe, expect, it } from 'vitest'
import { WaitingRoom, type Waits } from './waiting-room.ts'

/** Fills a room for one site of so many. */
function roomWith(forOne: number, ...inside: readonly [site: string, ...sizes: number[]][]) {
  const room = new WaitingRoom<Waits>(forOne)
  for (const [site, ...sizes] of inside) for (const size of sizes) room.add({ site, size })
  return room
}
/** How many single events of a site still find room. */
function fill(room: WaitingRoom<Waits>, site: string): number {
  for (let count = 0; ; count++) {
    const one = { site, size: 1 }
    if (!room.admits(one)) return count
    room.add(one)
  }
}
const told = (group: readonly Waits[]) => group.map(({ site, size }) => `${site}${size}`).join(' ')

describe('a waiting room', () => {
  it.each([1, 5, 20, 999, 20_000])('gives one site alone %i places, not one more', (places) => {
    const room = roomWith(places)
    expect(fill(room, 'a')).toBe(places)
    expect(room.depth).toBe(places)
    expect(room.admits({ site: 'a', size: 0 })).toBe(true)
  })

  it('leaves room for a site when others have filled what they can', () => {
    const room = roomWith(900)
    const got = ['a', 'b', 'c', 'd'].map((site) => fill(room, site))
    expect(got).toEqual([900, 225, 56, 14])
    expect(fill(room, 'a')).toBe(0)
  })

  it('gives two that fill it at the same time the same', () => {
    const room = roomWith(700)
    const got = { a: 0, b: 0 }
    for (let turn = 0; turn < 1_000; turn++) {
      for (const site of ['a', 'b'] as const) {
        const one = { site, size: 1 }
        if (!room.admits(one)) continue
        room.add(one)
        got[site]++
      }
    }
    expect(got).toEqual({ a: 400, b: 400 })
  })

  it('takes what one site has in order, as much as fits', () => {
    const room = roomWith(100, ['a', 2, 2, 1, 5, 1])
    expect([1, 2, 3, 4, 5].map(() => told(room.take(3)))).toEqual(['a2', 'a2 a1', 'a5', 'a1', ''])
  })

  it('takes of each site as much, however much one has', () => {
    const many = Array.from({ length: 50 }, () => 1)
    const room = roomWith(100, ['a', ...many], ['b', 1, 1], ['c', 1])
    expect(told(room.take(7))).toBe('a1 a1 b1 b1 c1 a1 a1')
    expect(room.isEmpty).toBe(false)
  })

  it('lets one larger than its part go before long, however much the others have', () => {
    const room = roomWith(100, ['a', 1, 1, 1, 1, 1, 1, 1, 1, 1], ['b', 4])
    const groups = [1, 2, 3].map(() => told(room.take(4)))
    expect(groups).toContain('b4')
  })

  it('counts what was taken until it leaves', () => {
    const room = roomWith(3, ['a', 1, 2])
    const group = room.take(10)
    expect(room.isEmpty).toBe(true)
    expect(room.admits({ site: 'a', size: 1 })).toBe(false)
    room.leave(group)
    expect(room.depth).toBe(0)
    expect(room.admits({ site: 'a', size: 3 })).toBe(true)
  })

  it('knows whether more than one site was ever there', () => {
    const room = roomWith(3, ['a', 1])
    expect(room.isForOne).toBe(true)
    room.add({ site: 'b', size: 1 })
    room.leave(room.take(9))
    expect(room.isForOne).toBe(false)
  })

  it('takes everything when nothing bounds it', () => {
    const room = roomWith(9, ['a', 1, 2], ['b', 3])
    expect(room.take(Number.POSITIVE_INFINITY)).toHaveLength(3)
    expect(room.isEmpty).toBe(true)
  })
})
