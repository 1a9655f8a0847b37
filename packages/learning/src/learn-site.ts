import { type Event, isRefund, type UnixMs } from '@koopsignaal/protocol'
import { checkModel, type Model, PRIORS } from '@koopsignaal/scoring'
import { averagePoints } from './average-points.ts'
import { type Example, examplesOf, WINDOWS } from './examples-of.ts'
import { type HeadVerdict, learnHead } from './learn-head.ts'
import { learnSegments, type SegmentsQuestion, type SegmentsVerdict } from './learn-segments.ts'
import { type History, historiesOf } from './moments.ts'
import { LATER_RULES, NOW_RULES } from './rules.ts'

export interface LearnOptions {
  /** The site's id, for the version. */
  readonly site: string
  /** Up to when everything that happened is in the events; what lies after it is left out. When the events end earlier,
   *  their end counts: of a replayed past it is not known what came next. */
  readonly until: UnixMs
  /** Number of the model, should it be published: one above the highest that the site ever had, those taken back included,
   *  so that no two models share a version. */
  readonly number: number
}

/** What came of a run; figures are there either way, to be kept with the decision. */
export interface Learned {
  /** Whether at least one head, or the segments, beat their rivals; only then is `model` a new one. */
  readonly publish: boolean
  /** The model to publish, or the current one. */
  readonly model: Model
  readonly now: HeadVerdict
  readonly later: HeadVerdict
  /** Points and borders of the segments. */
  readonly borders: SegmentsVerdict
  readonly data: {
    readonly visitors: number
    readonly events: number
    readonly conversions: number
    readonly from: UnixMs | null
    readonly until: UnixMs
  }
}

/** Learns a site's own heads from its events and says whether they are good enough to publish. Labels come only from windows
 *  that were closed at `until`. From 5 conversions on a head may learn how likely it all is, from 20 on its weights, which a
 *  prior of this kind of site holds until there is more evidence. Both heads are decided on by themselves.
 *  @param events  of this site, in any order; bots and uncounted visitors are left out
 *  @param current  the model that is in use
 *  @returns a `model` that passes `checkModel`; the current one itself when nothing is published
 *  Laws: deterministic; pure; the order of the events does not matter.
 *  Cost: about 0.2 ms an event, so run it off the thread that answers requests.
 *  @example learnSite(events, PRIORS.shop, { site: 'example', until, number: 1 }).model.version // 'shop-1+example-1' */
export function learnSite(events: Iterable<Event>, current: Model, options: LearnOptions): Learned {
  const { site, number } = options
  const histories = historiesOf(events).map(
    ({ visitor, events: own }): History => ({ visitor, events: own.filter(({ at }) => at <= options.until) }),
  )
  const times = histories.flatMap((history) => history.events.map(({ at }) => at))
  const from = times.reduce<UnixMs | null>((first, at) => (first === null || at < first ? at : first), null)
  const until = times.reduce((last, at) => (at > last ? at : last), from ?? options.until)
  const prior = PRIORS[current.kind]
  const source = `fitted on ${site} until ${new Date(until).toISOString()}`
  const nowExamples = examplesOf(histories, 'now', until)
  const now = learnHead({
    question: 'now',
    examples: nowExamples,
    positives: Math.min(conversionsIn(histories, until - WINDOWS.now), positivesIn(nowExamples)),
    current: current.now,
    prior: prior.now,
    rules: NOW_RULES[current.kind],
    source,
  })
  const laterExamples = examplesOf(histories, 'later', until)
  const later = learnHead({
    question: 'later',
    examples: laterExamples,
    positives: positivesIn(laterExamples),
    current: current.later,
    prior: prior.later,
    rules: LATER_RULES,
    source,
  })
  const heads: Model = {
    ...current,
    calibrated: now.head.calibrated || later.head.calibrated,
    now: now.head,
    later: later.head,
  }
  const { verdict: borders, segments } = learnSegments({
    histories,
    model: heads,
    question: questionOf(now, later),
    until,
    source,
  })
  const publish = [now.verdict, later.verdict, borders].some(({ status }) => status === 'published')
  const learned: Model = {
    ...heads,
    ...segments,
    ...(publish ? { average: averagePoints(histories, { ...heads, ...segments }) } : {}),
    version: `${prior.version}+${site}-${number}`,
  }
  return {
    publish,
    model: publish ? checkModel(learned) : current,
    now: now.verdict,
    later: later.verdict,
    borders,
    data: {
      visitors: histories.filter((history) => history.events.length > 0).length,
      events: times.length,
      conversions: conversionsIn(histories, until),
      from,
      until,
    },
  }
}

/** What came of a head: the verdict, and the head to use. */
type HeadLearned = ReturnType<typeof learnHead>

/** What segments are to tell apart by: whoever converts later in the visit, else whoever comes back; that of a chance that comes true where there
 *  is one, else of one that at least ranks: how many come back may drift while who does stays the same. */
function questionOf(now: HeadLearned, later: HeadLearned): SegmentsQuestion | null {
  const asked = [
    ['visit', now],
    ['later', later],
  ] as const
  const [question] =
    asked.find(([, { head }]) => head.calibrated) ?? asked.find(([, { verdict }]) => ranks(verdict)) ?? []
  return question ?? null
}

/** Whether the head in use from now on ranks the latest visits better than a points table. */
function ranks(verdict: HeadVerdict): boolean {
  if (verdict.status !== 'published' && verdict.status !== 'refused') return false
  const { current, points } = verdict.figures
  const figures = verdict.status === 'published' ? verdict.trials.at(-1)?.figures : current
  return figures !== undefined && figures.auc > points.auc
}

function conversionsIn(histories: readonly History[], until: UnixMs): number {
  return histories
    .flatMap(({ events }) => events)
    .filter(({ type, at, detail }) => type === 'conversion' && !isRefund(detail.value) && at <= until).length
}

/** Visits that it came true of. */
function positivesIn(examples: readonly Example[]): number {
  return examples.reduce((sum, { label, weight }) => sum + label * weight, 0)
}
