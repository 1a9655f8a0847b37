import { DAY, type DurationMs, isRefund, type Ratio, type UnixMs } from '@koopsignaal/protocol'
import { type Feature, featuresOf } from '@koopsignaal/scoring'
import { type History, momentsOf, type PastVisit, visitsOf } from './moments.ts'

/** The questions that can be learned, each asked at a moment in a visit.
 *  - `now`: will the visitor convert, later in this visit or within 24 h?
 *  - `visit`: will the visitor convert later in this visit?
 *  - `later`: will the visitor come back after a day and within 30, or convert? */
export const QUESTIONS = ['now', 'visit', 'later'] as const
export type Question = (typeof QUESTIONS)[number]

/** How long after the moment the answer is known for sure. */
export const WINDOWS: Readonly<Record<Question, DurationMs>> = { now: DAY, visit: DAY, later: 30 * DAY }
/** Who is back within the day had only paused. Chosen, after the return that a restaurant guide's visits were labelled with. */
export const BACK_AFTER: DurationMs = DAY

/** What a conversion within the day but in a later visit counts for when ranking is learned. Who buys in this very visit
 *  behaves differently from who will return for it, and the page wants to know the first. Source: cross-validated on a web shop,
 *  2017: between 0.1 and 0.2 nothing is lost in the visit and 24 h gain 0.02 of AUC; at 1 the visit loses 0.03. */
export const LATER_VISIT_COUNTS: Ratio = 0.2

/** What was known at one moment, and what became of it. */
export interface Example {
  readonly visitor: string
  readonly at: UnixMs
  readonly features: Readonly<Record<Feature, number>>
  readonly label: 0 | 1
  /** What a fit aims at, in [0, 1]: the label, but for `now`, where a conversion in a later visit counts for less. */
  readonly target: Ratio
  /** 1 / (moments in the visit), so that every visit counts once. */
  readonly weight: number
  /** Whether it is the last moment of its visit that the answer is known of. */
  readonly endsVisit: boolean
}

/** All moments whose answer is known at `until`, with the answer. A window that is still open gives no example, also when
 *  the answer is yes already: else the latest days would hold nothing but good news.
 *  @param until  UnixMs, up to which everything that happened is in the histories */
export function examplesOf(
  histories: readonly History[],
  question: Question,
  until: UnixMs,
): readonly Example[] {
  return histories.flatMap((history) => examplesOfOne(history, question, until))
}

function examplesOfOne(history: History, question: Question, until: UnixMs): readonly Example[] {
  const visits = visitsOf(history)
  const conversions = history.events
    .filter(({ type, detail }) => type === 'conversion' && !isRefund(detail.value))
    .map(({ at }) => at)
  const moments = momentsOf(history)
  const inVisit = new Map<number, number>()
  for (const { visit } of moments) inVisit.set(visit, (inVisit.get(visit) ?? 0) + 1)
  return moments
    .filter(({ event }) => event.at + WINDOWS[question] <= until)
    .map(({ event, state, visit }, i, closed) => {
      const label = answer(question, event.at, visit, visits, conversions) ? 1 : 0
      const isDistant = question === 'now' && visits[visit]!.firstConversionAt === null
      return {
        visitor: history.visitor,
        at: event.at,
        features: featuresOf(state),
        label,
        target: isDistant ? label * LATER_VISIT_COUNTS : label,
        weight: 1 / inVisit.get(visit)!,
        endsVisit: closed[i + 1]?.visit !== visit,
      }
    })
}

function answer(
  question: Question,
  at: UnixMs,
  index: number,
  visits: readonly PastVisit[],
  conversions: readonly UnixMs[],
): boolean {
  const visit = visits[index]!
  // Moments lie before the visit's first conversion, so one in the visit is one to come.
  const inVisit = visit.firstConversionAt !== null
  const within = (window: DurationMs): boolean => conversions.some((c) => c >= at && c <= at + window)
  switch (question) {
    case 'visit':
      return inVisit
    case 'now':
      return inVisit || within(WINDOWS.now)
    case 'later':
      return inVisit || within(WINDOWS.later) || isBack(visit, visits.slice(index + 1))
  }
}

function isBack({ end }: PastVisit, next: readonly PastVisit[]): boolean {
  return next.some(
    ({ start, isVisit }) => isVisit && start - end >= BACK_AFTER && start - end <= WINDOWS.later,
  )
}
