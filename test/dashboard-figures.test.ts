import { CHANNELS, DAY, type ForecastAnswer, PHASES, SEGMENTS } from '@koopsignaal/protocol'
import { topReasons } from '@koopsignaal/scoring'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { dayOf, startOfDay } from '../packages/collector/src/days.ts'
import { nameOf } from '../packages/dashboard/src/texts/texts.ts'
import type { Demo } from './support/demo-collector.ts'
import { demoCosts } from './support/demo-public.ts'
import { END, figures, format, runEndedDemo } from './support/ended-demo.ts'
import { cellsOf, figuresOf, numbersOf } from './support/figures-on-page.ts'
import { launchPerson, openWatchedPage } from './support/person.ts'
import {
  activeIn,
  assessed,
  byDay,
  conversionsFrom,
  doneIn,
  kopersOf,
  type PlainPublic,
  standingIn,
  visitsIn,
} from './support/plain-desk.ts'
import { plainForecast, plainInterval, plainPast } from './support/plain-forecast.ts'
import { plainJourneys, plainMarkov, plainPaths } from './support/plain-journeys.ts'
import {
  type Period,
  type PlainPerson,
  plainChannels,
  plainCredits,
  plainLadder,
  plainSegments,
} from './support/plain-people.ts'
import { plainBottleneck, plainChange } from './support/plain-sentences.ts'
import { plainTimes } from './support/plain-times.ts'

/** Every figure that the pages show, read off the page in Chromium and held against a plain recount of the raw events. The forecast, which
 *  is estimated and not counted, is reckoned anew in a test of its own; here the page is held to show that answer. */

let demo: Demo
let browser: Browser
let page: Page
let problems: readonly string[]
let close: () => Promise<void>
let all: PlainPublic
let period: Period
let before: Period | null

beforeAll(async () => {
  ;({ demo, all, period, before } = await runEndedDemo(240))
  browser = await launchPerson()
})
afterAll(async () => {
  await browser?.close()
  await demo?.close()
})

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
const counts = (...numbers: readonly number[]) => figures(...numbers.map(format.number))
const iso = (at: number) => new Date(at).toISOString()
const ask = <T>(report: string, query = '') => demo.ask<T>(`/v1/sites/${demo.site}/${report}?${query}`)

beforeEach(async () => {
  const watched = await openWatchedPage(browser)
  ;({ page, problems } = watched)
  close = () => watched.context.close()
  await page.goto(await demo.loginLink())
  await page.getByTestId('totals').waitFor()
})
afterEach(async () => {
  expect(problems).toEqual([])
  await close()
})

async function goTo(view: string, ready: string): Promise<void> {
  await page.goto(`${demo.url}/dashboard/#site=${demo.site}&view=${view}&language=nl`)
  await page.getByTestId(ready).first().waitFor()
}

