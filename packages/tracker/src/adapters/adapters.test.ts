// @vitest-environment jsdom
// @vitest-environment-options {"url": "https://winkel.example/"}
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

/** What a consent tool says, and what `/k/consent.js` makes of it. */

type Koop = { (...call: unknown[]): void; q?: unknown[][] }
const page = window as unknown as Record<string, unknown> & { koop?: Koop }

let said: unknown[][]
let undo: (() => void)[]

beforeEach(() => {
  said = []
  undo = []
  page.koop = (...call) => said.push(call)
  // What one test listens to must not hear the next.
  for (const target of [window, document]) {
    const add = target.addEventListener.bind(target) as EventTarget['addEventListener']
    vi.spyOn(target, 'addEventListener').mockImplementation(((type: string, handle: EventListener) => {
      undo.push(() => target.removeEventListener(type, handle))
      add(type, handle)
    }) as typeof target.addEventListener)
  }
})
afterEach(() => {
  for (const step of undo) step()
  vi.restoreAllMocks()
  for (const name of ['koop', '__tcfapi', 'dataLayer', 'Cookiebot', 'getCkyConsent', 'cmplz_get_cookie'])
    delete page[name]
  // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no Cookie Store API
  document.cookie = 'koop=;path=/;max-age=0'
})

const load = async () => {
  vi.resetModules()
  await import('./index.ts')
}
const choices = () => said.map(([name, choice]) => (name === 'consent' ? choice : 'nothing like it'))
const fire = (target: EventTarget, type: string, detail?: unknown) =>
  target.dispatchEvent(new CustomEvent(type, { detail }))

describe('IAB TCF', () => {
  const tcData = (consents: Record<number, boolean>, eventStatus = 'useractioncomplete') => ({
    eventStatus,
    gdprApplies: true,
    purpose: { consents },
  })
  const tcf = () => {
    const heard: ((data: unknown, ok: boolean) => void)[] = []
    const asked: unknown[] = []
    page.__tcfapi = (command: string, version: number, callback: (data: unknown, ok: boolean) => void) => {
      asked.push([command, version])
      heard.push(callback)
    }
    return {
      asked,
      hear: (data: unknown, ok = true) => {
        for (const callback of heard) callback(data, ok)
      },
    }
  }

  test.each([
    ['purposes 1 and 8', tcData({ 1: true, 8: true }), ['granted']],
    ['a visitor who was asked before', tcData({ 1: true, 8: true }, 'tcloaded'), ['granted']],
    ['measurement but no storage', tcData({ 1: false, 8: true }), ['denied']],
    ['storage but no measurement', tcData({ 1: true, 7: true }), ['denied']],
    ['nothing', tcData({}), ['denied']],
    ['no purposes at all', { eventStatus: 'tcloaded', gdprApplies: true }, ['denied']],
    ['a question on the screen', tcData({ 1: true, 8: true }, 'cmpuishown'), []],
    [
      'a visitor to whom the GDPR does not apply',
      { eventStatus: 'tcloaded', gdprApplies: false },
      ['granted'],
    ],
    ['a visitor of whom that is not known', { eventStatus: 'tcloaded' }, ['denied']],
    ['no data', null, []],
    [
      'a legitimate interest only',
      { ...tcData({ 1: true }), purpose: { consents: { 1: true }, legitimateInterests: { 8: true } } },
      ['denied'],
    ],
  ])('%s', async (_, data, expected) => {
    const { asked, hear } = tcf()
    await load()
    expect(asked).toEqual([['addEventListener', 2]])
    hear(data)
    expect(choices()).toEqual(expected)
  })

  test('a call that failed says nothing', async () => {
    const { hear } = tcf()
    await load()
    hear(tcData({ 1: true, 8: true }), false)
    expect(choices()).toEqual([])
  })

  test('a change of mind, and the same again once', async () => {
    const { hear } = tcf()
    await load()
    for (const consents of [{ 1: true, 8: true }, { 1: true, 8: true }, {}, { 1: true, 8: true }])
      hear(tcData(consents))
    expect(choices()).toEqual(['granted', 'withdrawn', 'granted'])
  })

  test('a tool that comes after the adapter is found when the page is loaded, once', async () => {
    await load()
    const { asked, hear } = tcf()
    fire(window, 'DOMContentLoaded')
    fire(window, 'load')
    hear(tcData({ 1: true, 8: true }))
    expect([asked.length, choices()]).toEqual([1, ['granted']])
  })
})

