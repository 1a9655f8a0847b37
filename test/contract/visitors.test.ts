import { DAY, type VisitorAnswer } from '@koopsignaal/protocol'
import { describe, expect, it } from 'vitest'
import { NOON } from '../support/app.ts'
import { population } from '../support/population.ts'
import { useVisitorList } from '../support/visitor-list.ts'

/** The list of visitors: sorted, filtered, paged. */

const people = population(60, NOON)
const { ask, list, clock } = useVisitorList(people)

describe('the list of visitors', () => {
  it('has everybody who gave consent, the last seen first', async () => {
    const visitors = await list()
    expect(visitors.map(({ id }) => id).toSorted()).toEqual(people.map(({ id }) => id))
    const seen = visitors.map(({ lastSeen }) => lastSeen)
    expect(seen).toEqual(seen.toSorted().toReversed())
  })

  it('tells of each what happened', async () => {
    const visitors = new Map((await list()).map((visitor) => [visitor.id, visitor]))
    for (const { id, events } of people) {
      const views = events.filter(({ type }) => type === 'page_view').length
      const conversions = events.filter(({ type }) => type === 'conversion').length
      expect(visitors.get(id)).toMatchObject({
        pageViews: views,
        conversions,
        customer: conversions > 0 ? 'existing' : 'new',
        firstSeen: new Date(events[0]!.at!).toISOString(),
        lastSeen: new Date(events.at(-1)!.at!).toISOString(),
        model: 'shop-1',
      })
    }
  })

  it.each([
    ['lastSeen', (v: VisitorAnswer) => Date.parse(v.lastSeen)],
    ['firstSeen', (v: VisitorAnswer) => Date.parse(v.firstSeen)],
    ['score', (v: VisitorAnswer) => v.score],
    ['visits', (v: VisitorAnswer) => v.visits],
    ['pageViews', (v: VisitorAnswer) => v.pageViews],
  ] as const)('is sorted by %s, both ways, the one the reverse of the other', async (sort, value) => {
    const up = await list(`?sort=${sort}`)
    const values = up.map(value)
    expect(values).toEqual(values.toSorted((a, b) => a - b))
    expect(new Set(values).size).toBeGreaterThan(2)
    expect((await list(`?sort=-${sort}`)).map(({ id }) => id)).toEqual(up.map(({ id }) => id).toReversed())
  })
})

describe('walking from cursor to cursor', () => {
  const SORTS = ['lastSeen', 'firstSeen', 'score', 'visits', 'pageViews'].flatMap((sort) => [
    sort,
    `-${sort}`,
  ])

  it.each(SORTS.flatMap((sort) => [`sort=${sort}`, `sort=${sort}&at=2026-11-18T08:30:00Z`]))(
    'sees everybody once, in the order of the whole list: %s',
    async (query) => {
      const whole = await list(`?${query}&limit=1000`)
      const walked: string[] = []
      let cursor = ''
      for (let page = 0; page < 30; page++) {
        const { body } = await ask(`?${query}&limit=7${cursor}`)
        walked.push(...body.visitors.map(({ id }) => id))
        if (body.next === null) break
        expect(body.visitors).toHaveLength(7)
        cursor = `&cursor=${body.next}`
      }
      expect(walked).toEqual(whole.map(({ id }) => id))
      expect(walked.length).toBeGreaterThan(14)
    },
  )

  it('keeps the moment of its first page, so that fading reorders nothing', async () => {
    const first = (await ask('?sort=-score&limit=5')).body
    const whole = await list('?sort=-score')
    clock().now += 5 * DAY
    const second = (await ask(`?sort=-score&limit=5&cursor=${first.next}`)).body
    clock().now -= 5 * DAY
    expect(second.visitors).toEqual(whole.slice(5, 10))
  })

  it('ends with null, also when the last page is full', async () => {
    const { body } = await ask('?limit=60')
    expect([body.visitors.length, body.next]).toEqual([60, null])
  })

  it.each(['x', '!!!', btoa('null'), btoa('[]'), btoa('[1,2,3]'), btoa('["a",1,"b"]'), btoa('{"at":1}')])(
    'is refused with a cursor that no answer gave: %s',
    async (cursor) => {
      const { status, body } = await ask(`?cursor=${encodeURIComponent(cursor)}`)
      expect([status, body]).toEqual([
        400,
        {
          error: {
            code: 'invalid_request',
            message: 'cursor: use the `next` of an earlier answer as it is, with the same order and filters',
          },
        },
      ])
    },
  )

  it.each([
    [9_007_199_254_740_991, 1e308, 'zz'],
    [8.64e15, -1e308, ''],
    [-1, 0, 'a'],
    [0, 0, "' OR 1=1 --"],
  ])('does not fall over a forged cursor: %j', async (...cursor) => {
    const { status } = await ask(`?cursor=${btoa(JSON.stringify(cursor)).replace(/=+$/, '')}`)
    expect(status).toBeLessThan(500)
  })
})

