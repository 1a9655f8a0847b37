import { describe, expect, it } from 'vitest'
import { createPrefixCounts } from './prefix-counts.ts'

const MINUTE = 60_000
const prefixOf = (n: number) => `${n & 255}.${(n >> 8) & 255}.${(n >> 16) & 255}.7`

describe('counts per prefix', () => {
  it('counts each prefix by itself, from nothing in each window', () => {
    const counts = createPrefixCounts(MINUTE)
    for (let i = 1; i <= 5; i++) expect(counts.add('198.51.100.1', 1_000)).toBe(i)
    expect(counts.add('198.51.100.2', 1_000)).toBe(1)
    expect(counts.add('198.51.100.1', MINUTE)).toBe(1)
  })

  it('says when the window ends', () => {
    expect(createPrefixCounts(MINUTE).rest(MINUTE + 20_000)).toBe(40_000)
  })

  it('never counts too little and takes no innocent for a flood, with a million prefixes in one window', () => {
    const counts = createPrefixCounts(MINUTE)
    let [flood, most] = [0, 0]
    for (let n = 0; n < 1_000_000; n++) {
      most = Math.max(most, counts.add(prefixOf(n), 0))
      if (n % 500 === 0) flood = counts.add('flood', 0)
    }
    expect(flood).toBeGreaterThanOrEqual(2_000)
    expect(flood).toBeLessThan(2_100)
    expect(most).toBeLessThan(100)
  })

  it('takes no memory for a prefix', () => {
    const counts = createPrefixCounts(MINUTE)
    const { arrayBuffers, external } = process.memoryUsage()
    for (let n = 0; n < 1_000_000; n++) counts.add(prefixOf(n), 0)
    const after = process.memoryUsage()
    expect(after.arrayBuffers + after.external - arrayBuffers - external).toBeLessThan(1 << 20)
  })
})
