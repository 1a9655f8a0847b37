import { DAY, type Event, PHASES, VISIT_GAP } from '@koopsignaal/protocol'
import { advance, assess, PRIORS, type Profile } from '@koopsignaal/scoring'

/** What pages, CTAs and searches do, counted the plain way from raw events: one question at a time, everybody again for each. */

export interface PlainMoment {
  readonly visitor: string
  readonly event: Event
  /** Page views before this one in the visit; of what is no page view: before the page that was open. */
  readonly place: number
  readonly visit: readonly Event[]
  readonly stratum: string
  readonly isTop: boolean
  readonly climbed: boolean
  readonly converted: boolean
}

/** Every event of everybody who can be followed, with what came of it in seven days. */
export function plainMoments(events: readonly Event[]): readonly PlainMoment[] {
  const own = events.filter(({ visitor, bot }) => visitor !== null && bot === null)
  return [...Map.groupBy(own, ({ visitor }) => visitor!)].flatMap(([visitor, all]) => momentsOf(visitor, all))
}

function momentsOf(visitor: string, unsorted: readonly Event[]): readonly PlainMoment[] {
  const events = unsorted.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  let profile: Profile | null = null
  const phases = events.map((event) => {
    profile = advance(profile, event, PRIORS.shop).profile
    return PHASES.indexOf(assess(profile, PRIORS.shop, event.at).phase)
  })
  return events.map((event, i) => {
    let first = i
    while (first > 0 && events[first]!.at - events[first - 1]!.at <= VISIT_GAP) first--
    let last = i
    while (last + 1 < events.length && events[last + 1]!.at - events[last]!.at <= VISIT_GAP) last++
    const visit = events.slice(first, last + 1)
    const views = events.slice(first, i + 1).filter(({ type }) => type === 'page_view').length
    const place = Math.max(0, views - 1)
    const band = [0, 1, 2, 2, 3, 3, 3, 3][place] ?? 4
    const channel = visit.find(({ source }) => source !== null)?.source?.channel
    const soon = events.map((_, j) => j).filter((j) => j > i && events[j]!.at <= event.at + 7 * DAY)
    return {
      visitor,
      event,
      place,
      visit,
      stratum: `${phases[i]}/${channel}/${band}/${event.consent}`,
      isTop: phases[i] === PHASES.length - 1,
      climbed: soon.some((j) => phases[j]! > phases[i]!),
      converted: soon.some((j) => events[j]!.type === 'conversion'),
    }
  })
}

/** @param meets  whether this is a meeting with the thing
 *  @param compares  whether this may stand beside it: the page views that others are compared by */
export function plainLift(
  moments: readonly PlainMoment[],
  outcome: 'climbed' | 'converted',
  meets: (moment: PlainMoment) => boolean,
  compares: (moment: PlainMoment) => boolean,
) {
  const seen: PlainMoment[] = []
  const others: PlainMoment[] = []
  for (const own of Map.groupBy(moments, ({ visitor }) => visitor).values()) {
    const met = own.find(meets)
    if (met !== undefined) seen.push(met)
    const view = own.findLast(
      (one) =>
        one.event.type === 'page_view' &&
        one.event.at <= (met?.event.at ?? 0) &&
        met?.visit.includes(one.event),
    )
    const cutoff = met === undefined ? Number.POSITIVE_INFINITY : (view ?? met).event.at
    const strata = new Set<string>()
    for (const moment of own.filter(compares)) {
      if (strata.has(moment.stratum)) continue
      if (moment.event.at < cutoff) others.push(moment)
      strata.add(moment.stratum)
    }
  }
  const counts = (moment: PlainMoment) => outcome === 'converted' || !moment.isTop
  const strata = new Set(seen.filter(counts).map(({ stratum }) => stratum))
  let [top, bottom, n1All, n0All, seenDid, spread] = [0, 0, 0, 0, 0, 0]
  for (const stratum of strata) {
    const a1 = seen.filter((one) => one.stratum === stratum)
    const a0 = others.filter((one) => one.stratum === stratum)
    if (a0.length === 0) continue
    const did = (list: readonly PlainMoment[]) => list.filter((one) => one[outcome]).length
    const n = a1.length + a0.length
    top += (did(a1) * a0.length) / n
    bottom += (did(a0) * a1.length) / n
    const chance = (a1.length * a0.length * (did(a1) + did(a0))) / n ** 2
    spread += chance - (did(a1) * did(a0)) / n
    n1All += a1.length
    n0All += a0.length
    seenDid += did(a1)
  }
  const ratio = bottom === 0 ? null : top / bottom
  // Greenland and Robins: the variance of the ratio's logarithm.
  const factor = Math.exp(1.96 * Math.sqrt(spread / (top * bottom)))
  return {
    seen: n1All,
    seenRate: n1All === 0 ? null : seenDid / n1All,
    comparable: n0All,
    ratio,
    low: ratio === null ? null : ratio / factor,
    high: ratio === null ? null : ratio * factor,
  }
}

export function middle(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b)
  if (sorted.length === 0) return null
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2
}
