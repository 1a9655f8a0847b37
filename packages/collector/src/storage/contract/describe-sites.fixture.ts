import { describe, expect, it } from 'vitest'
import { SHOP } from '../fixtures.ts'
import { type Engine, openShop } from './engine.fixture.ts'

/** What every engine must do with sites, tokens and log-ins. */
export function describeSites(name: string, engine: Engine): void {
  const openHere = (folder?: string) => openShop(engine, folder)

  describe(`${name}: sites, tokens and log-ins`, () => {
    it('keeps a site and what is changed in it', async () => {
      const store = await openHere()
      await store.putSite({ ...SHOP, kind: 'services' })
      expect(await store.site('example')).toEqual({ ...SHOP, kind: 'services' })
      expect(await store.site('other')).toBeNull()
    })

    it('lists sites by id', async () => {
      const store = await openHere()
      await store.putSite({ ...SHOP, id: 'aaa' })
      expect((await store.sites()).map(({ id }) => id)).toEqual(['aaa', 'example'])
    })

    it('finds a token by its hash until it is removed', async () => {
      const store = await openHere()
      const token = { hash: 'ab', site: 'example', role: 'read', label: 'x', createdAt: 5 } as const
      await store.putToken(token)
      expect(await store.token('ab')).toEqual(token)
      expect(await store.tokens()).toEqual([token])
      expect(await store.removeToken('ab')).toBe(true)
      expect(await store.removeToken('ab')).toBe(false)
      expect(await store.token('ab')).toBeNull()
    })

    it('never widens a token that is put again', async () => {
      const store = await openHere()
      const token = { hash: 'ab', site: 'example', role: 'read', label: '', createdAt: 5 } as const
      await store.putToken(token)
      await store.putToken({ ...token, site: null, role: 'admin' })
      expect(await store.token('ab')).toEqual(token)
    })

    it('gives a log-in key once', async () => {
      const store = await openHere()
      await store.putLogin('key', { hash: 'k', expiresAt: 100 })
      expect(await store.takeLogin('key', 'k', 99)).toBe(true)
      expect(await store.takeLogin('key', 'k', 99)).toBe(false)
    })

    it('gives no key that has expired or that was made for something else', async () => {
      const store = await openHere()
      await store.putLogin('key', { hash: 'k', expiresAt: 100 })
      await store.putLogin('session', { hash: 's', expiresAt: 100 })
      expect(await store.takeLogin('key', 'k', 100)).toBe(false)
      expect(await store.takeLogin('key', 's', 50)).toBe(false)
      expect(await store.hasLogin('session', 'k', 50)).toBe(false)
    })

    it('tells whether a key is there without taking it', async () => {
      const store = await openHere()
      await store.putLogin('key', { hash: 'k', expiresAt: 100 })
      expect(await store.hasLogin('key', 'k', 99)).toBe(true)
      expect(await store.takeLogin('key', 'k', 99)).toBe(true)
      expect(await store.hasLogin('key', 'k', 99)).toBe(false)
    })

    it('knows a session until it expires', async () => {
      const store = await openHere()
      await store.putLogin('session', { hash: 's', expiresAt: 100 })
      expect(await store.hasLogin('session', 's', 99)).toBe(true)
      expect(await store.hasLogin('session', 's', 100)).toBe(false)
    })
  })
}
