import { type ChannelsAnswer, DAY, HOUR, MINUTE } from '@koopsignaal/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, NOON, type TestApp } from '../support/app.ts'
import { plainChannels, plainCredits, plainPeople, plainSegments } from '../support/plain-people.ts'
import { importPopulation, population } from '../support/population.ts'
import { from, newId, pageView } from '../support/visitors.ts'

/** Channels over HTTP, held against a count of the events themselves. */

let test: TestApp
beforeEach(async () => {
  test = await createTestApp()
})
afterEach(() => test.close())

const ask = async (query = '') => (await test.get<ChannelsAnswer>(`/v1/sites/example/channels${query}`)).body
const span = ({ from, to }: { from: string; to: string }) => ({ from: Date.parse(from), to: Date.parse(to) })
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)
const column = (answer: ChannelsAnswer, read: (row: ChannelsAnswer['channels'][number]) => number | null) =>
  Object.fromEntries(
    answer.channels.filter((row) => read(row) !== 0).map((row) => [row.label, read(row) ?? NaN]),
  )
const visitBy = (at: number, query: string) => [
  pageView(`/${query}`, { at }),
  pageView('/a', { at: at + MINUTE }),
]
const order = (at: number, more: object = {}) => ({
  id: newId(),
  type: 'conversion',
  name: 'order',
  at,
  ...more,
})
const EMAIL = '?utm_source=brief&utm_medium=email&utm_campaign=najaar'
const ADS = '?gclid=x'

describe('the channels report', () => {
  it.each(['', '?from=2026-11-10&to=2026-11-18', '?from=2026-11-15T13:20:00Z&to=2026-11-19T03:00:00Z'])(
    'counts what a plain count of the events counts: %s',
    async (query) => {
      await importPopulation(test, population(120, NOON))
      const answer = await ask(query)
      const people = await plainPeople(test)
      const plain = plainChannels(people, span(answer), ({ channel }) => channel)
      expect(column(answer, ({ visits }) => visits)).toEqual(plain.visits)
      expect(column(answer, ({ visitors }) => visitors)).toEqual(plain.visitors)
      for (const row of answer.channels.filter(({ channel }) => channel !== null)) {
        const segments = plainSegments(people, span(answer), (channel) => channel === (row.channel ?? '–'))
        expect([row.label, row.passanten, row.zoekers, row.kopers]).toEqual([row.label, ...segments])
      }
      const credits = plainCredits(people, span(answer))
      for (const model of ['first', 'last', 'linear'] as const) {
        const counted = column(answer, (row) => row.credits[model])
        expect(Object.keys(counted).toSorted()).toEqual(Object.keys(credits[model]!).toSorted())
        for (const [label, credit] of Object.entries(counted))
          expect(credit).toBeCloseTo(credits[model]![label]!, 5)
      }
      expect(answer.totals.visitors).toBeGreaterThan(0)
    },
  )

  it('has lines by source and by campaign, too', async () => {
    await importPopulation(test, population(120, NOON))
    const people = await plainPeople(test)
    const bySource = await ask('?by=source')
    expect(column(bySource, ({ visits }) => visits)).toEqual(
      plainChannels(people, span(bySource), ({ channel, source }) =>
        source === null ? channel : `${source} (${channel})`,
      ).visits,
    )
    const byCampaign = await ask('?by=campaign')
    const campaign = byCampaign.channels.find((row) => row.campaign === 'najaar')!
    expect(campaign).toMatchObject({
      channel: 'email',
      source: 'nieuwsbrief',
      label: 'najaar (nieuwsbrief, email)',
    })
    expect(campaign.visits).toBe(bySource.channels.find((row) => row.source === 'nieuwsbrief')!.visits)
  })

  it('adds up: visits over the lines, segments in each, and every model to all conversions', async () => {
    await importPopulation(test, population(120, NOON))
    const { channels, totals } = await ask()
    expect(sum(channels.map(({ visits }) => visits))).toBe(totals.visits)
    for (const row of [...channels, totals])
      expect(row.passanten + row.zoekers + row.kopers).toBe(row.visitors)
    for (const model of ['first', 'last', 'linear', 'markov'] as const)
      expect(sum(channels.map(({ credits }) => credits[model]))).toBeCloseTo(totals.conversions, 4)
    for (const attribution of ['first', 'last', 'linear', 'markov'] as const) {
      const answer = await ask(`?attribution=${attribution}`)
      expect(answer.channels.map(({ conversions }) => conversions)).toEqual(
        answer.channels.map(({ credits }) => credits[attribution]),
      )
      expect(sum(answer.channels.map(({ value }) => value!))).toBeCloseTo(answer.totals.value!, 4)
      expect(sum(answer.channels.map(({ newCustomers }) => newCustomers))).toBeCloseTo(
        answer.totals.newCustomers,
        4,
      )
    }
    const { totals: counted } = (await test.get('/v1/sites/example/segments')).body
    expect(totals).toMatchObject({ visitors: counted.visitors, conversions: counted.conversions })
  })

  it('adds up over a filter and its complement', async () => {
    await importPopulation(test, population(90, NOON))
    const all = await ask()
    const [one, other] = [await ask('?device=mobile'), await ask('?device=desktop,tablet,other')]
    for (const { label, visits, kopers, credits } of all.channels) {
      const parts = [one, other].map((part) => part.channels.find((row) => row.label === label))
      expect(sum(parts.map((row) => row?.visits ?? 0))).toBe(visits)
      expect(sum(parts.map((row) => row?.kopers ?? 0))).toBe(kopers)
      expect(sum(parts.map((row) => row?.credits.linear ?? 0))).toBeCloseTo(credits.linear, 5)
    }
  })

  it('gives the figures of the period before', async () => {
    await importPopulation(test, population(90, NOON))
    const now = await ask('?from=2026-11-16&to=2026-11-18')
    const before = await ask('?from=2026-11-13&to=2026-11-15&compare=none')
    expect([now.comparedWith!.from, now.comparedWith!.to]).toEqual([before.from, before.to])
    for (const row of now.channels) {
      const then = before.channels.find(({ label }) => label === row.label)
      expect(row.previous!.visits).toBe(then?.visits ?? 0)
      expect(row.previous!.conversions).toBe(then?.conversions ?? 0)
    }
    expect([before.comparedWith, before.totals.previous, before.channels[0]!.previous]).toEqual([
      null,
      null,
      null,
    ])
  })
})