describe('Google Consent Mode', () => {
  const gtag = (...call: unknown[]) => {
    // The documented `gtag` pushes `arguments`, which is no array.
    const push = function (this: unknown) {
      // biome-ignore lint/complexity/noArguments: what pages do
      return (page.dataLayer as unknown[]).push(arguments)
    } as (...args: unknown[]) => number
    return push(...call)
  }
  beforeEach(() => {
    page.dataLayer = []
  })

  test.each([
    ['granted', ['granted']],
    ['denied', ['denied']],
    ['maybe', []],
  ])('an update of analytics_storage to %s, before or after', async (storage, expected) => {
    gtag('consent', 'update', { analytics_storage: storage })
    await load()
    expect(choices()).toEqual(expected)
    said = []
    page.dataLayer = []
    await load()
    gtag('consent', 'update', { analytics_storage: storage })
    expect(choices()).toEqual(expected)
  })

  test.each(['granted', 'denied'])('a default of %s is no answer', async (storage) => {
    gtag('consent', 'default', { analytics_storage: storage, region: ['NL'] })
    gtag('consent', 'default', { analytics_storage: storage })
    await load()
    gtag('consent', 'default', { analytics_storage: storage })
    expect(choices()).toEqual([])
  })

  test('an update of something else, and all that is no consent, says nothing', async () => {
    await load()
    gtag('consent', 'update', { ad_storage: 'granted' })
    gtag('config', 'G-1')
    for (const entry of [{ event: 'gtm.js' }, null, 7, 'consent', () => 1])
      (page.dataLayer as unknown[]).push(entry)
    expect(choices()).toEqual([])
  })

  test('the page sees its data layer work as before', async () => {
    await load()
    expect(gtag('consent', 'update', { analytics_storage: 'granted' })).toBe(1)
    expect((page.dataLayer as unknown[]).push(1, 2)).toBe(3)
    expect((page.dataLayer as unknown[]).slice(1)).toEqual([1, 2])
  })
})

describe('Cookiebot', () => {
  test.each([
    ['CookiebotOnAccept', true, ['granted']],
    ['CookiebotOnAccept', false, ['denied']],
    ['CookiebotOnDecline', false, ['denied']],
    ['CookiebotOnConsentReady', true, ['granted']],
  ])('%s with statistics %s', async (type, statistics, expected) => {
    await load()
    page.Cookiebot = { hasResponse: true, consent: { statistics } }
    fire(window, type)
    expect(choices()).toEqual(expected)
  })

  test('an answer of an earlier page', async () => {
    page.Cookiebot = { hasResponse: true, consent: { statistics: true } }
    await load()
    expect(choices()).toEqual(['granted'])
  })

  test('nobody was asked yet', async () => {
    page.Cookiebot = { hasResponse: false, consent: { statistics: false } }
    await load()
    fire(window, 'CookiebotOnConsentReady')
    expect(choices()).toEqual([])
  })
})

describe('CookieYes', () => {
  test('each answer', async () => {
    await load()
    fire(document, 'cookieyes_consent_update', { accepted: ['necessary', 'analytics'], rejected: [] })
    fire(document, 'cookieyes_consent_update', { accepted: ['necessary'], rejected: ['analytics'] })
    expect(choices()).toEqual(['granted', 'withdrawn'])
  })

  test.each([
    ['a yes', true, true, ['granted']],
    ['a no', true, false, ['denied']],
    ['nobody was asked yet', false, false, []],
    ['assumed, not asked', false, true, []],
  ])('an earlier page: %s', async (_, isUserActionCompleted, analytics, expected) => {
    const state = { isUserActionCompleted, categories: { analytics } }
    page.getCkyConsent = () => state
    await load()
    expect(choices()).toEqual(expected)
    said = []
    delete page.getCkyConsent
    await load()
    fire(document, 'cookieyes_banner_load', state)
    expect(choices()).toEqual(expected)
  })
})

