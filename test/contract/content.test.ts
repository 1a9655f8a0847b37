import {
  type CtasAnswer,
  DAY,
  type Event,
  type LiftFigures,
  type PagesAnswer,
  type SearchesAnswer,
} from '@koopsignaal/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  ctasAnswer,
  pagesAnswer,
  searchesAnswer,
} from '../../packages/collector/src/schemas/answers-content.ts'
import { createTestApp, NOON, type TestApp } from '../support/app.ts'
import { middle, type PlainMoment, plainLift, plainMoments } from '../support/plain-content.ts'
import { importReaders, type Reader, readers } from '../support/readers.ts'

/** What pages, CTAs and searches do: every figure against a plain count of the raw events. */

const FROM = NOON - 9 * DAY
const PERIOD = `from=${new Date(FROM).toISOString()}&to=${new Date(NOON).toISOString()}`

let test: TestApp
let people: readonly Reader[]
let kept: readonly Event[]
/** Everybody's whole story, and the part of it that lies in the period. */
let all: readonly PlainMoment[]
let moments: readonly PlainMoment[]
beforeAll(async () => {
  test = await createTestApp()
  people = readers(220, NOON)
  await importReaders(test, people)
  kept = [...test.store.events('example')]
  all = plainMoments(kept)
  moments = all.filter(({ event }) => event.at >= FROM && event.at < NOON)
})
afterAll(() => test.close())

const ask = async <T>(path: string, query = '') =>
  (await test.get<T>(`/v1/sites/example/${path}?${PERIOD}&limit=1000${query}`)).body
const isView = ({ event }: PlainMoment) => event.type === 'page_view'
const visitors = (list: readonly PlainMoment[]) => new Set(list.map(({ visitor }) => visitor)).size
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
const begins = ({ event, visit }: PlainMoment) => visit[0] === event && event.at >= FROM

function expectLift(figures: LiftFigures, plain: ReturnType<typeof plainLift>): void {
  expect(figures).toMatchObject({ seen: plain.seen, comparable: plain.comparable })
  const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 9))
  expect([figures.seenRate, figures.ratio]).toEqual([close(plain.seenRate), close(plain.ratio)])
}

