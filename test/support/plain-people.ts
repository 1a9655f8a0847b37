import { DAY, type Event, PHASES, SEGMENTS, type UnixMs } from '@koopsignaal/protocol'
import { advance, type Model, type Profile, standingAt } from '@koopsignaal/scoring'
import { modelOf } from '../../packages/collector/src/models.ts'
import type { TestApp } from './app.ts'

/** The public of a site counted anew, event by event: what the reports are held against. Slow and plain on purpose; of the collector
 *  it uses nothing but the events. */

export interface PlainEvent {
  readonly event: Event
  /** Place on the ladder and in the segments just after it; −1: a closed deal. */
  readonly rank: number
  readonly segment: number
  /** Just after it. */
  readonly score: number
  /** Place in the segments just before it. */
  readonly before: number
}
export interface PlainPerson {
  readonly events: readonly PlainEvent[]
  readonly visits: readonly (readonly PlainEvent[])[]
  readonly conversions: readonly Event[]
  /** Place on the ladder at a moment, by the events up to it; a closed deal counts as 0. */
  rankAt(at: UnixMs): number
  /** The same just before an event, by its place: after whatever faded since the one before. */
  rankBefore(place: number): number
  /** What is known by the events up to a moment; null before the first. */
  profileAt(at: UnixMs): Profile | null
  lastSeenBefore(at: UnixMs): UnixMs
}
export interface Period {
  readonly from: UnixMs
  readonly to: UnixMs
}

export async function plainPeople(
  { store }: Pick<TestApp, 'store'>,
  site = 'example',
): Promise<readonly PlainPerson[]> {
  const model = modelOf((await store.site(site))!)
  const events = [...store.events(site)].filter((one) => one.visitor !== null && one.bot === null)
  return [...Map.groupBy(events, ({ visitor }) => visitor).values()].map((own) => toPerson(own, model))
}

function toPerson(own: readonly Event[], model: Model): PlainPerson {
  const sorted = own.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  const profiles: Profile[] = []
  for (const event of sorted) profiles.push(advance(profiles.at(-1) ?? null, event, model).profile)
  const events = sorted.map((event, i) => {
    const { phase, segment, score } = standingAt(profiles[i]!, event.at, model)
    return {
      event,
      rank: phase === 'deal' ? -1 : PHASES.indexOf(phase),
      segment: SEGMENTS.indexOf(segment),
      score,
      before: i === 0 ? 0 : SEGMENTS.indexOf(standingAt(profiles[i - 1]!, event.at, model).segment),
    }
  })
  const visits: PlainEvent[][] = []
  for (const one of events) {
    const last = visits.at(-1)?.at(-1)
    if (last !== undefined && one.event.at - last.event.at <= 30 * 60_000) visits.at(-1)!.push(one)
    else visits.push([one])
  }
  const profileAt = (at: UnixMs) => profiles[sorted.filter((event) => event.at <= at).length - 1] ?? null
  const rankOf = (profile: Profile | null | undefined, at: UnixMs): number => {
    if (profile === null || profile === undefined) return -1
    const { phase } = standingAt(profile, at, model)
    return phase === 'deal' ? 0 : PHASES.indexOf(phase)
  }
  return {
    events,
    profileAt,
    visits,
    conversions: sorted.filter(({ type }) => type === 'conversion'),
    rankAt: (at) => rankOf(profileAt(at), at),
    rankBefore: (place) => rankOf(profiles[place - 1], sorted[place]!.at),
    lastSeenBefore: (at) => Math.max(...sorted.filter((event) => event.at <= at).map((event) => event.at)),
  }
}

const within = (at: UnixMs, { from, to }: Period) => at >= from && at < to