describe('the page Overzicht', () => {
  beforeEach(() => goTo('overview', 'only-counted'))

  it('shows how many came, looked and converted', async () => {
    expect(await figuresOf(page.getByTestId('totals'))).toEqual(
      counts(
        activeIn(all, period).length,
        doneIn(all, period, 'page_view').length,
        doneIn(all, period, 'conversion').length,
      ),
    )
  })

  it('shows each segment: who stands there, the change, conversions and their rate', async () => {
    const standing = standingIn(all, period, period.to)
    const stood = before && standingIn(all, before, before.to)
    for (const segment of SEGMENTS) {
      const now = standing('segment', segment)
      const { visits, converted } = visitsIn(all, period, segment)
      const expected = [
        ...counts(now),
        ...(stood === null ? [] : changeFrom(stood('segment', segment), now)),
        ...counts(conversionsFrom(all, period, segment)),
        ...(visits === 0 ? [] : figures(format.percent(converted / visits), format.number(visits))),
      ]
      expect([segment, await figuresOf(page.getByTestId(`segment-${segment}`))]).toEqual([segment, expected])
    }
    const listed = sum(SEGMENTS.map((segment) => conversionsFrom(all, period, segment)))
    const conversions = doneIn(all, period, 'conversion').length
    expect(conversions - listed).toBe(3)
    expect(await figuresOf(page.getByTestId('only-counted'))).toEqual(counts(3, conversions))
  })

  /** How many more, in per cent where they were enough, and how many there were. */
  function changeFrom(then: number, now: number): readonly number[] {
    const more = now - then
    const share = then < 30 || more === 0 ? null : format.percent(Math.abs(more) / then)
    return [...(more === 0 ? [] : [more]), ...figures(share, format.number(then))]
  }

  it('shows the ladder: who came to each step, went on, was lost', async () => {
    const ladder = plainLadder(all.people, period)
    const was = before && plainLadder(all.people, before)
    const standing = standingIn(all, period, period.to)
    const times = plainTimes(all.people, period)
    for (const [i, phase] of PHASES.entries()) {
      const { reached, wentOn, lost } = ladder[i]!
      const then = was?.[i] ?? null
      const onward =
        i === PHASES.length - 1
          ? []
          : figures(
              format.percent(wentOn / reached),
              !then?.reached ? null : format.percent(then.wentOn / then.reached),
              times[i] == null ? null : format.duration(Math.round(times[i])),
              format.number(lost),
              format.number(reached - wentOn - lost),
            )
      const came = then === null ? counts(reached) : counts(reached, then.reached)
      const expected = [...came, ...counts(standing('phase', phase)), ...onward]
      expect([phase, await figuresOf(page.getByTestId(`phase-${phase}`))]).toEqual([phase, expected])
    }
  })

  it('shows every day', async () => {
    const rows = await cellsOf(page.getByTestId('over-time').locator('tbody tr'))
    expect(rows.map(([, ...cells]) => cells.flatMap(numbersOf))).toEqual(byDay(all, period))
  })

  it('says in short how many kopers there are, why, where visitors are lost, and what is to come', async () => {
    const lines = await page.getByTestId('in-short').locator('li').allInnerTexts()
    const kopers = standingIn(all, period, period.to)('segment', 'koper')
    const more = before && kopers - standingIn(all, before, before.to)('segment', 'koper')
    const howMany = [
      ...counts(activeIn(all, period).length),
      // One and none are words.
      ...(kopers < 2 ? [] : [kopers]),
      ...(more ? [Math.abs(more)] : []),
    ]
    const ladder = (own: Period) => plainLadder(all.people, own)
    const sentences = [
      howMany,
      before && plainChange(all, period, before),
      plainBottleneck(ladder(period), before && ladder(before)),
      await whatIsToCome(),
    ]
    expect(lines.map(numbersOf)).toEqual(sentences.filter((one) => one !== null))
  })

  /** Conversions to expect in thirty days, with the ends between which four in five lie, and the site's goal. */
  async function whatIsToCome(): Promise<readonly number[] | null> {
    const { enough, goal } = await ask<ForecastAnswer>('forecast', `days=30&at=${iso(period.to)}`)
    if (!enough) return null
    const { expected, variance } = plainForecast(plainPast(all, period.to), 30)
    const { low, high } = plainInterval(expected, variance, 0.8)
    return [...counts(30, expected, 80, low, high), ...numbersOf(goal?.text ?? '')]
  }

  it('names the kopers with the highest scores', async () => {
    const scores = activeIn(all, period)
      .map((person) => assessed(all, idOf(person), period.to).assessment)
      .filter(({ segment }) => segment === 'koper')
      .map(({ score }) => score)
    const shown = await page.locator('[data-testid="person"] .person-score').allInnerTexts()
    expect(shown.map(Number)).toEqual(scores.toSorted((a, b) => b - a).slice(0, 5))
  })

  it('shows the forecast that was made', async () => {
    const query = `days=30&at=${iso(period.to)}`
    const { expected, reason, intervals, series } = await ask<ForecastAnswer>('forecast', query)
    const forecast = page.getByTestId('forecast')
    const shown = await figuresOf(forecast)
    if (expected === null) return expect(shown).toEqual(numbersOf(reason!))
    for (const figure of [expected!, ...intervals.flatMap(({ low, high }) => [low, high])])
      expect(shown).toContain(numbersOf(format.number(figure))[0])
    const rows = await cellsOf(forecast.locator('tbody tr'))
    expect(rows.map(([, ...cells]) => cells.flatMap(numbersOf))).toEqual(
      series.map(({ expected, low, high }) => figures(...[expected, low, high].map(format.average))),
    )
  })
})

/** What a back office books alone is no visit. */
const visitsOf = ({ visits }: PlainPerson) =>
  visits.filter((visit) => visit.some(({ event }) => event.type !== 'conversion')).length
const idOf = ({ events }: PlainPerson) => events[0]!.event.visitor!

