import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_USER_AGENT, toDevice } from './device.ts'
import { BROWSERS } from './lists/user-agents.fixture.ts'

const one = (part: string): string => BROWSERS.find((userAgent) => userAgent.includes(part))!

describe('toDevice', () => {
  test.each([
    ['Windows NT 10.0; Win64; x64) AppleWebKit', 'desktop', 'Chrome', 'Windows'],
    ['CrOS', 'desktop', 'Chrome', 'Chromium OS'],
    ['Version/26.0 Safari', 'desktop', 'Safari', 'Mac OS'],
    ['rv:145.0', 'desktop', 'Firefox', 'Mac OS'],
    ['X11; Ubuntu', 'desktop', 'Firefox', 'Ubuntu'],
    ['Edg/', 'desktop', 'Edge', 'Windows'],
    ['OPR/124', 'desktop', 'Opera', 'Windows'],
    ['OpenBSD', 'desktop', 'Firefox', 'OpenBSD'],
    ['Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142', 'mobile', 'Chrome', 'Android'],
    ['Version/26.0 Mobile', 'mobile', 'Mobile Safari', 'iOS'],
    ['SamsungBrowser/28', 'mobile', 'Samsung Internet', 'Android'],
    ['FBAN/FBIOS', 'mobile', 'Facebook', 'iOS'],
    ['[LinkedInApp]/', 'mobile', 'LinkedIn', 'iOS'],
    ['CUBOT NOVA', 'mobile', 'Chrome', 'Android'],
    ['Opera Mini', 'mobile', 'Opera Mini', 'Android'],
    ['iPad; CPU OS 17', 'tablet', 'Mobile Safari', 'iOS'],
    ['SM-X706B', 'tablet', 'Samsung Internet', 'Android'],
    ['KFONWI', 'tablet', 'Silk', 'Android'],
    ['SMART-TV', 'other', 'Safari', 'Tizen'],
    ['PlayStation 5', 'other', 'Safari', 'PlayStation'],
  ])('%s is a %s', (part, device, browser, os) => {
    expect(toDevice(one(part))).toEqual({ device, browser, os })
  })

  test('knows the browser and the system of every browser on the list', () => {
    const unknown = BROWSERS.filter((userAgent) => {
      const { browser, os } = toDevice(userAgent)
      return browser === null || os === null
    })
    expect(unknown).toEqual([])
  })

  test.each([null, '', ' ', 'x', 'curl/8.14.1'])('has no idea of %j', (userAgent) => {
    expect(toDevice(userAgent).device).toBe('other')
  })

  test('reads no further than its limit', () => {
    const filler = 'x'.repeat(MAX_USER_AGENT)
    expect(toDevice(`${filler} ${one('Firefox/144.0')}`)).toEqual({
      device: 'other',
      browser: null,
      os: null,
    })
  })

  test('gives the same answer when asked again', () => {
    for (const userAgent of BROWSERS) expect(toDevice(userAgent)).toEqual(toDevice(userAgent))
  })

  test('never throws, whatever it is handed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (userAgent) => {
        toDevice(userAgent)
      }),
    )
    expect(toDevice('('.repeat(100_000)).device).toBe('other')
  })
})
