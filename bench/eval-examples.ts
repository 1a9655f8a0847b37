import {
  BACK_AFTER,
  type Example,
  examplesOf,
  type History,
  historiesOf,
  momentsOf,
  WINDOWS,
} from '@koopsignaal/learning'
import { DAY, type Event, type EventType } from '@koopsignaal/protocol'
import { FEATURES, featuresOf, type VisitorState } from '@koopsignaal/scoring'
import type { Lead, RecordedEvent } from './eval-streams.ts'

/** What is known in each tier; what came of a visit is known to the judge alone. */
export const TIERS: Readonly<Record<'A' | 'B' | 'C', (type: EventType) => boolean>> = {
  A: (type) => type === 'page_view',
  B: (type) => type !== 'conversion',
  C: () => true,
}

/** An example that knows which event its moment follows. */
export interface Asked extends Example {
  readonly event: string
}

/** A moment whose chance aims at what came true. */
export const askedAt = (
  visitor: string,
  event: Event,
  state: VisitorState,
  label: 0 | 1,
  { weight, endsVisit }: Pick<Example, 'weight' | 'endsVisit'>,
): Asked => ({
  visitor,
  at: event.at,
  features: featuresOf(state),
  label,
  target: label,
  weight,
  endsVisit,
  event: event.id,
})

/** Moments of a shop as a tier knows them, labelled by everything that happened: `visit`: buys later in this visit; `now`: or
 *  within 24 h. What the fit aims at is the same for both. */
export function shopExamples(
  events: readonly Event[],
  knows: (type: EventType) => boolean,
  question: 'visit' | 'now',
  until: number,
): readonly Asked[] {
  return historiesOf(events).flatMap((history) => {
    const aims = examplesOf([history], 'now', until)
    const labels = examplesOf([history], question, until)
    const moments = momentsOf(history).filter(({ event }) => event.at + DAY <= until)
    const answers = new Map(moments.map(({ event, visit }, i) => [event.id, { visit, index: i }]))
    const known: History = { ...history, events: history.events.filter(({ type }) => knows(type)) }
    const asked = momentsOf(known).filter(({ event }) => answers.has(event.id))
    const inVisit = new Map<number, number>()
    for (const { event } of asked) {
      const { visit } = answers.get(event.id)!
      inVisit.set(visit, (inVisit.get(visit) ?? 0) + 1)
    }
    return asked.map(({ event, state }, i) => {
      const { visit, index } = answers.get(event.id)!
      const next = asked[i + 1]
      return {
        ...labels[index]!,
        target: aims[index]!.target,
        features: featuresOf(state),
        weight: 1 / inVisit.get(visit)!,
        endsVisit: next === undefined || answers.get(next.event.id)!.visit !== visit,
        event: event.id,
      }
    })
  })
}

/** Moments of a guide, whose visits are those that the stream names: will the visitor be back after a day and within 30? */
export function guideExamples(recorded: readonly RecordedEvent[], until: number): readonly Asked[] {
  const visitOf = new Map(recorded.map(({ event, visit }) => [event.id, visit]))
  return historiesOf(recorded.map(({ event }) => event)).flatMap((history) => {
    const spans = new Map<string, { start: number; end: number; count: number }>()
    for (const { id, at } of history.events) {
      const span = spans.get(visitOf.get(id)!)
      spans.set(visitOf.get(id)!, {
        start: span?.start ?? at,
        end: at,
        count: (span?.count ?? 0) + 1,
      })
    }
    const starts = [...spans.values()].map(({ start }) => start)
    return momentsOf(history)
      .filter(({ event }) => event.at + WINDOWS.later <= until)
      .map(({ event, state }, i, closed): Asked => {
        const visit = visitOf.get(event.id)!
        const { end, count } = spans.get(visit)!
        const next = closed[i + 1]
        const isBack = starts.some((start) => start - end >= BACK_AFTER && start - end <= WINDOWS.later)
        const label = isBack ? 1 : 0
        const endsVisit = next === undefined || visitOf.get(next.event.id)! !== visit
        return askedAt(history.visitor, event, state, label, { weight: 1 / count, endsVisit })
      })
  })
}

/** Leads as if each had been asked about at its last page. */
export function leadExamples(leads: readonly Lead[]): readonly Example[] {
  const nothing = Object.fromEntries(FEATURES.map((name) => [name, 0])) as Example['features']
  return leads.map(({ id, visits, seconds, pagesPerVisit, fromSearch, converted }) => ({
    visitor: id,
    at: 0,
    features: {
      ...nothing,
      logViews: Math.log1p(pagesPerVisit),
      logPreviousVisits: Math.log(visits),
      logEngaged: Math.log1p(seconds / 60),
      engagedMinutes: Math.min(15, seconds / 60),
      searchEntry: Number(fromSearch),
    },
    label: converted ? 1 : 0,
    target: converted ? 1 : 0,
    weight: 1,
    endsVisit: true,
  }))
}