describe('the page Bezoekers', () => {
  it('shows of each visitor the score, its axes, the visits and the reasons', async () => {
    await goTo('visitors', 'visitor-row')
    const rows = await page.getByTestId('visitor-row').all()
    expect(rows).toHaveLength(25)
    for (const row of rows) {
      const id = new URLSearchParams(
        (await row.getByTestId('visitor-link').getAttribute('href'))!.slice(1),
      ).get('visitor')!
      const { person, assessment } = assessed(all, id, period.to)
      const { score, axes } = assessment
      const views = person.events.filter(({ event }) => event.type === 'page_view').length
      expect([id, await figuresOf(row.locator('.cell-score'))]).toEqual([
        id,
        figures(...[score, ...Object.values(axes)].map((one) => format.number(one).replace('-', '−'))),
      ])
      expect([id, await figuresOf(row.locator('.cell-channel .quiet'))]).toEqual([
        id,
        [visitsOf(person), views],
      ])
      const points = await row.locator('.points').allInnerTexts()
      expect([id, points.flatMap(numbersOf)]).toEqual([
        id,
        topReasons(assessment, 'nl', 3).flatMap((one) => figures(format.points(one.points))),
      ])
    }
  })

  it('shows one visitor: what was done, the sum of the score, and the score after every event', async () => {
    const { person, assessment } = assessed(all, demo.koper, period.to)
    await goTo(`visitors&visitor=${demo.koper}`, 'journey')
    const ofType = (type: string) => person.events.filter(({ event }) => event.type === type).length
    expect(await figuresOf(page.getByTestId('standing'))).toEqual(
      figures(...[assessment.score, ...Object.values(assessment.axes)].map((one) => format.number(one))),
    )
    expect(await figuresOf(page.locator('.facts dd').nth(1))).toEqual([
      visitsOf(person),
      ofType('page_view'),
      ofType('conversion'),
    ])
    const rows = page.getByTestId('contribution')
    const points = await rows.locator('td:last-child').allInnerTexts()
    const heaviest = assessment.contributions.toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))
    for (const [i, [shown]] of points.map(numbersOf).entries())
      expect(Math.abs(shown! - heaviest[i]!.points)).toBeLessThan(0.1)
    expect(points).toHaveLength(heaviest.length)
    expect(await figuresOf(page.getByTestId('sum-total'))).toEqual(figures(format.tenths(assessment.raw)))
    const more = page.getByTestId('more-journey')
    while (await more.isVisible()) await more.click()
    const after = await page.locator('.event-after .quiet').allInnerTexts()
    expect(after.flatMap(numbersOf)).toEqual(person.events.map(({ score }) => score))
  })
})