describe('Complianz', () => {
  test('each answer: statistics alone counts', async () => {
    await load()
    fire(document, 'cmplz_status_change', { category: 'marketing', value: 'allow' })
    fire(document, 'cmplz_status_change', { category: 'statistics', value: 'allow' })
    fire(document, 'cmplz_status_change', { category: 'statistics', value: 'deny' })
    expect(choices()).toEqual(['granted', 'withdrawn'])
  })

  test.each([
    ['allow', ['granted']],
    ['deny', ['denied']],
    ['', []],
  ])('kept from an earlier page: "%s"', async (kept, expected) => {
    page.cmplz_get_cookie = (category: string) => (category === 'statistics' ? kept : 'allow')
    page.cmplz_has_consent = () => true // an opt-out region: nobody was asked
    await load()
    fire(document, 'cmplz_fire_categories', { categories: ['statistics'] })
    expect(choices()).toEqual(expected)
  })
})

describe('whatever the tool', () => {
  test('one no is a no, in any order', async () => {
    page.Cookiebot = { hasResponse: true, consent: { statistics: true } }
    page.dataLayer = [['consent', 'update', { analytics_storage: 'denied' }]]
    await load()
    expect(choices()).toEqual(['granted', 'withdrawn'])
    fire(window, 'CookiebotOnAccept')
    expect(choices()).toHaveLength(2)
    ;(page.dataLayer as unknown[]).push(['consent', 'update', { analytics_storage: 'granted' }])
    expect(choices()).toEqual(['granted', 'withdrawn', 'granted'])
  })

  test('a no takes back the id that an earlier page gave', async () => {
    // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no Cookie Store API
    document.cookie = 'koop=123456789012;path=/'
    await load()
    page.Cookiebot = { hasResponse: true, consent: { statistics: false } }
    fire(window, 'CookiebotOnDecline')
    expect(choices()).toEqual(['withdrawn'])
  })

  test.each(['laatste-koop', 'session.koop', 'not-koop'])('a cookie named %s is no id', async (name) => {
    // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no Cookie Store API
    document.cookie = `${name}=1763796000;path=/`
    await load()
    page.Cookiebot = { hasResponse: true, consent: { statistics: false } }
    fire(window, 'CookiebotOnDecline')
    // biome-ignore lint/suspicious/noDocumentCookie: as above
    document.cookie = `${name}=;path=/;max-age=0`
    expect(choices()).toEqual(['denied'])
  })

  test('what is said before the snippet is there is kept for it', async () => {
    delete page.koop
    page.Cookiebot = { hasResponse: true, consent: { statistics: true } }
    await load()
    expect(Array.from(page.koop!.q!, (call) => Array.from(call))).toEqual([['consent', 'granted']])
  })

  test('a page without any of them: nothing said, nothing added', async () => {
    const before = Object.getOwnPropertyNames(window)
    await load()
    fire(window, 'load')
    expect(choices()).toEqual([])
    expect(Object.getOwnPropertyNames(window)).toEqual(before)
  })

  test('tools that are broken do not break the page', async () => {
    const errors: unknown[] = []
    const note = (event: ErrorEvent) => errors.push(event.error)
    window.addEventListener('error', note)
    page.koop = 7 as never
    page.__tcfapi = () => {
      throw new Error('tcf')
    }
    page.getCkyConsent = () => {
      throw new Error('cky')
    }
    page.dataLayer = { push: 7 } as never
    await load()
    fire(document, 'cookieyes_consent_update', null)
    fire(document, 'cookieyes_banner_load', null)
    fire(document, 'cmplz_status_change', null)
    fire(document, 'cmplz_status_change', { category: 'statistics', value: 'allow' })
    fire(window, 'load')
    expect(errors).toEqual([])
  })
})
