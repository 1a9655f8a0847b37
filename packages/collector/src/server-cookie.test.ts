import { DAY } from '@koopsignaal/protocol'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { keepingCookie, sharedDomain } from './server-cookie.ts'

const hosts = { page: 'www.example.nl', collector: 'koop.example.nl', isHttps: true }
const NOW = Date.UTC(2026, 10, 22)

it('never outlives 180 days after the first sight of the visitor, whatever the clocks say', () => {
  fc.assert(
    fc.property(fc.integer({ min: -400 * DAY, max: 400 * DAY }), (elapsed) => {
      const cookie = keepingCookie('12345678', NOW - elapsed, NOW, 'example.nl', hosts)
      const seconds = Number(/Max-Age=(\d+); Secure$/.exec(cookie ?? '')?.[1] ?? 0)
      expect(seconds).toBe(Math.floor(Math.min(180 * DAY, Math.max(0, 180 * DAY - elapsed)) / 1_000))
    }),
  )
})

it('shares only a domain of the site that page and collector are both in', () => {
  const domains = ['example.nl', 'tuin.be']
  const shared = (page: string | null, collector: string) =>
    sharedDomain(domains, { page, collector, isHttps: true })
  expect(shared('www.example.nl', 'koop.example.nl')).toBe('example.nl')
  expect(shared('tuin.be', 'koop.tuin.be')).toBe('tuin.be')
  expect(shared('tuin.be', 'koop.example.nl')).toBeNull()
  expect(shared(null, 'koop.example.nl')).toBeNull()
})
