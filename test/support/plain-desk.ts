import { type Event, SEGMENTS, type Segment, type UnixMs } from '@koopsignaal/protocol'
import { assess, type Model, standingAt } from '@koopsignaal/scoring'
import { daysOf } from '../../packages/collector/src/days.ts'
import { type Period, type PlainPerson, plainSegments } from './plain-people.ts'

/** What the desk's pages show, counted anew from raw events: one figure at a time, everybody again for each. */

export interface PlainPublic {
  readonly people: readonly PlainPerson[]
  /** What those did who are only counted. */
  readonly counted: readonly Event[]
  readonly model: Model
  readonly timeZone: string
}

const within = (at: UnixMs, { from, to }: Period) => at >= from && at < to

/** Who was there in a period. */
export function activeIn({ people }: PlainPublic, period: Period): readonly PlainPerson[] {
  return people.filter(({ events }) => events.some(({ event }) => within(event.at, period)))
}

/** Everything done in a period, also by those who are only counted. */
export function doneIn(
  { people, counted }: PlainPublic,
  period: Period,
  type: Event['type'],
): readonly Event[] {
  const own = people.flatMap(({ events }) => events.map(({ event }) => event))
  return [...own, ...counted].filter((event) => event.type === type && within(event.at, period))
}

/** How many of those who were there in a period stand where at a moment. */
export function standingIn(
  all: PlainPublic,
  period: Period,
  at: UnixMs,
): (by: 'segment' | 'phase', name: string) => number {
  const standing = activeIn(all, period).map((person) => standingAt(person.profileAt(at)!, at, all.model))
  return (by, name) => standing.filter((one) => one[by] === name).length
}

/** Visits of a period during which somebody was in a segment before converting, and how many converted from it. */
export function visitsIn({ people }: PlainPublic, period: Period, segment: Segment) {
  const rank = SEGMENTS.indexOf(segment)
  const begun = people.flatMap(({ visits }) => visits).filter((one) => within(one[0]!.event.at, period))
  const parts = begun.map((visit) => {
    const own = visit.filter(({ event }) => event.at < period.to)
    const end = own.findIndex(({ event }) => event.type === 'conversion')
    const before = end < 0 ? own : own.slice(0, end)
    const from = end < 0 ? null : own[end]!.before
    return { seen: [...before.map((one) => one.segment), ...(from === null ? [] : [from])], from }
  })
  return {
    visits: parts.filter(({ seen }) => seen.includes(rank)).length,
    converted: parts.filter(({ from }) => from === rank).length,
  }
}

/** Conversions of a period made out of a segment. */
export function conversionsFrom({ people }: PlainPublic, period: Period, segment: Segment): number {
  return people
    .flatMap(({ events }) => events)
    .filter(({ event }) => event.type === 'conversion' && within(event.at, period))
    .filter(({ before }) => before === SEGMENTS.indexOf(segment)).length
}

/** Visitors and conversions of each day, the latest first. */
export function byDay(all: PlainPublic, period: Period): readonly (readonly number[])[] {
  return daysOf(period, all.timeZone)
    .toReversed()
    .map((day) => {
      const end = Math.min(day.to, period.to)
      const standing = standingIn(all, { from: day.from, to: end }, end)
      const conversions = doneIn(all, { from: day.from, to: end }, 'conversion').length
      return [...SEGMENTS.map((segment) => standing('segment', segment)), conversions]
    })
}

/** Visitors of a channel by their highest segment; of all channels without one. */
export function kopersOf({ people }: PlainPublic, period: Period, channel?: string): number {
  return plainSegments(people, period, (one) => channel === undefined || one === channel)[2]!
}

/** What one visitor is at a moment. */
export function assessed({ people, model }: PlainPublic, id: string, at: UnixMs) {
  const person = people.find(({ events }) => events[0]!.event.visitor === id)!
  return { person, assessment: assess(person.profileAt(at)!, model, at) }
}