describe('pages', () => {
  it('have the views, visitors, entries, exits and attention that the raw events have', async () => {
    const body = await ask<PagesAnswer>('pages')
    expect(pagesAnswer.parse(body)).toEqual(body)
    const counted = kept.filter(
      (event) => event.visitor === null && event.type === 'page_view' && event.at >= FROM && event.at < NOON,
    )
    expect(counted.length).toBeGreaterThan(10)
    const paths = new Set([
      ...moments.filter(isView).map(({ event }) => event.path),
      ...counted.map(({ path }) => path),
    ])
    expect(new Set(body.pages.map(({ path }) => path))).toEqual(paths)
    for (const page of body.pages) {
      const views = moments.filter((moment) => isView(moment) && moment.event.path === page.path)
      const entries = views.filter((moment) => begins(moment))
      const exits = views.filter(
        ({ visit, event }) =>
          visit[0]!.at >= FROM &&
          visit.findLast((one) => one.type === 'page_view' && one.at < NOON) === event,
      )
      const bounces = entries.filter(
        ({ visit }) =>
          visit.every(({ type }) => type === 'page_view' || type === 'engagement') &&
          visit.filter(({ type }) => type === 'page_view').length === 1 &&
          sum(visit.map(({ detail }) => detail.engagedMs ?? 0)) < 10_000,
      )
      expect(page).toMatchObject({
        views: views.length + counted.filter(({ path }) => path === page.path).length,
        visitors: visitors(views),
        entries: entries.length,
        exits: exits.length,
        bounces: bounces.length,
        bounceRate: entries.length === 0 ? null : bounces.length / entries.length,
        title: `Over ${page.path}`,
        ...attentionOf(views),
      })
    }
  })

  /** Each engagement is of the last look at its page before it, in the same visit. */
  function attentionOf(views: readonly PlainMoment[]) {
    const measured = views.flatMap(({ visit, event }) => {
      const next = visit.find(
        (one) => one.type === 'page_view' && one.path === event.path && one.at > event.at,
      )
      const own = visit.filter(
        (one) =>
          one.type === 'engagement' &&
          one.path === event.path &&
          one.at >= event.at &&
          one.at < (next?.at ?? Number.POSITIVE_INFINITY),
      )
      return own.length === 0 ? [] : [own.map(({ detail }) => detail)]
    })
    return {
      engagedMs: middle(measured.map((own) => sum(own.map(({ engagedMs = 0 }) => engagedMs)))),
      scrollPercent: middle(
        measured.map((own) => Math.max(...own.map(({ scrollPercent = 0 }) => scrollPercent))),
      ),
    }
  }

  it('add up to their totals and to the segments report', async () => {
    const { totals, pages } = await ask<PagesAnswer>('pages')
    const segments = (await test.get(`/v1/sites/example/segments?${PERIOD}`)).body
    expect([totals.views, totals.visitors]).toEqual([segments.totals.pageViews, segments.totals.visitors])
    for (const name of ['views', 'entries', 'bounces'] as const)
      expect(sum(pages.map((page) => page[name]))).toBe(totals[name])
    expect(sum(pages.map(({ exits }) => exits))).toBe(totals.entries)
  })

  it('lift as a plain comparison says, for climbing and for converting', async () => {
    const { pages } = await ask<PagesAnswer>('pages')
    for (const { path, lift } of pages) {
      for (const outcome of ['climbed', 'converted'] as const) {
        const meets = (moment: PlainMoment) => isView(moment) && moment.event.path === path
        expectLift(lift[outcome], plainLift(moments, outcome, meets, isView))
      }
    }
    expect(pages.some(({ lift }) => lift.climbed.enough)).toBe(true)
  })

  it('as landing pages are those that visits began on, compared with each other', async () => {
    const { by, pages } = await ask<PagesAnswer>('pages', '&by=landing&sort=-entries')
    const landings = (moment: PlainMoment) => isView(moment) && begins(moment)
    expect(by).toBe('landing')
    expect(pages.map(({ path, entries }) => [path, entries])).toEqual(
      [...Map.groupBy(moments.filter(landings), ({ event }) => event.path)]
        .map(([path, list]) => [path, list.length] as const)
        .toSorted(([a, m], [b, n]) => n - m || (a! < b! ? -1 : 1)),
    )
    for (const { path, lift } of pages) {
      const meets = (moment: PlainMoment) => landings(moment) && moment.event.path === path
      expectLift(lift.converted, plainLift(moments.filter(landings), 'converted', meets, landings))
    }
  })

  it('of a filter and its complement add up', async () => {
    const parts = await Promise.all(
      ['customer=new', 'customer=existing'].map((filter) => ask<PagesAnswer>('pages', `&${filter}`)),
    )
    const whole = await ask<PagesAnswer>('pages')
    const counted = kept.filter(
      (event) => event.visitor === null && event.type === 'page_view' && event.at >= FROM && event.at < NOON,
    )
    expect(sum(parts.map(({ totals }) => totals.views)) + counted.length).toBe(whole.totals.views)
    expect(sum(parts.map(({ totals }) => totals.visitors))).toBe(whole.totals.visitors)
  })
})

/** What those did in the period who are only counted. */
const countedOf = (type: Event['type']) =>
  kept.filter((event) => event.visitor === null && event.type === type && event.at >= FROM && event.at < NOON)

