// @vitest-environment jsdom
// @vitest-environment-options {"url": "https://winkel.example/"}
import { DAY, fromTag, HOUR, type TagRow } from '@koopsignaal/protocol'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Answer, closePage, openPage as openAnyPage, pretend } from './test-page.ts'

/** The variants with an offline queue: the build takes send-offline.ts for send.ts, and so does each page of this file. */
function openPage() {
  vi.doMock('./send.ts', () => import('./send-offline.ts'))
  return openAnyPage()
}

const KEY = 'koop-example'
const LOST: Answer = new TypeError('Failed to fetch')
const queue = () => JSON.parse(localStorage.getItem(KEY) ?? '{"events":[]}') as Queue
interface Queue {
  readonly visitor?: string
  readonly events: readonly TagRow[]
}

let beacons: { url: string; body: string }[]
beforeEach(() => {
  localStorage.clear()
  beacons = []
  // A retry that comes at once would be a coincidence, and then another request than the one looked at.
  let calls = 0
  vi.spyOn(Math, 'random').mockImplementation(() => 0.5 + ++calls / 1e6)
})
afterEach(closePage)
afterEach(() => vi.restoreAllMocks())

async function open() {
  const page = openPage()
  pretend(navigator, 'sendBeacon', (url: URL, body: string) => beacons.push({ url: url.href, body }))
  await page.load()
  return page
}
async function openGranted() {
  const page = await open()
  page.koop('consent', 'granted')
  await page.wait()
  page.batches.length = 0
  return page
}
/** From now on nothing arrives until `answers` is emptied. */
const cutOff = (page: { answers: Answer[] }) => page.answers.push(...Array<Answer>(500).fill(LOST))
const visitor = () => /koop=(\d+)/.exec(document.cookie)?.[1]

describe('without consent', () => {
  test('nothing is ever kept, and what failed is tried again from this page', async () => {
    const page = openPage()
    page.answers.push(LOST, { status: 503 })
    const written = vi.spyOn(Storage.prototype, 'setItem')
    await page.load()
    await page.wait(10_000)
    expect(page.batches).toHaveLength(3)
    expect(new Set(page.events().map(({ id }) => id)).size).toBe(1)
    expect(written).not.toHaveBeenCalled()
  })

  test.each(['denied', 'withdrawn'])('%s takes off what was kept', async (choice) => {
    const page = await openGranted()
    cutOff(page)
    page.koop('cta', 'offerte')
    await page.wait()
    expect(queue().events).toHaveLength(1)
    page.koop('consent', choice)
    expect(localStorage).toHaveLength(0)
    await page.wait(HOUR)
    expect(localStorage).toHaveLength(0)
  })

  test('what was kept is not sent after it was taken back in another tab', async () => {
    const page = await openGranted()
    cutOff(page)
    page.koop('cta', 'offerte')
    await page.wait()
    // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no Cookie Store API
    document.cookie = 'koop=;path=/;max-age=0'
    page.answers.length = page.batches.length = 0
    await page.wait(HOUR)
    expect(page.sent('cta_click')).toEqual([])
    expect(localStorage).toHaveLength(0)
  })

  test('the next page takes off what somebody left who does not agree any more', async () => {
    localStorage.setItem(
      KEY,
      JSON.stringify({
        visitor: '1234567890',
        events: [['example', null, '1234567890', false, 0.5, Date.now()]],
      }),
    )
    await open()
    expect(localStorage).toHaveLength(0)
  })

  test('under GPC it is taken off too', async () => {
    // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no Cookie Store API
    document.cookie = 'koop=1234567890;path=/'
    localStorage.setItem(
      KEY,
      JSON.stringify({
        visitor: '1234567890',
        events: [['example', null, '1234567890', false, 0.5, Date.now()]],
      }),
    )
    pretend(navigator, 'globalPrivacyControl', true)
    await open()
    expect(localStorage).toHaveLength(0)
  })
})

