import { DAY, type Event, type UnixMs } from '@koopsignaal/protocol'
import { activeIn, type PlainPublic } from './plain-desk.ts'
import { type Period, type PlainPerson, plainSource } from './plain-people.ts'

/** The ways through the channels, walked one by one. */

export interface PlainJourney {
  /** Channels; the same twice running stands once. */
  readonly touches: readonly string[]
  readonly hasConverted: boolean
}

const within = (at: UnixMs, { from, to }: Period) => at >= from && at < to
const touchesOf = ({ visits }: PlainPerson, begunIn: (at: UnixMs) => boolean): readonly string[] =>
  visits
    .filter((visit) => begunIn(visit[0]!.event.at))
    .map((visit) => plainSource(visit)?.channel)
    .filter((channel) => channel !== undefined)
    .filter((channel, i, all) => channel !== all[i - 1])

/** One for each visitor: from the beginning of the period to the first conversion in it, or to its end. */
export function plainJourneys(all: PlainPublic, period: Period): readonly PlainJourney[] {
  return activeIn(all, period)
    .map((person) => {
      const converted = person.conversions.find(({ at }) => within(at, period))
      const isOfIt = (at: UnixMs) => within(at, period) && (converted === undefined || at <= converted.at)
      return { touches: touchesOf(person, isOfIt), hasConverted: converted !== undefined }
    })
    .filter(({ touches }) => touches.length > 0)
}

/** The most frequent ways: channels, visitors, and how many of them converted. */
export function plainPaths(all: PlainPublic, period: Period) {
  const ways = Map.groupBy(plainJourneys(all, period), ({ touches }) => touches.join(' → '))
  return [...ways].map(([way, journeys]) => ({
    way,
    visitors: journeys.length,
    converted: journeys.filter(({ hasConverted }) => hasConverted).length,
  }))
}

/** Conversions by channel: each channel is closed in turn, and credited in proportion to what is missed then. */
export function plainMarkov(all: PlainPublic, period: Period): Readonly<Record<string, number>> {
  const before = (person: PlainPerson, { at: end }: Event): PlainJourney => ({
    touches: touchesOf(person, (at) => at <= end && at >= end - 90 * DAY),
    hasConverted: true,
  })
  const bought = all.people.flatMap((person) =>
    person.conversions.filter(({ at }) => within(at, period)).map((conversion) => before(person, conversion)),
  )
  const touched = bought.filter(({ touches }) => touches.length > 0)
  const left = plainJourneys(all, period).filter(({ hasConverted }) => !hasConverted)
  const walks = [...touched, ...left].map(({ touches, hasConverted }) => [
    'start',
    ...touches,
    hasConverted ? 'converted' : 'left',
  ])
  const channels = new Set(walks.flatMap((walk) => walk.slice(1, -1)))
  const whole = chanceOf(walks, null)
  const missed = new Map([...channels].map((channel) => [channel, whole - chanceOf(walks, channel)]))
  const sum = [...missed.values()].reduce((total, one) => total + one, 0)
  const credits = [...missed].map(([channel, one]) => [channel, (touched.length * one) / sum])
  return { ...Object.fromEntries(credits), '–': bought.length - touched.length }
}

/** The chance that a walk which goes on as often as these did ends in a conversion; whoever comes to `closed` leaves. */
function chanceOf(walks: readonly (readonly string[])[], closed: string | null): number {
  const next = new Map<string, Map<string, number>>()
  for (const walk of walks)
    for (const [i, to] of walk.slice(1).entries()) {
      const counts = next.get(walk[i]!) ?? new Map<string, number>()
      next.set(walk[i]!, counts.set(to, (counts.get(to) ?? 0) + 1))
    }
  let chances = new Map([['converted', 1]])
  // Far more steps than any walk takes.
  for (let step = 0; step < 1_000; step++) {
    const after = new Map([['converted', 1]])
    for (const [from, counts] of next) {
      const all = [...counts.values()].reduce((total, one) => total + one, 0)
      const open = [...counts].map(([to, count]) => (count / all) * (chances.get(to) ?? 0))
      after.set(from, from === closed ? 0 : open.reduce((total, one) => total + one, 0))
    }
    chances = after
  }
  return chances.get('start') ?? 0
}