describe('CTAs', () => {
  const clicks = (cta: string) => (moment: PlainMoment) =>
    moment.event.type === 'cta_click' && moment.event.detail.cta === cta

  it('have the clicks and the share of those who saw them that the raw events have', async () => {
    const body = await ask<CtasAnswer>('ctas')
    expect(ctasAnswer.parse(body)).toEqual(body)
    expect(body.ctas.map(({ cta }) => cta).toSorted()).toEqual(['bel', 'offerte'])
    for (const row of body.ctas) {
      const own = moments.filter(clicks(row.cta))
      const paths = new Set(own.map(({ event }) => event.path))
      const sight = moments.filter((moment) => isView(moment) && paths.has(moment.event.path))
      const saw = new Set(sight.map(({ visitor }) => visitor))
      const counted = countedOf('cta_click').filter(({ detail }) => detail.cta === row.cta)
      expect(counted.length).toBeGreaterThan(0)
      expect(row).toMatchObject({
        clicks: own.length + counted.length,
        visitors: visitors(own),
        seenBy: saw.size,
      })
      expect(row.clickRatio).toBeCloseTo(
        new Set(own.map(({ visitor }) => visitor).filter((one) => saw.has(one))).size / saw.size,
        12,
      )
      expect(new Set(row.pages)).toEqual(
        row.cta === 'offerte' ? new Set(['/contact']) : new Set(row.pages.filter((path) => paths.has(path))),
      )
      for (const outcome of ['climbed', 'converted'] as const) {
        const others = (moment: PlainMoment) => isView(moment) && paths.has(moment.event.path)
        expectLift(row.lift[outcome], plainLift(moments, outcome, clicks(row.cta), others))
      }
    }
    expect(body.totals).toEqual({
      clicks:
        moments.filter(({ event }) => event.type === 'cta_click').length + countedOf('cta_click').length,
      visitors: visitors(moments.filter(({ event }) => event.type === 'cta_click')),
    })
  })
})

describe('searches', () => {
  const queryOf = ({ event }: Pick<PlainMoment, 'event'>) =>
    (event.detail.query ?? '').trim().replace(/\s+/g, ' ').toLowerCase()
  const searched = (query: string) => (moment: PlainMoment) =>
    moment.event.type === 'search' && queryOf(moment) === query

  it('have the counts and what came after that the raw events have', async () => {
    const body = await ask<SearchesAnswer>('searches')
    expect(searchesAnswer.parse(body)).toEqual(body)
    const own = moments.filter(({ event }) => event.type === 'search')
    const queries = [...Map.groupBy(own, queryOf)]
    expect(body.searches.map(({ query }) => query).toSorted()).toEqual(
      queries
        .filter(([, list]) => visitors(list) >= 3)
        .map(([query]) => query)
        .toSorted(),
    )
    for (const row of body.searches) {
      const list = own.filter(searched(row.query))
      const next = list.map(
        ({ event, visit }) =>
          visit.slice(visit.indexOf(event) + 1).find(({ type }) => type === 'search' || type === 'page_view')
            ?.type,
      )
      const shareOf = (type: string | undefined) => next.filter((one) => one === type).length / list.length
      const all = [
        ...list.map(({ event }) => event),
        ...countedOf('search').filter((event) => queryOf({ event }) === row.query),
      ]
      expect(row).toMatchObject({
        searches: all.length,
        visitors: visitors(list),
        withoutResults: all.filter(({ detail }) => detail.results === 0).length,
      })
      expect(row.after.again).toBeCloseTo(shareOf('search'), 12)
      expect(row.after.page).toBeCloseTo(shareOf('page_view'), 12)
      expect(row.after.nothing).toBeCloseTo(shareOf(undefined), 12)
      expect(row.next.every((one) => one.visitors >= 3)).toBe(true)
      for (const outcome of ['climbed', 'converted'] as const)
        expectLift(row.lift[outcome], plainLift(moments, outcome, searched(row.query), isView))
    }
    expect([body.totals.searches, body.totals.visitors]).toEqual([
      own.length + countedOf('search').length,
      visitors(own),
    ])
  })

  it('are not shown as long as fewer than three visitors typed them', async () => {
    const one = await createTestApp()
    const search = (visitor: string, query: string) => ({
      site: 'example',
      visitor,
      consent: 'granted',
      events: [{ id: `${visitor}-${query.length}`, type: 'search', query, url: 'https://example.nl/' }],
    })
    for (const visitor of ['visitor-1', 'visitor-2', 'visitor-3']) await one.post(search(visitor, 'drainage'))
    for (const visitor of ['visitor-1', 'visitor-2']) await one.post(search(visitor, 'Jan de Vries'))
    one.clock.now += 1_000
    const { body, text } = await one.get<SearchesAnswer>('/v1/sites/example/searches')
    expect(body.searches.map(({ query, visitors }) => [query, visitors])).toEqual([['drainage', 3]])
    expect(body.withheld).toEqual({ queries: 1, searches: 2 })
    expect(text).not.toMatch(/vries/i)
    const csv = await one.get('/v1/sites/example/searches', {
      authorization: `Bearer ${one.adminToken}`,
      accept: 'text/csv',
    })
    expect(csv.text).not.toMatch(/vries/i)
    await one.close()
  })
})