/** For each phase how many visitors reached it in a period, went on, and were lost. */
export function plainLadder(people: readonly PlainPerson[], period: Period) {
  const ranks = people.map((person) => {
    if (person.conversions.some(({ at }) => within(at, period))) return 4
    const begun = person.visits.filter((visit) => within(visit[0]!.event.at, period))
    return Math.max(
      -1,
      ...begun.flatMap((visit) =>
        visit.filter(({ event }) => within(event.at, period)).map(({ rank }) => rank),
      ),
    )
  })
  return PHASES.map((_, rank) => {
    const reached = people.filter((_person, i) => ranks[i]! >= rank)
    const stayed = people.filter((_person, i) => ranks[i] === rank)
    const lost = stayed.filter(
      (person) => person.rankAt(period.to) < rank || period.to - person.lastSeenBefore(period.to) > 14 * DAY,
    )
    return { reached: reached.length, wentOn: reached.length - stayed.length, lost: lost.length }
  })
}

/** Visits of a period by how they came; `name` reads the line off the source. */
export function plainChannels(
  people: readonly PlainPerson[],
  period: Period,
  name: (source: NonNullable<Event['source']>) => string,
) {
  const visits: Record<string, number> = {}
  const visitors: Record<string, number> = {}
  for (const person of people) {
    const own = new Set<string>()
    for (const visit of person.visits) {
      if (!within(visit[0]!.event.at, period)) continue
      const sources = visit.map(({ event }) => event.source).filter((source) => source !== null)
      const source = sources.find(({ channel }) => channel !== 'direct') ?? sources[0]
      const key = source === undefined ? '–' : name(source)
      visits[key] = (visits[key] ?? 0) + 1
      own.add(key)
    }
    for (const key of own) visitors[key] = (visitors[key] ?? 0) + 1
  }
  return { visits, visitors }
}

/** The visitors of a channel, `–` where none is known, by the highest segment from their first visit by it on, in the order of SEGMENTS. */
export function plainSegments(
  people: readonly PlainPerson[],
  period: Period,
  isOfLine: (channel: string) => boolean,
): readonly number[] {
  const counts = SEGMENTS.map(() => 0)
  for (const person of people) {
    const begun = person.visits.filter((visit) => within(visit[0]!.event.at, period))
    const start = begun.findIndex((visit) => isOfLine(plainSource(visit)?.channel ?? '–'))
    if (start < 0) continue
    counts[Math.max(...begun.slice(start).map((visit) => plainHighest(visit, period)))]!++
  }
  return counts
}

/** Highest segment of a visit within the period, also after a conversion. */
function plainHighest(visit: readonly PlainEvent[], period: Period): number {
  return Math.max(...visit.filter(({ event }) => event.at < period.to).map(({ segment }) => segment))
}

/** How a visit came: by its first arrival from outside that is not direct, else direct; null when nothing tells. */
export function plainSource(visit: readonly PlainEvent[]): Event['source'] {
  const sources = visit.map(({ event }) => event.source).filter((source) => source !== null)
  return sources.find(({ channel }) => channel !== 'direct') ?? sources[0] ?? null
}

/** Conversions of a period, or what they were worth, by channel, credited to the first, to the last, and to all touches of the 90 days before. */
export function plainCredits(
  people: readonly PlainPerson[],
  period: Period,
  worth: (conversion: Event, person: PlainPerson) => number = () => 1,
) {
  const credits = { first: {}, last: {}, linear: {} } as Record<string, Record<string, number>>
  const give = (model: string, key: string, share: number) => {
    credits[model]![key] = (credits[model]![key] ?? 0) + share
  }
  for (const person of people)
    for (const conversion of person.conversions) {
      if (!within(conversion.at, period)) continue
      const touches = person.visits
        .filter((visit) => {
          const { at } = visit[0]!.event
          return at <= conversion.at && at >= conversion.at - 90 * DAY
        })
        .map(plainSource)
        .filter((source) => source !== null)
        .map(({ channel }) => channel as string)
      const whole = worth(conversion, person)
      give('first', touches[0] ?? '–', whole)
      give('last', touches.at(-1) ?? '–', whole)
      for (const touch of touches.length === 0 ? ['–'] : touches)
        give('linear', touch, whole / Math.max(1, touches.length))
    }
  return credits
}
