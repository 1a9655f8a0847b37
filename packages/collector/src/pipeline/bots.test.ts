import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { botReason } from './bots.ts'
import { BOTS, BROWSERS } from './lists/user-agents.fixture.ts'

const person = { webdriver: false, referrer: null }
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

describe('botReason', () => {
  test('lists enough of both to mean something', () => {
    expect(new Set(BROWSERS).size).toBeGreaterThanOrEqual(60)
    expect(new Set(BOTS).size).toBeGreaterThanOrEqual(100)
  })

  test.each(BROWSERS)('takes for a person: %s', (userAgent) => {
    expect(botReason({ ...person, userAgent })).toBeNull()
  })

  test.each(BOTS)('takes for a program: %s', (userAgent) => {
    expect(botReason({ ...person, userAgent })).toBe('user_agent')
  })

  test.each([null, '', '  '])('takes a request without a user agent for a program', (userAgent) => {
    expect(botReason({ ...person, userAgent })).toBe('no_user_agent')
  })

  test('believes a browser that says it is driven', () => {
    expect(botReason({ userAgent: FIREFOX, webdriver: true, referrer: null })).toBe('webdriver')
  })

  test.each(['https://semalt.com/', 'http://site12.bot-traffic.icu/x', 'HTTPS://WWW.TRAFFICBOT.LIFE'])(
    'knows a spammed referrer: %s',
    (referrer) => {
      expect(botReason({ userAgent: FIREFOX, webdriver: false, referrer })).toBe('referrer_spam')
    },
  )

  test.each([
    'https://www.google.nl/',
    'https://notsemalt.com/',
    'https://example.nl/?from=semalt.com',
    'junk',
  ])('leaves an honest referrer alone: %s', (referrer) => {
    expect(botReason({ userAgent: FIREFOX, webdriver: false, referrer })).toBeNull()
  })

  test('never throws, whatever it is handed', () => {
    const any = fc.option(fc.string({ unit: 'binary', maxLength: 2_000 }))
    fc.assert(
      fc.property(any, fc.boolean(), any, (userAgent, webdriver, referrer) => {
        botReason({ userAgent, webdriver, referrer })
      }),
    )
  })
})
