import { type DurationMs, isRefund, PHASES, type UnixMs } from '@koopsignaal/protocol'
import { middle } from './plain-content.ts'
import type { Period, PlainEvent, PlainPerson } from './plain-people.ts'

/** How long visitors took from each phase to the next, followed event by event. */

interface Reached {
  readonly at: UnixMs
  /** Since when the visitor had stood there or higher, without a break. */
  readonly since: UnixMs
}

const DEAL = PHASES.indexOf('deal')

/** @returns the median of each phase but the last; null where nobody came to the next */
export function plainTimes(people: readonly PlainPerson[], period: Period): readonly (DurationMs | null)[] {
  return PHASES.slice(0, DEAL).map((_, rank) =>
    middle(
      people.flatMap((person) => {
        const [here, next] = [reachedBy(person, rank, period), reachedBy(person, rank + 1, period)]
        if (here === null || next === null || next.since < period.from) return []
        return [Math.max(0, next.since - here.since)]
      }),
    ),
  )
}

/** When somebody first stood at `rank` or higher during a visit that began in the period; a conversion is all of them. */
function reachedBy(person: PlainPerson, rank: number, period: Period): Reached | null {
  const within = (at: UnixMs) => at >= period.from && at < period.to
  const deal = person.conversions.find((one) => within(one.at) && !isRefund(one.detail.value ?? null))
  const stood = person.visits
    .filter((visit) => within(visit[0]!.event.at))
    .flat()
    .find((one) => one.rank >= rank && one.event.at < period.to)
  if (stood === undefined || rank === DEAL || (deal !== undefined && deal.at < stood.event.at))
    return deal === undefined ? null : { at: deal.at, since: deal.at }
  return { at: stood.event.at, since: stretchOf(person, stood, rank) }
}

/** Walks back from an event for as long as the one before had left the visitor as high, and nothing had faded in between. */
function stretchOf(person: PlainPerson, last: PlainEvent, rank: number): UnixMs {
  let i = person.events.indexOf(last)
  while (i > 0 && person.events[i - 1]!.rank >= rank && person.rankBefore(i) >= rank) i--
  return person.events[i]!.event.at
}
