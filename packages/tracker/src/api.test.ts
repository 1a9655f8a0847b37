// @vitest-environment jsdom
// @vitest-environment-options {"url": "https://winkel.example/"}
import { afterEach, expect, test, vi } from 'vitest'
import { type Answer, closePage, openPage, pretend } from './test-page.ts'

afterEach(closePage)

const zoeker = { segment: 'zoeker', phase: 'visie', score: 46, confidence: 'medium' }
const koper = { segment: 'koper', phase: 'leverancier', score: 71, confidence: 'high' }
const answer = (assessment: object) => ({ status: 202, body: { accepted: 1, assessment } })

test.each([
  [['cta', 'offerte'], { type: 'cta_click', cta: 'offerte' }],
  [
    ['conversion', { name: 'order', value: 129.95, currency: 'EUR' }],
    { type: 'conversion', name: 'order', value: 129.95, currency: 'EUR' },
  ],
  [['search', { query: 'drainage', results: 0 }], { type: 'search', query: 'drainage', results: 0 }],
  [
    ['event', 'video_played', { percent: 50 }],
    { type: 'custom', name: 'video_played', props: { percent: 50 } },
  ],
  [['feedback', { question: 'hoe?', rating: 4 }], { type: 'feedback', question: 'hoe?', rating: 4 }],
] as const)('koop%j is sent', async (call, event) => {
  const page = openPage('/a')
  await page.load()
  page.koop(...call)
  await page.wait()
  expect(page.events().slice(1)).toEqual([
    { id: expect.any(String), ago: expect.any(Number), url: 'https://winkel.example/a', ...event },
  ])
})

test('the page may give an event the id that makes it count once, not another type', async () => {
  const page = openPage()
  await page.load()
  page.koop('conversion', { id: 'order-2026-117', name: 'order', type: 'page_view' })
  await page.wait()
  expect(page.sent('conversion')).toMatchObject([{ id: 'order-2026-117' }])
})

test('answers the calls made before it was there, in order, and keeps the function that made them', async () => {
  const page = openPage()
  page.stub()
  page.koop('cta', 'first')
  const { koop } = window
  await page.load()
  page.koop('cta', 'second')
  await page.wait()
  expect(window.koop).toBe(koop)
  expect(page.sent('cta_click').map(({ cta, url }) => [cta, url])).toEqual([
    ['first', 'https://winkel.example/'],
    ['second', 'https://winkel.example/'],
  ])
})

test('takes over a stub that was never called', async () => {
  const page = openPage()
  page.stub()
  await page.load()
  page.koop('cta', 'offerte')
  await page.wait()
  expect(page.sent('cta_click')).toHaveLength(1)
})

test("leaves a page's own koop alone, and still counts", async () => {
  const page = openPage()
  const own = vi.fn()
  pretend(window, 'koop', own)
  await page.load()
  page.koop('cta', 'offerte')
  await page.wait()
  expect(window.koop).toBe(own)
  expect(own).toHaveBeenCalledExactlyOnceWith('cta', 'offerte')
  expect(page.events().map(({ type }) => type)).toEqual(['page_view'])
})

test('one global, and no call with it ever throws', async () => {
  const before = new Set(Object.getOwnPropertyNames(window))
  const page = openPage()
  await page.load()
  for (const call of [[], ['nothing'], ['toString'], ['conversion'], ['segment', 7], ['me'], [Symbol('x')]])
    page.koop(...call)
  await page.wait()
  const added = Object.getOwnPropertyNames(window).filter((name) => !before.has(name))
  expect(
    added.filter((name) => !/^(KOOP_|fetch$|addEventListener$|innerHeight$|navigation$)/.test(name)),
  ).toEqual(['koop'])
})

test('segment: tells what is known at once, and each change', async () => {
  const page = openPage()
  const first = vi.fn()
  // To the page view, both questions and the time before consent.
  page.answers.push(...Array<Answer>(4).fill({ status: 202 }))
  page.answers.push(answer(zoeker), answer(zoeker), answer(koper), answer(koper))
  await page.load()
  page.koop('segment', first)
  page.koop('segment', () => {
    throw new Error('a mistake in the page')
  })
  await page.wait(1_000)
  page.koop('consent', 'granted')
  for (const cta of ['a', 'b', 'c']) {
    page.koop('cta', cta)
    await page.wait()
  }
  expect(first.mock.calls).toEqual([[zoeker], [koper]])
  const late = vi.fn()
  page.koop('segment', late)
  await page.wait()
  expect(late.mock.calls).toEqual([[koper]])
})

test('segment: after withdrawing nobody is told what was known', async () => {
  const page = openPage()
  page.answers.push({ status: 202 }, answer(zoeker), answer(koper), answer(koper))
  await page.load()
  page.koop('consent', 'granted')
  page.koop('cta', 'a')
  await page.wait()
  page.koop('consent', 'withdrawn')
  await page.wait()
  const late = vi.fn()
  page.koop('segment', late)
  expect(late).not.toHaveBeenCalled()
})

test('segment: after withdrawing in another tab nobody is told what was known here', async () => {
  const page = openPage()
  page.answers.push({ status: 202 }, answer(zoeker), answer(koper))
  await page.load()
  page.koop('consent', 'granted')
  page.koop('cta', 'a')
  await page.wait()
  // biome-ignore lint/suspicious/noDocumentCookie: jsdom has no Cookie Store API
  document.cookie = 'koop=;path=/;max-age=0'
  const late = vi.fn()
  page.koop('segment', late)
  expect(late).not.toHaveBeenCalled()
})

test('me: gives what the collector has, null to who has no id', async () => {
  const page = openPage()
  const nobody = vi.fn()
  const somebody = vi.fn()
  await page.load()
  page.answers.push({ status: 202, body: { accepted: 0, me: null } })
  page.koop('me', nobody)
  await page.wait()
  expect(page.batches.at(-1)).not.toHaveProperty('visitor')
  page.koop('consent', 'granted')
  page.koop('cta', 'offerte')
  await page.wait()
  page.answers.push(
    new TypeError('Failed to fetch'),
    { status: 202, body: { accepted: 0, me: { site: 'example' } } },
    { status: 202, body: { accepted: 0, me: null } },
  )
  page.koop('me', somebody)
  await page.wait(1_000)
  page.koop('me', somebody)
  await page.wait()
  expect(page.batches.at(-1)).toMatchObject({ visitor: document.cookie.slice('koop='.length), events: [] })
  expect(nobody.mock.calls).toEqual([[null]])
  expect(somebody.mock.calls).toEqual([[{ site: 'example' }], [null]])
})

test.each([null, undefined, 7])('a call that is %s keeps no page from being counted', async (call) => {
  const page = openPage()
  const queue = [call, ['cta', 'offerte']]
  window.koop = Object.assign(() => {}, { q: queue }) as never
  await page.load()
  expect(page.events().map(({ type }) => type)).toEqual(['cta_click', 'page_view'])
})