describe('with consent', () => {
  test('what arrives is not kept', async () => {
    const page = await openGranted()
    const written = vi.spyOn(Storage.prototype, 'setItem')
    page.koop('cta', 'offerte')
    await page.wait()
    expect(page.sent('cta_click')).toHaveLength(1)
    expect(written).not.toHaveBeenCalled()
  })

  test.each<[string, Answer]>([
    ['the network fails', LOST],
    ['the collector is full', { status: 503 }],
  ])(
    'what could not be sent is kept when %s, and sent by the next page with the same id',
    async (_, answer) => {
      const page = await openGranted()
      page.answers.push(...Array<Answer>(500).fill(answer))
      page.koop('cta', 'offerte')
      await page.wait()
      const { visitor: whose, events } = queue()
      expect([whose, events.map((row) => row[7])]).toEqual([visitor(), ['cta']])
      closeButKeep()

      const next = openPage()
      await next.load()
      await next.wait(1_000)
      expect(next.sent('cta_click').map(({ id }) => id)).toEqual(
        events.map(([, , , , id]) => id.toFixed(20).slice(2)),
      )
      expect(next.batches.at(-1)).toMatchObject({ site: 'example', consent: 'granted', visitor: whose })
      expect(localStorage).toHaveLength(0)
    },
  )

  test('says how long ago it happened, however long it was kept', async () => {
    const page = await openGranted()
    cutOff(page)
    page.koop('cta', 'offerte')
    await page.wait()
    const before = Date.now()
    await page.wait(3 * HOUR)
    page.answers.length = page.batches.length = 0
    window.dispatchEvent(new Event('online'))
    await page.wait()
    const [click] = page.sent('cta_click')
    expect(click?.ago).toBeGreaterThan(3 * HOUR - 100)
    expect(click?.ago).toBeLessThanOrEqual(Date.now() - before + 100)
    expect(click).not.toHaveProperty('seen')
    expect(localStorage).toHaveLength(0)
  })

  test('a clock that was set back makes it now, never later', async () => {
    const page = await openGranted()
    cutOff(page)
    page.koop('cta', 'offerte')
    await page.wait()
    page.answers.length = page.batches.length = 0
    vi.setSystemTime(Date.now() - DAY)
    window.dispatchEvent(new Event('online'))
    await page.wait()
    expect(page.sent('cta_click')).toMatchObject([{ ago: 0 }])
  })

  test('is sent from the same page too, without waiting for anything', async () => {
    const page = await openGranted()
    page.answers.push(LOST)
    page.koop('cta', 'offerte')
    await page.wait(5_000)
    expect(page.sent('cta_click')).toHaveLength(2)
    expect(localStorage).toHaveLength(0)
  })

  test('keeps at most 50 events; the oldest go first', async () => {
    const page = await openGranted()
    cutOff(page)
    for (let n = 0; n < 60; n++) page.koop('cta', `number-${n}`)
    await page.wait()
    const { events } = queue()
    expect(events).toHaveLength(50)
    expect(events.map((row) => row[8])).toEqual(Array.from({ length: 50 }, (_, n) => `number-${n + 10}`))
  })

  test('keeps at most 32 KiB; the oldest go first', async () => {
    const page = await openGranted()
    cutOff(page)
    for (let n = 0; n < 20; n++) page.koop('event', 'long', { n, text: 'é'.repeat(1_500) })
    await page.wait()
    const text = localStorage.getItem(KEY)!
    expect(new Blob([text]).size).toBeLessThanOrEqual(32 * 1024)
    expect(new Blob([text]).size).toBeGreaterThan(28 * 1024)
    expect(queue().events.at(-1)?.slice(8)).toMatchObject(['long', { n: 19 }])
  })

  test('keeps nothing longer than 24 hours', async () => {
    const page = await openGranted()
    cutOff(page)
    page.koop('cta', 'old')
    await page.wait(DAY - HOUR)
    page.koop('cta', 'new')
    await page.wait(2 * HOUR)
    page.answers.length = page.batches.length = 0
    window.dispatchEvent(new Event('online'))
    await page.wait()
    expect(page.sent('cta_click').map(({ cta }) => cta)).toEqual(['new'])
  })

  test('a refusal for good is not kept', async () => {
    const page = await openGranted()
    page.answers.push({ status: 413 })
    page.koop('cta', 'offerte')
    await page.wait()
    expect(localStorage).toHaveLength(0)
  })

  test('what another tab keeps meanwhile is not lost', async () => {
    const page = await openGranted()
    cutOff(page)
    page.koop('cta', 'mine')
    await page.wait()
    page.answers.length = page.batches.length = 0
    const { fetch } = window
    vi.stubGlobal('fetch', (...args: Parameters<typeof fetch>) => {
      const { visitor: whose, events } = queue()
      const theirs = [...events[0]!.slice(0, 4), 0.25, ...events[0]!.slice(5, 8), 'theirs']
      localStorage.setItem(KEY, JSON.stringify({ visitor: whose, events: [...events, theirs] }))
      vi.stubGlobal('fetch', fetch)
      return fetch(...args)
    })
    window.dispatchEvent(new Event('online'))
    await page.wait()
    expect(queue().events.map((row) => row[4])).toEqual([0.25])
    window.dispatchEvent(new Event('online'))
    await page.wait()
    expect(page.sent('cta_click').map(({ cta }) => cta)).toEqual(['mine', 'theirs'])
    expect(localStorage).toHaveLength(0)
  })

  test('a browser that says it is offline keeps it before it has tried', async () => {
    const page = await openGranted()
    pretend(navigator, 'onLine', false)
    vi.stubGlobal('fetch', () => new Promise(() => {}))
    page.koop('cta', 'offerte')
    expect(queue().events).toHaveLength(1)
  })

  test('where storage throws it goes on without: tried again from this page', async () => {
    const page = await openGranted()
    for (const method of ['getItem', 'setItem', 'removeItem'] as const)
      vi.spyOn(Storage.prototype, method).mockImplementation(() => {
        throw new DOMException('forbidden', 'SecurityError')
      })
    page.answers.push(LOST)
    page.koop('cta', 'offerte')
    await page.wait(5_000)
    expect(page.sent('cta_click')).toHaveLength(2)
  })

  test('damage in storage is taken for nothing', async () => {
    localStorage.setItem(KEY, '{"visitor":')
    const page = await openGranted()
    expect(localStorage).toHaveLength(0)
    cutOff(page)
    page.koop('cta', 'offerte')
    await page.wait()
    expect(queue().events).toHaveLength(1)
  })
})

describe('sendBeacon', () => {
  test('takes over where fetch fails while the page is hidden', async () => {
    const page = await openGranted()
    cutOff(page)
    await page.wait(1_000)
    await page.show(false)
    const engagement = page.sent('engagement')
    expect(engagement).toHaveLength(1)
    expect(beacons.map(({ url }) => url)).toEqual(['https://koop.example/v1/events'])
    expect(fromTag(JSON.parse(beacons[0]!.body))!.batch.events[0]).toMatchObject({ id: engagement[0]!.id })
  })

  test('takes over for what is more than the browser sends with fetch', async () => {
    const page = await openGranted()
    cutOff(page)
    page.koop('event', 'long', { text: 'x'.repeat(70_000) })
    await page.wait()
    expect(beacons).toHaveLength(1)
  })

  test('stays out of it otherwise', async () => {
    const page = await openGranted()
    page.answers.push(LOST, { status: 503 })
    page.koop('cta', 'offerte')
    await page.wait(10_000)
    expect(beacons).toEqual([])
  })
})

/** Leaves the page as a visitor does: what is on the device stays. */
function closeButKeep(): void {
  const id = visitor()
  closePage()
  // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no Cookie Store API
  document.cookie = `koop=${id};path=/`
}