describe('attribution', () => {
  /** By an ad, two days later by a newsletter, then an order in that visit. */
  const twoTouches = async () => {
    await test.postAsOwner(
      from('visitor-two', [
        ...visitBy(NOON - 3 * DAY, ADS),
        ...visitBy(NOON - DAY, EMAIL),
        order(NOON - DAY + 5 * MINUTE, { value: 100, currency: 'EUR' }),
      ]),
    )
  }

  it('gives it to the first, the last, or both', async () => {
    await twoTouches()
    const { channels, links, paths } = await ask()
    const credits = Object.fromEntries(channels.map(({ label, credits }) => [label, credits]))
    expect(credits).toEqual({
      ads: { first: 1, last: 0, linear: 0.5, markov: 0.5 },
      email: { first: 0, last: 1, linear: 0.5, markov: 0.5 },
    })
    expect((await ask('?attribution=linear')).channels.map(({ value }) => value)).toEqual([50, 50])
    expect(paths).toEqual([{ touches: ['ads', 'email'], visitors: 1, converted: 1, conversionRate: 1 }])
    expect(links).toEqual([
      { position: 1, from: 'ads', to: 'email', ended: null, visitors: 1 },
      { position: 2, from: 'email', to: null, ended: 'converted', visitors: 1 },
    ])
  })

  it('remembers touches of 90 days, also from before the period', async () => {
    await test.postAsOwner(
      from('visitor-long', [
        ...visitBy(NOON - 91 * DAY, ADS),
        ...visitBy(NOON - 80 * DAY, EMAIL),
        order(NOON - HOUR),
      ]),
    )
    const { channels, totals } = await ask('?from=2026-11-20')
    expect(channels.map(({ label, visits, credits }) => [label, visits, credits.first])).toEqual([
      ['–', 1, 0],
      ['email', 0, 1],
    ])
    expect(totals.conversions).toBe(1)
  })

  it('owns up to conversions of which nothing tells where they came from', async () => {
    await test.postAsOwner(from('visitor-office', [order(NOON - HOUR, { value: 20, currency: 'EUR' })]))
    const { channels } = await ask()
    expect(channels).toHaveLength(1)
    expect(channels[0]).toMatchObject({
      channel: null,
      label: '–',
      conversions: 1,
      newCustomers: 1,
      value: 20,
      cost: null,
    })
  })

  it('tells new customers from those who come again', async () => {
    await twoTouches()
    await test.postAsOwner(from('visitor-two', [...visitBy(NOON - HOUR, EMAIL), order(NOON - HOUR + 1)]))
    const email = (await ask()).channels.find(({ channel }) => channel === 'email')!
    expect([email.conversions, email.newCustomers]).toEqual([2, 1])
  })

  it('does not add up pounds and euros', async () => {
    await twoTouches()
    await test.postAsOwner(
      from('visitor-gb', [
        ...visitBy(NOON - DAY, EMAIL),
        order(NOON - DAY + 1, { value: 80, currency: 'GBP' }),
      ]),
    )
    const { currency, totals, notes } = await ask()
    expect([currency, totals.value]).toEqual([null, null])
    expect(totals.values).toEqual([
      { currency: 'EUR', amount: 100 },
      { currency: 'GBP', amount: 80 },
    ])
    expect(notes).toContainEqual(expect.stringMatching(/meer dan één munt/))
  })
})

describe('journeys', () => {
  it('keep what goes into a touch and what comes out of it even', async () => {
    await importPopulation(test, population(120, NOON))
    const { links } = await ask()
    const positions = Math.max(...links.map(({ position }) => position))
    for (let position = 2; position <= positions; position++) {
      for (const label of new Set(links.map(({ from }) => from))) {
        const into = links.filter((link) => link.position === position - 1 && link.to === label)
        const outOf = links.filter((link) => link.position === position && link.from === label)
        expect(sum(into.map(({ visitors }) => visitors))).toBe(sum(outOf.map(({ visitors }) => visitors)))
      }
    }
    expect(links.length).toBeGreaterThan(3)
  })
})

describe('the list of channels', () => {
  it('comes as CSV and as NDJSON', async () => {
    await importPopulation(test, population(30, NOON))
    const as = async (accept: string) =>
      (await test.get('/v1/sites/example/channels', { authorization: `Bearer ${test.adminToken}`, accept }))
        .text
    const csv = (await as('text/csv')).trim().split('\r\n')
    expect(csv[0]).toMatch(/^channel,source,campaign,visits,visitors,/)
    const { channels } = await ask()
    expect(csv.length - 1).toBe(channels.length)
    const lines = (await as('application/x-ndjson')).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).channel)).toEqual(channels.map(({ channel }) => channel))
  })

  it('is cut to the limit, and says so', async () => {
    await importPopulation(test, population(30, NOON))
    const { channels, totals, notes } = await ask('?limit=1')
    expect(channels).toHaveLength(1)
    expect(totals.visits).toBeGreaterThan(channels[0]!.visits)
    expect(notes).toContainEqual(expect.stringMatching(/^\d regels staan hier niet bij/))
  })
})
