import { beforeEach, describe, expect, test } from 'vitest'
import { trackerPage } from './support/tracker-page.ts'

/** How long and how deep somebody looked, in a real Chromium. */

const it = trackerPage()

describe('engagement arrives', () => {
  beforeEach(async () => {
    it.html = it.pageWith({ body: '<div style="height:5000px">Een lang verhaal</div>' })
    await it.page.goto(it.at('/lang'))
    await it.arrival('page_view')
    await it.page.mouse.wheel(0, 2_000)
    await it.page.waitForFunction(() => scrollY > 1_000)
  })
  const check = async () => {
    const [engagement] = await it.arrival('engagement')
    expect(engagement).toMatchObject({ url: it.at('/lang') })
    expect(engagement?.engagedMs).toBeGreaterThan(0)
    expect(engagement?.scrollPercent).toBeGreaterThan(30)
    expect(engagement?.scrollPercent).toBeLessThan(100)
    expect(it.collector.sent('engagement')).toHaveLength(1)
  }

  test('when the tab is closed', async () => {
    await it.page.close()
    await check()
  })
  test('when the visitor goes to another page', async () => {
    await it.page.goto(it.at('/bare'))
    await check()
  })
  test('when the application shows another page', async () => {
    await it.page.evaluate(() => history.pushState(null, '', '/b'))
    await check()
    await it.arrival('page_view', 2)
    expect(it.collector.events().map(({ type }) => type)).toEqual(['page_view', 'engagement', 'page_view'])
  })
})

/** Hides or shows the page, as changing tabs does. */
const show = (visible: boolean) =>
  it.page.evaluate((shown) => {
    Object.defineProperty(document, 'hidden', { value: !shown, configurable: true })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  }, visible)

/** Lets time pass in the page alone. */
const pass = (ms: number) => it.page.clock.fastForward(ms)

const times = () => it.collector.sent('engagement').map(({ engagedMs }) => engagedMs as number)

describe('engaged time', () => {
  beforeEach(async () => {
    await it.page.clock.install({ time: new Date('2026-11-21T12:00:00Z') })
    await it.page.clock.pauseAt(new Date('2026-11-21T12:00:01Z'))
    await it.page.goto(it.at('/lang'))
    await it.arrival('page_view')
  })

  test('is what was visible, across any number of hides', async () => {
    for (const seconds of [5, 7, 11]) {
      await pass(seconds * 1_000)
      await show(false)
      await pass(60_000)
      await show(true)
    }
    await it.arrival('engagement', 3)
    expect(times()).toEqual([5_000, 7_000, 11_000])
  })

  test('ends 30 seconds after the last sign of life', async () => {
    await pass(600_000)
    await it.page.mouse.move(10, 10)
    await pass(4_000)
    await show(false)
    await it.arrival('engagement')
    expect(times()).toEqual([34_000])
  })

  test('is nothing while another window has the focus', async () => {
    await pass(3_000)
    await it.page.evaluate(() => {
      Object.defineProperty(document, 'hasFocus', { value: () => false, configurable: true })
      dispatchEvent(new Event('blur'))
    })
    await pass(20_000)
    await show(false)
    await it.arrival('engagement')
    expect(times()).toEqual([3_000])
  })

  test('belongs to the page on which it was spent', async () => {
    await pass(5_000)
    await it.page.evaluate(() => history.pushState(null, '', '/b'))
    await pass(2)
    await it.arrival('page_view', 2)
    await pass(3_000)
    await show(false)
    await it.arrival('engagement', 2)
    expect(it.collector.sent('engagement').map(({ url }) => url)).toEqual([it.at('/lang'), it.at('/b')])
    expect(times()[0]! + times()[1]!).toBe(8_002)
  })
})

describe('scroll depth', () => {
  const depth = async () => (await it.arrival('engagement')).at(-1)?.scrollPercent

  test('is a share of what the page has grown to', async () => {
    it.html = it.pageWith({ body: '<main style="height:2000px">x</main>' })
    await it.page.goto(it.at('/'))
    await it.arrival('page_view')
    await it.page.evaluate(() => scrollTo(0, 10_000))
    await it.page.evaluate(() => new Promise(requestAnimationFrame))
    await it.page.evaluate(() => {
      document.querySelector('main')!.style.height = '20000px'
    })
    await it.page.mouse.move(20, 20)
    await it.page.waitForTimeout(20)
    await show(false)
    expect(await depth()).toBeGreaterThan(5)
    expect(await depth()).toBeLessThan(15)
  })

  test('of a page that fits the screen is all of it', async () => {
    it.html = it.pageWith({ body: 'kort' })
    await it.page.goto(it.at('/'))
    await it.arrival('page_view')
    await it.page.waitForTimeout(20)
    await show(false)
    expect(await depth()).toBe(100)
  })

  test('is the deepest point, also after going back up', async () => {
    it.html = it.pageWith({ body: '<main style="height:10000px">x</main>' })
    await it.page.goto(it.at('/'))
    await it.arrival('page_view')
    await it.page.mouse.wheel(0, 5_000)
    await it.page.waitForFunction(() => scrollY > 4_000)
    await it.page.mouse.wheel(0, -5_000)
    await it.page.waitForFunction(() => scrollY === 0)
    await show(false)
    expect(await depth()).toBeGreaterThan(40)
  })
})