describe('limit', () => {
  it.each([
    [1, 1],
    [1_000, 60],
  ])('may be %i', async (limit, length) => {
    expect(await list(`?limit=${limit}`)).toHaveLength(length)
  })

  it.each([
    ['0', 'limit: expected a number ≥ 1'],
    ['1001', 'limit: expected a number ≤ 1000'],
    ['-5', 'limit: expected a number ≥ 1'],
    ['1.5', 'limit: expected a whole number or all'],
    ['ten', 'limit: expected a number or all'],
    ['1&limit=2', 'limit: expected a number or all'],
  ])('may not be %s', async (limit, message) => {
    const { status, body } = await ask(`?limit=${limit}`)
    expect([status, body]).toEqual([400, { error: { code: 'invalid_request', message } }])
  })
})

describe('a parameter', () => {
  it.each([
    ['colour=red', "there is no 'colour' here"],
    ['Segment=koper', "there is no 'Segment' here"],
    ['segment=koning', 'segment: expected one of passant, zoeker, koper'],
    ['phase=nowhere', 'phase: expected one of latent, bewust, visie, leverancier, deal'],
    ['customer=old', 'customer: expected one of new, existing'],
    ['channel=tv', /^channel: expected one of search, /],
    ['sort=name', /^sort: expected one of lastSeen, -lastSeen, /],
    ['segment=koper,zoeke', 'segment: expected one of passant, zoeker, koper'],
    ['segment=koper&segment=', 'segment: expected one of passant, zoeker, koper'],
    ['from=yesterday', /^from: expected the format|^from: expected an ISO 8601 date or instant/],
    ['from=2026-02-30', 'from: there is no such date as 2026-02-30'],
    ['from=2026-02-30T10:00:00Z', 'from: there is no such date as 2026-02-30T10:00:00Z'],
    ['to=2025-02-29', 'to: there is no such date as 2025-02-29'],
    ['at=2026-13-01', 'at: there is no such date as 2026-13-01'],
    ['at=2026-11-21T25:00:00Z', 'at: there is no such date as 2026-11-21T25:00:00Z'],
    ['from=2026-11-21T10:00:00', /^from: /],
    ['from=2026-11-20&to=2026-11-18', 'from: lies after to'],
    ['from=2026-11-20T10:00:00Z&to=2026-11-20T10:00:00Z', 'from: lies after to'],
  ])('that is wrong is named: %s', async (query, message) => {
    const { status, body } = await ask(`?${query}`)
    expect([status, body]).toEqual([
      400,
      {
        error: {
          code: 'invalid_request',
          message: typeof message === 'string' ? message : expect.stringMatching(message),
        },
      },
    ])
  })

  it.each(['0000-01-01', '0001-01-01', '1969-12-31', '1000-06-15', '9999-12-31'])(
    'may be a date of any year: %s',
    async (date) => {
      const [since, until, at] = await Promise.all([
        ask(`?from=${date}`),
        ask(`?to=${date}`),
        ask(`?at=${date}`),
      ])
      const count = ({ body }: typeof since) => body.visitors?.length
      const isPast = date < '2026'
      expect([since.status, until.status, at.status]).toEqual(isPast ? [200, 400, 200] : [400, 200, 200])
      expect([count(since), count(until), count(at)]).toEqual(
        isPast ? [60, undefined, 0] : [undefined, 60, 60],
      )
    },
  )
})