describe('the page Kanalen', () => {
  beforeEach(() => goTo('channels', 'channel-row'))
  const inDutch = (channel: string) => (channel === '–' ? 'onbekend' : nameOf('channel', channel, 'nl'))
  const isFirst = (conversion: object, { conversions }: PlainPerson) => Number(conversions[0] === conversion)

  /** What was spent on a channel in the period: evenly over the line's days. */
  function costOf(channel: string): number {
    const lines = demoCosts(END) as readonly { channel: string; amount: number; from: string; to: string }[]
    return sum(
      lines
        .filter((line) => line.channel === channel)
        .map(({ from, to, amount }) => {
          const start = startOfDay(from, all.timeZone)
          const end = startOfDay(dayOf(Date.parse(to) + DAY, 'UTC'), all.timeZone)
          const inside = Math.min(end, period.to) - Math.max(start, period.from)
          return (amount * Math.max(0, inside)) / (end - start)
        }),
    )
  }

  it('shows who came by each channel, what they became, brought and cost', async () => {
    const { visitors } = plainChannels(all.people, period, ({ channel }) => channel)
    const credits = plainCredits(all.people, period).last!
    const worth = plainCredits(all.people, period, ({ detail }) => detail.value ?? 0).last!
    const customers = plainCredits(all.people, period, isFirst).last!
    const money = (value: number) =>
      value === 0 || !Number.isFinite(value) ? [] : figures(format.money(value, 'EUR'))
    const office = doneIn(all, period, 'conversion').filter(({ visitor }) => visitor === null)
    const rows = await cellsOf(page.getByTestId('channel-row'))
    const spent = demoCosts(END).map(({ channel }) => channel)
    const names = [...new Set([...Object.keys(visitors), ...spent, '–'])]
    expect(rows.map(([name]) => name).toSorted()).toEqual(names.map(inDutch).toSorted())
    for (const name of names) {
      const [, zoekers, kopers] = plainSegments(all.people, period, (channel) => channel === name)
      const change = before === null ? 0 : kopers! - kopersOf(all, before, name)
      const booked = name === '–' ? office : []
      const cost = costOf(name)
      const [, ...cells] = rows.find(([shown]) => shown === inDutch(name))!
      expect([name, cells.map(numbersOf)]).toEqual([
        name,
        [
          counts(visitors[name] ?? 0),
          counts(zoekers!),
          [...counts(kopers!), ...(change === 0 ? [] : [change])],
          figures(format.average((credits[name] ?? 0) + booked.length)),
          money((worth[name] ?? 0) + sum(booked.map(({ detail }) => detail.value!))),
          money(cost),
          money(cost / kopers!),
          money(cost / (customers[name] ?? 0)),
        ],
      ])
    }
  })

  it('shares out the same conversions by each model', async () => {
    const office = doneIn(all, period, 'conversion').filter(({ visitor }) => visitor === null).length
    const plain: Record<string, Readonly<Record<string, number>>> = {
      ...plainCredits(all.people, period),
      markov: plainMarkov(all, period),
    }
    const rows = await cellsOf(page.getByTestId('credits').locator('tbody tr'))
    const some = Object.values(plain).flatMap((own) => Object.keys(own).filter((name) => own[name]! > 0))
    const credited = new Set([...some, ...(office > 0 ? ['–'] : [])])
    expect(rows.length).toBe(credited.size)
    for (const [name, ...cells] of rows) {
      const channel = ['–', ...CHANNELS].find((one) => inDutch(one) === name)!
      const shown = ['first', 'last', 'linear', 'markov'].map(
        (model) => (plain[model]![channel] ?? 0) + (channel === '–' ? office : 0),
      )
      expect([name, cells.map(numbersOf)]).toEqual([
        name,
        shown.map((value) => figures(format.average(value))),
      ])
    }
  })

  it('shows the journeys that were counted', async () => {
    const ways = plainPaths(all, period)
    const rows = await cellsOf(page.getByTestId('path-row'))
    expect(rows.length).toBeGreaterThan(0)
    const inWords = (way: string) => way.split(' → ').map(inDutch).join(' → ')
    const shown = rows.map(([name, ...cells]) => {
      const { visitors, converted } = ways.find(({ way }) => inWords(way) === name)!
      const expected = figures(
        format.number(visitors),
        format.number(converted),
        format.percent(converted / visitors),
      )
      expect([name, cells.flatMap(numbersOf)]).toEqual([name, expected])
      return visitors
    })
    const most = ways.map(({ visitors }) => visitors).toSorted((a, b) => b - a)
    expect(shown).toEqual(most.slice(0, shown.length))
  })

  it('draws a band for each step of the journeys', async () => {
    const steps = plainJourneys(all, period).flatMap(({ touches, hasConverted }) => {
      const stops = touches.slice(0, 5).map(inDutch)
      return stops.map(
        (from, i) => `${i} ${from} → ${stops[i + 1] ?? (hasConverted ? 'conversie' : 'geen vervolg')}`,
      )
    })
    const counts = [...Map.groupBy(steps, (step) => step)].map(
      ([step, all]) => `${step.slice(2)}: ${all.length}`,
    )
    const rows = await cellsOf(page.getByTestId('journeys').locator('details tbody tr'))
    expect(rows.map(([name, count]) => `${name}: ${count}`).toSorted()).toEqual(counts.toSorted())
  })

  it('says in short where most kopers come from, where they are likeliest, and where they cost least and most', async () => {
    const lines = await page.getByTestId('in-short').locator('li').allInnerTexts()
    const came = plainChannels(all.people, period, ({ channel }) => channel).visitors
    const rows = [...CHANNELS, '–']
      .map((name) => ({ name, kopers: kopersOf(all, period, name), visitors: came[name] ?? 0 }))
      .filter(({ kopers }) => kopers > 0)
    const workedOn = rows.filter(({ name }) => !['direct', '–'].includes(name))
    const most = workedOn.toSorted((a, b) => b.kopers - a.kopers)[0]
    if (most === undefined) return expect(lines).toEqual([])
    const share = ({ kopers, visitors }: typeof most) => kopers / visitors
    const likeliest = rows.filter(({ visitors }) => visitors >= 30).toSorted((a, b) => share(b) - share(a))[0]
    const prices = rows.map(({ name, kopers }) => costOf(name) / kopers).filter((price) => price > 0)
    expect(lines.map(numbersOf)).toEqual([
      [most.kopers, kopersOf(all, period)],
      ...(likeliest === undefined || likeliest === most || !workedOn.includes(likeliest)
        ? []
        : [figures(format.percent(share(likeliest)))]),
      prices.length === 0 ? [] : figures(format.money(Math.min(...prices), 'EUR')),
      ...(prices.length < 2 ? [] : [figures(format.money(Math.max(...prices), 'EUR'))]),
    ])
  })
})