describe('a list of content', () => {
  it.each(['-views', 'views', '-climbed', 'converted', '-bounceRate'])(
    'comes page by page, each once, sorted by %s',
    async (sort) => {
      const whole = await ask<PagesAnswer>('pages', `&sort=${sort}`)
      const walked: string[] = []
      let cursor = ''
      for (;;) {
        const url = `/v1/sites/example/pages?${PERIOD}&limit=3&sort=${sort}${cursor}`
        const { body } = await test.get<PagesAnswer>(url)
        walked.push(...body.pages.map(({ path }) => path))
        if (body.next === null) break
        cursor = `&cursor=${body.next}`
      }
      expect(walked).toEqual(whole.pages.map(({ path }) => path))
    },
  )

  it('keeps the period of its first page when time goes on', async () => {
    const first = (await test.get<PagesAnswer>('/v1/sites/example/pages?limit=2')).body
    test.clock.now += 20 * DAY
    const second = (await test.get<PagesAnswer>(`/v1/sites/example/pages?limit=2&cursor=${first.next}`)).body
    test.clock.now -= 20 * DAY
    expect([second.from, second.to]).toEqual([first.from, first.to])
  })

  it.each(['x', btoa('null'), btoa('[1,2]'), btoa('[2,1,3,4,"x"]'), btoa('[-1,1,3,4,"x"]')])(
    'refuses a cursor that no answer gave: %s',
    async (cursor) => {
      const { status, body } = await test.get(`/v1/sites/example/pages?cursor=${encodeURIComponent(cursor)}`)
      expect([status, body.error.message]).toEqual([
        400,
        'cursor: use the `next` of an earlier answer as it is, with the same order and filters',
      ])
    },
  )

  it('comes as CSV and as one object a line', async () => {
    for (const path of ['pages', 'ctas', 'searches']) {
      const { body } = await test.get(`/v1/sites/example/${path}?${PERIOD}`)
      const rows = body[path] as readonly object[]
      const authorization = `Bearer ${test.adminToken}`
      const csv = await test.get(`/v1/sites/example/${path}?${PERIOD}`, { authorization, accept: 'text/csv' })
      const lines = csv.text.trimEnd().split('\r\n')
      expect([lines.length, new Set(lines.map((line) => line.split(',').length)).size]).toEqual([
        rows.length + 1,
        1,
      ])
      expect(lines[0]).toMatch(/climbedRatio,climbedLow,climbedHigh,climbedEnough,convertedSeen/)
      const ndjson = await test.get(`/v1/sites/example/${path}?${PERIOD}`, {
        authorization,
        accept: 'application/x-ndjson',
      })
      expect(
        ndjson.text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line)),
      ).toEqual(rows)
    }
  })

  it.each([
    ['by=all', 'by: expected one of seen, landing'],
    ['sort=name', /^sort: expected one of views, -views, /],
    ['limit=0', 'limit: expected a number ≥ 1'],
    ['minScore=3', "there is no 'minScore' here"],
    ['from=2026-11-20&to=2026-11-01', 'from: lies after to'],
  ])('names the parameter that is wrong: %s', async (query, message) => {
    const { status, body } = await test.get(`/v1/sites/example/pages?${query}`)
    expect([status, body.error.message]).toEqual([
      400,
      typeof message === 'string' ? message : expect.stringMatching(message),
    ])
  })
})
