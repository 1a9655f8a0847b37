import { CONSENT_MODES, type ConsentMode, WIRE_CONSENTS } from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import { newSite } from '../sites.ts'
import { identify } from './identify.ts'
import type { Sender } from './receive.ts'

const browser: Sender = {
  receivedAt: 0,
  ip: '203.0.113.9',
  userAgent: 'Firefox',
  optedOut: false,
  isTrial: false,
  origin: 'example.nl',
  country: null,
  owner: false,
}
const siteOf = (consent: 'off' | 'count' | 'cookieless') =>
  newSite({ id: 'example', domains: ['example.nl'], consent }, 0)
const dayHash = ({ ip, userAgent }: { ip: string; userAgent: string }) => `hash of ${ip} with ${userAgent}`
const rank = (mode: ConsentMode) => CONSENT_MODES.indexOf(mode)
const ANNE = 'anne-0001'

describe('how far a visitor is recognised', () => {
  const every = (['off', 'count', 'cookieless'] as const).flatMap((setting) =>
    [undefined, ...WIRE_CONSENTS].flatMap((said) =>
      [true, false].flatMap((optedOut) =>
        [ANNE, undefined].map((visitor) => ({ setting, said, optedOut, visitor })),
      ),
    ),
  )
  const decide = ({ setting, said, optedOut, visitor }: (typeof every)[number]) =>
    identify(
      {
        site: 'example',
        ...(said === undefined ? {} : { consent: said }),
        ...(visitor === undefined ? {} : { visitor }),
      },
      siteOf(setting),
      { ...browser, optedOut },
      0,
      dayHash,
    )

  it('never goes beyond the site’s setting without a yes and an id', () => {
    for (const one of every) {
      const goesBeyond = rank(decide(one).consent) > rank(one.setting)
      const saidYes = one.said === 'granted' && one.visitor !== undefined && !one.optedOut
      expect([one, goesBeyond]).toEqual([one, goesBeyond && saidYes])
    }
  })

  it('never goes beyond count for who is opted out or said no', () => {
    for (const one of every) {
      if (!one.optedOut && one.said !== 'denied' && one.said !== 'withdrawn') continue
      expect([one, rank(decide(one).consent) <= rank('count')]).toEqual([one, true])
    }
  })

  it('never goes beyond what was said', () => {
    for (const one of every) {
      if (one.said !== 'off' && one.said !== 'count' && one.said !== 'cookieless') continue
      expect([one, rank(decide(one).consent) <= rank(one.said)]).toEqual([one, true])
    }
  })

  it('uses the visitor’s own id only after a yes', () => {
    for (const one of every) {
      const identity = decide(one)
      if ('visitor' in identity && identity.visitor === ANNE) expect(one.said).toBe('granted')
    }
  })
})

describe('a batch from the owner’s server', () => {
  const owner: Sender = { ...browser, owner: true, ip: '10.0.0.5', userAgent: 'php', optedOut: true }
  const decide = (envelope: object) =>
    identify({ site: 'example', ...envelope }, siteOf('cookieless'), owner, 0, dayHash)

  it('names a visitor who gave consent', () => {
    expect(decide({ visitor: ANNE })).toEqual({ consent: 'granted', visitor: ANNE })
  })

  it('is hashed by the visitor’s address and browser, never by the server’s own', () => {
    expect(decide({ ip: '203.0.113.1', userAgent: 'Safari' })).toEqual({
      consent: 'cookieless',
      visitor: 'hash of 203.0.113.1 with Safari',
    })
    expect(decide({})).toEqual({ consent: 'count', visitor: null })
  })
})
