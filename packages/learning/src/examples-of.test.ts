import { DAY, type Event, HOUR, MINUTE } from '@koopsignaal/protocol'
import { fold, priorFor } from '@koopsignaal/scoring'
import { describe, expect, it } from 'vitest'
import { type Example, examplesOf, LATER_VISIT_COUNTS, type Question } from './examples-of.ts'
import { event, MONDAY, shopOf } from './fixtures.ts'
import { historiesOf, momentsOf } from './moments.ts'

const view = (minutes: number, part: Partial<Event> = {}): Event =>
  event({ id: `event-${String(minutes).padStart(6, '0')}`, at: MONDAY + minutes * MINUTE, ...part })
const buy = (minutes: number): Event => view(minutes, { type: 'conversion' })
const long = MONDAY + 90 * DAY
const ask = (events: readonly Event[], question: Question, until = long): readonly Example[] =>
  examplesOf(historiesOf(events), question, until)
const labels = (events: readonly Event[], question: Question, until = long): readonly number[] =>
  ask(events, question, until).map(({ label }) => label)

describe('examplesOf', () => {
  it('asks after every event before the visit’s first conversion, each visit weighing 1', () => {
    const examples = ask([view(0), view(1), view(2), buy(3), view(4), view(100)], 'visit')
    expect(examples.map(({ weight }) => weight)).toEqual([1 / 3, 1 / 3, 1 / 3, 1])
    expect(examples.map(({ label }) => label)).toEqual([1, 1, 1, 0])
  })

  it('knows the last moment of a visit whose answer is known', () => {
    const examples = ask([view(0), view(1), buy(2), view(100), view(101)], 'visit')
    expect(examples.map(({ endsVisit }) => endsVisit)).toEqual([false, true, false, true])
    const open = ask([view(0), view(10), view(20)], 'now', MONDAY + DAY + 10 * MINUTE)
    expect(open.map(({ endsVisit }) => endsVisit)).toEqual([false, true])
  })

  it('now: in this visit, or within 24 h of the moment; the latter aims lower', () => {
    const tomorrow = [view(0), view(1), view(23 * 60), buy(23 * 60 + 60)]
    expect(labels(tomorrow, 'visit')).toEqual([0, 0, 0])
    expect(labels(tomorrow, 'now')).toEqual([1, 1, 1])
    expect(labels([view(0), view(1), buy(24 * 60 + 1)], 'now')).toEqual([0, 1])
    expect(ask([view(0), buy(1)], 'now')[0]!.target).toBe(1)
    expect(ask([view(0), buy(60)], 'now')[0]!.target).toBe(LATER_VISIT_COUNTS)
  })

  it('later: back after a day and within 30, or a conversion', () => {
    const back = (ms: number): readonly number[] =>
      labels([view(0), view(ms / MINUTE)], 'later', MONDAY + 1000 * DAY)
    expect(back(2 * HOUR)).toEqual([0, 0])
    expect(back(2 * DAY)).toEqual([1, 0])
    expect(back(31 * DAY)).toEqual([0, 0])
    expect(labels([view(0), buy(60)], 'later')).toEqual([1])
  })

  it('does not take a booking of the back office for a return', () => {
    expect(labels([view(0), buy(40 * 24 * 60)], 'later', MONDAY + 1000 * DAY)).toEqual([0])
  })

  it('leaves out moments whose window is still open, also when the answer is yes already', () => {
    const events = [view(0), view(23 * 60), buy(23 * 60 + 1)]
    expect(labels(events, 'now', MONDAY + DAY)).toEqual([1])
    expect(labels(events, 'now', MONDAY + DAY - 1)).toEqual([])
    expect(labels(events, 'later', MONDAY + 29 * DAY)).toEqual([])
  })

  it('leaves out bots and visitors who are only counted', () => {
    expect(ask([view(0, { bot: 'webdriver' }), view(1, { visitor: null })], 'visit')).toEqual([])
  })

  it('knows at a moment only what had happened by then', () => {
    const events = shopOf(20, 0.5, 1)
    const model = priorFor('shop')
    for (const history of historiesOf(events))
      for (const { event: last, state } of momentsOf(history)) {
        const past = history.events.filter(({ at }) => at <= last.at)
        expect(state).toEqual(fold(past, model)!.state)
      }
  })

  it('is the same for any order of the events', () => {
    const events = shopOf(20, 0.5, 1)
    expect(ask(events.toReversed(), 'now')).toEqual(ask(events, 'now'))
  })
})
