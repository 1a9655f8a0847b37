import type { CtasAnswer, Lift, PagesAnswer, SearchesAnswer } from '@koopsignaal/protocol'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Demo } from './support/demo-collector.ts'
import { figures, format, runEndedDemo } from './support/ended-demo.ts'
import { cellsOf, numbersOf } from './support/figures-on-page.ts'
import { launchPerson, newPerson } from './support/person.ts'
import { type PlainMoment, plainLift, plainMoments } from './support/plain-content.ts'
import {
  begins,
  isClick,
  isSearch,
  isView,
  plainCta,
  plainPage,
  plainSearch,
  queryOf,
} from './support/plain-pages.ts'

/** Every figure of the page Inhoud, read off it in Chromium and held against a plain recount of the raw events. */

let demo: Demo
let browser: Browser
let page: Page
let told: Parameters<typeof plainPage>[0]
let query: string

beforeAll(async () => {
  const ended = await runEndedDemo(320)
  const { from, to } = ended.period
  demo = ended.demo
  const events = [...demo.store.events(demo.site)]
  const moments = plainMoments(events).filter(({ event }) => event.at >= from && event.at < to)
  const counted = ended.all.counted.filter(({ at }) => at >= from && at < to)
  told = { moments, counted, from }
  query = `from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}&limit=20`
  browser = await launchPerson()
  page = await (await newPerson(browser, { locale: 'nl-NL' })).newPage()
  await page.goto(await demo.loginLink())
  await page.getByTestId('totals').waitFor()
  await page.goto(`${demo.url}/dashboard/#site=${demo.site}&view=content&language=nl`)
  await page.getByTestId('page-row').first().waitFor()
})
afterAll(async () => {
  await browser?.close()
  await demo?.close()
})

const ask = <T>(report: string, more = '') => demo.ask<T>(`/v1/sites/${demo.site}/${report}?${query}${more}`)
const rowsOf = (id: string) => cellsOf(page.getByTestId(id))
const percent = (share: number | null) => (share === null ? null : format.percent(share))

/** How much more often people climbed: the recounted ratio with its interval, or of how few it would be. */
function lift(
  { climbed: { enough } }: Lift,
  meets: (moment: PlainMoment) => boolean,
  compares: (moment: PlainMoment) => boolean,
  among = told.moments,
): readonly number[] {
  const { ratio, low, high, seen } = plainLift(among, 'climbed', meets, compares)
  return enough
    ? figures(format.ratio(ratio!), format.ratio(low!), format.ratio(high!))
    : seen === 0
      ? []
      : figures(format.number(seen))
}

