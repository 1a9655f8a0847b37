import { describe, expect, it } from 'vitest'
import { SHOP } from '../fixtures.ts'
import type { Site } from '../store.ts'
import { rememberSites } from './remember-sites.ts'

/** A store whose one site the test changes, with a clock that stands still until it is moved. */
function memory() {
  const stored: { site: Site | null; asked: number; now: number } = { site: SHOP, asked: 0, now: 0 }
  const store = {
    site: async () => {
      stored.asked++
      return stored.site
    },
  }
  return { stored, sites: rememberSites(store, () => stored.now) }
}

describe('remembered sites', () => {
  it('are asked for once in a tenth of a second', async () => {
    const { stored, sites } = memory()
    for (let i = 0; i < 5; i++) expect(await sites.site('example')).toBe(SHOP)
    expect(stored.asked).toBe(1)
    stored.site = { ...SHOP, kind: 'content' }
    stored.now = 101
    expect(await sites.site('example')).toBe(stored.site)
  })

  it('are forgotten when one is changed here, also by an answer that is under way', async () => {
    const { stored, sites } = memory()
    const underWay = sites.site('example')
    sites.forget()
    await underWay
    stored.site = { ...SHOP, kind: 'content' }
    expect(await sites.site('example')).toBe(stored.site)
  })

  it('are asked for again while there is none', async () => {
    const { stored, sites } = memory()
    stored.site = null
    expect(await sites.site('example')).toBeNull()
    stored.site = SHOP
    expect(await sites.site('example')).toBe(SHOP)
  })
})