describe('a filter', () => {
  const FILTERS: readonly (readonly [string, (visitor: VisitorAnswer) => boolean])[] = [
    ['segment=koper', ({ segment }) => segment === 'koper'],
    ['segment=zoeker', ({ segment }) => segment === 'zoeker'],
    ['segment=passant', ({ segment }) => segment === 'passant'],
    ['phase=visie', ({ phase }) => phase === 'visie'],
    ['phase=deal', ({ phase }) => phase === 'deal'],
    ['customer=new', ({ customer }) => customer === 'new'],
    ['customer=existing', ({ customer }) => customer === 'existing'],
    ['device=mobile', ({ device }) => device === 'mobile'],
    ['device=desktop&customer=existing', (v) => v.device === 'desktop' && v.customer === 'existing'],
  ]

  it.each(FILTERS)('%s keeps exactly those it says', async (query, keeps) => {
    const expected = (await list()).filter(keeps).map(({ id }) => id)
    const found = (await list(`?${query}`)).map(({ id }) => id)
    expect(found).toEqual(expected)
    expect(found.length).toBeGreaterThan(0)
    expect(found.length).toBeLessThan(60)
  })

  it.each(FILTERS)('%s says the same of a moment in the past', async (query, keeps) => {
    const at = 'at=2026-11-17T15:00:00Z'
    const expected = (await list(`?${at}`)).filter(keeps).map(({ id }) => id)
    expect((await list(`?${at}&${query}`)).map(({ id }) => id)).toEqual(expected)
    expect(expected.length).toBeGreaterThan(0)
  })

  it.each([
    ['channel=email', /utm_medium=email/],
    ['channel=ads', /gclid/],
    ['source=nieuwsbrief', /nieuwsbrief/],
    ['campaign=najaar', /najaar/],
    ['topic=compare', /vergelijken/],
    ['landing=/prijzen', /^https:\/\/example.nl\/prijzen/],
  ])('%s looks at what was seen', async (query, url) => {
    const expected = people.filter(({ events }) =>
      events.some(
        (event) =>
          event.type === 'page_view' &&
          url.test(event.url) &&
          (!query.startsWith('landing') || event.id.endsWith('-p0')),
      ),
    )
    const found = await list(`?${query}&sort=firstSeen`)
    expect(found.map(({ id }) => id).toSorted()).toEqual(expected.map(({ id }) => id))
  })

  it('of from and to keeps who was there in between', async () => {
    const from = Date.UTC(2026, 10, 14, 23)
    const to = Date.UTC(2026, 10, 16, 23)
    const there = people.filter(({ events }) => events.some(({ at }) => at! >= from && at! < to))
    const found = await list('?from=2026-11-15&to=2026-11-16')
    expect(found.map(({ id }) => id).toSorted()).toEqual(there.map(({ id }) => id))
    expect(there.length).toBeGreaterThan(0)
    expect(there.length).toBeLessThan(60)
  })

  it.each(['XX', 'nl', 'Netherlands', 'NL,', '', '31', 'NL,ZZ'])(
    'names the parameter where a country is none: %s',
    async (text) => {
      const { status, text: said } = await ask(`?country=${encodeURIComponent(text)}`)
      expect([status, JSON.parse(said).error]).toEqual([
        400,
        {
          code: 'invalid_request',
          message: 'country: expected the two capitals of a country (ISO 3166) such as NL',
        },
      ])
    },
  )

  it('takes several countries, with commas or the parameter again', async () => {
    for (const query of ['?country=NL,BE', '?country=NL&country=BE']) {
      expect((await ask(query)).status).toBe(200)
    }
  })

  it('cannot be turned into SQL', async () => {
    for (const key of ['source', 'campaign', 'landing']) {
      expect(await list(`?${key}=${encodeURIComponent("x' OR '1'='1")}`)).toEqual([])
    }
    expect((await ask(`?country=${encodeURIComponent("'--")}`)).status).toBe(400)
    expect(await list()).toHaveLength(60)
  })
})

describe('the reasons', () => {
  it.each([
    [undefined, 'nl'],
    ['nl-NL,nl;q=0.9,en;q=0.8', 'nl'],
    ['en-GB,en;q=0.9,nl;q=0.8', 'en'],
    ['de,fr;q=0.9', 'nl'],
    ['nl;q=0.1,en;q=0.2', 'en'],
    ['en;q=0', 'nl'],
    ['x'.repeat(500), 'nl'],
  ])('with Accept-Language %s are in %s', async (accepted, language) => {
    const words = new Set(
      (await list('?segment=koper')).flatMap(({ reasons }) => reasons.map(({ text }) => text)),
    )
    const asked = await ask('?segment=koper', accepted === undefined ? {} : { 'accept-language': accepted })
    const found = asked.body.visitors.flatMap(({ reasons }) => reasons.map(({ text }) => text))
    expect(found.length).toBeGreaterThan(0)
    expect(found.every((text) => words.has(text))).toBe(language === 'nl')
  })

  it('are at most three, the weightiest first', async () => {
    for (const { reasons } of await list()) {
      const weights = reasons.map(({ points }) => Math.abs(points))
      expect(reasons.length).toBeLessThanOrEqual(3)
      expect(weights).toEqual(weights.toSorted((a, b) => b - a))
    }
  })
})