describe('the page Inhoud', () => {
  it('shows who saw each page, how often, for how long, and what came of it', async () => {
    const { pages } = await ask<PagesAnswer>('pages', '&by=seen')
    const rows = await rowsOf('page-row')
    expect(rows.length).toBe(pages.length)
    for (const [i, { path, lift: answered }] of pages.entries()) {
      const { visitors, views, engagedMs, scrollPercent } = plainPage(told, path)
      const meets = (moment: PlainMoment) => isView(moment) && moment.event.path === path
      expect(rows[i]![0]).toContain(path)
      expect([path, rows[i]!.slice(1).map(numbersOf)]).toEqual([
        path,
        [
          lift(answered, meets, isView),
          figures(format.number(visitors)),
          figures(format.number(views)),
          figures(engagedMs === null ? null : format.duration(engagedMs)),
          figures(scrollPercent === null ? null : percent(scrollPercent / 100)),
        ],
      ])
    }
  })

  it('shows where visits begin, and how many end at once', async () => {
    const { pages } = await ask<PagesAnswer>('pages', '&by=landing&sort=-entries')
    const rows = await rowsOf('landing-row')
    expect(rows.length).toBe(pages.length)
    const isLanding = (moment: PlainMoment) => isView(moment) && begins(told.from)(moment)
    for (const [i, { path, lift: answered }] of pages.entries()) {
      const { entries, bounceRate } = plainPage(told, path)
      const meets = (moment: PlainMoment) => isLanding(moment) && moment.event.path === path
      expect([path, rows[i]!.slice(1).map(numbersOf)]).toEqual([
        path,
        [
          lift(answered, meets, isLanding, told.moments.filter(isLanding)),
          figures(format.number(entries)),
          figures(percent(bounceRate)),
        ],
      ])
    }
  })

  it('shows how often each button was clicked, and by whom of those who saw it', async () => {
    const { ctas } = await ask<CtasAnswer>('ctas')
    const rows = await rowsOf('cta-row')
    expect(rows.map(([name]) => name!.split('/')[0])).toEqual(ctas.map(({ cta }) => cta))
    for (const [i, { cta, lift: answered }] of ctas.entries()) {
      const { clicks, seenBy, clickRatio, isSight } = plainCta(told, cta)
      expect([cta, rows[i]!.slice(1).map(numbersOf)]).toEqual([
        cta,
        [
          lift(answered, isClick(cta), isSight),
          figures(format.number(clicks)),
          seenBy === 0 ? [] : figures(format.number(seenBy)),
          figures(percent(clickRatio)),
        ],
      ])
    }
    const clicked = [...told.moments.map(({ event }) => event), ...told.counted].filter(
      ({ type }) => type === 'cta_click',
    )
    expect(ctas.length).toBe(new Set(clicked.map(({ detail }) => detail.cta)).size)
    expect(ctas.length).toBeGreaterThan(0)
  })

  it('shows what was searched for, and what came of it', async () => {
    const { searches } = await ask<SearchesAnswer>('searches')
    const rows = await rowsOf('search-row')
    expect(rows.map(([name]) => name)).toEqual(searches.map((one) => `“${one.query}”`))
    for (const [i, { query: words, lift: answered }] of searches.entries()) {
      const { searches: count, withoutResults, again, nothing } = plainSearch(told, words)
      expect([words, rows[i]!.slice(1, 6).map(numbersOf)]).toEqual([
        words,
        [
          lift(answered, isSearch(words), isView),
          figures(format.number(count)),
          figures(format.number(withoutResults)),
          figures(percent(again)),
          figures(percent(nothing)),
        ],
      ])
    }
    const typed = Map.groupBy(
      told.moments.filter(({ event }) => event.type === 'search'),
      ({ event }) => queryOf(event),
    )
    const common = [...typed.values()].filter((own) => new Set(own.map(({ visitor }) => visitor)).size > 2)
    expect(searches.length).toBe(Math.min(20, common.length))
  })

  it('says in short what to move up, what to look at, who leaves at once and what is missing', async () => {
    const [{ ctas }, { pages }, landings, { searches }] = await Promise.all([
      ask<CtasAnswer>('ctas'),
      ask<PagesAnswer>('pages', '&by=seen'),
      ask<PagesAnswer>('pages', '&by=landing&sort=-entries'),
      ask<SearchesAnswer>('searches'),
    ])
    const climbs = [
      ...ctas.map(({ cta, lift }) => ({
        name: cta,
        lift,
        meets: isClick(cta),
        among: plainCta(told, cta).isSight,
      })),
      ...pages.map(({ path, lift }) => ({
        name: path,
        lift,
        meets: (moment: PlainMoment) => isView(moment) && moment.event.path === path,
        among: isView,
      })),
    ]
      .filter(({ lift }) => lift.climbed.enough)
      .map(({ name, meets, among }) => {
        const { ratio, low, high } = plainLift(told.moments, 'climbed', meets, among)
        return { name, ratio: ratio!, low: low!, high: high! }
      })
    const best = climbs.filter(({ low }) => low > 1).toSorted((a, b) => b.low - a.low)[0]
    const worst = climbs.filter(({ high }) => high < 1).toSorted((a, b) => a.high - b.high)[0]
    const left = landings.pages
      .map(({ path }) => ({ path, ...plainPage(told, path) }))
      .filter(({ entries, bounceRate }) => entries >= 30 && bounceRate! >= 0.5)
      .toSorted((a, b) => b.entries * b.bounceRate! - a.entries * a.bounceRate!)[0]
    const missed = searches
      .map(({ query }) => ({ query, ...plainSearch(told, query) }))
      .toSorted((a, b) => b.withoutResults - a.withoutResults)[0]
    const expected = [
      best && [best.name, format.ratio(best.ratio), format.ratio(best.low), format.ratio(best.high)],
      worst && [worst.name, format.ratio(worst.ratio)],
      left && [left.path, format.percent(left.bounceRate!)],
      missed && missed.withoutResults > 0 ? [missed.query, format.number(missed.withoutResults)] : undefined,
    ].filter((one) => one !== undefined)
    const lines = await page.getByTestId('in-short').locator('li').allInnerTexts()
    expect(lines.length).toBe(expected.length)
    for (const [i, [name, ...shown]] of expected.entries()) {
      expect(lines[i]).toContain(name)
      expect([name, numbersOf(lines[i]!.replace(name!, ''))]).toEqual([name, figures(...shown)])
    }
  })
})
