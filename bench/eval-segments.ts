import {
  ALL_TIMES,
  bootstrap,
  chooseBorders,
  type Example,
  FOLDS,
  groupOf,
  type History,
  historiesOf,
  learnPoints,
  momentsOf,
  type Readings,
  readingsOf,
  rocAuc,
  type SegmentsQuestion,
  type VisitorOutcome,
  walksOf,
} from '@koopsignaal/learning'
import type { Event } from '@koopsignaal/protocol'
import { SEGMENTS, type Segment, VISIT_GAP } from '@koopsignaal/protocol'
import { advance, type Model, type Profile } from '@koopsignaal/scoring'

/** Shares, rates with intervals, and flicker of the three segments under a model, a moment at a time.
 *  @param model  one for all; or each visitor's own, in one or more ways that are all counted
 *  @param examples  of these events, in the order of `momentsOf`, of those moments that `isAsked` */
export function segmentLines(
  events: readonly Event[],
  examples: readonly Example[],
  isAsked: (event: Event) => boolean,
  model: Model | readonly ((visitor: string) => Model)[],
): readonly string[] {
  const ways = 'version' in model ? [() => model] : model
  const histories = historiesOf(events)
  const moments = histories.flatMap((history) =>
    // Only the events: holding every state would take gigabytes.
    momentsOf(history).flatMap(({ event }) => (isAsked(event) ? [event] : [])),
  )
  if (moments.length !== examples.length) throw new Error('segmentLines: moments and examples differ')
  const flicker = { inVisit: 0, ever: 0 }
  const outcomes = ways.flatMap((modelOf) => {
    const segmentOf = new Map<string, Segment>()
    for (const history of histories) {
      const walked = walk(history, modelOf(history.visitor), segmentOf)
      flicker.inVisit += walked.inVisit
      flicker.ever += walked.ever
    }
    // The segment's rank as score, so that outcomes can be drawn and split again.
    return examples.map(
      ({ visitor, label, weight }, index): VisitorOutcome => ({
        visitor,
        label,
        weight,
        score: SEGMENTS.indexOf(segmentOf.get(moments[index]!.id)!),
      }),
    )
  })
  const per100 = (count: number): string => ((100 * count) / events.length / ways.length).toFixed(2)
  return [
    ...segmentTable(outcomes),
    `- there and back over the whole history: ${per100(flicker.ever)} per 100 events; within a visit: ${per100(flicker.inVisit)}`,
  ]
}

/** For each way of splitting visitors into groups, the models with segments learned from everybody but the visitor's own group: what
 *  learning them is worth on visitors they were not learned from.
 *  @param learns  how points are divided as well, or the borders alone
 *  @param splits  so many ways of splitting: of few visitors, which come together moves what borders reach by more than a tenth */
export function withLearnedSegments(
  events: readonly Event[],
  model: Model,
  {
    question,
    until,
    learns,
    splits: count,
  }: { question: SegmentsQuestion; until: number; learns: 'points' | 'borders'; splits: number },
): {
  readonly modelOf: readonly ((visitor: string) => Model)[]
  readonly borders: readonly string[]
  readonly auc: number
} {
  const readings = readingsOf(historiesOf(events), question, until)
  const splits = Array.from({ length: count }, (_, split) => learnedIn(split, readings, model, learns))
  const scores = splits.flatMap(({ groupIn, models }) =>
    models.flatMap((own, fold) =>
      walksOf(
        readings.filter(({ visitor }) => groupIn(visitor) === fold),
        own,
      ).flatMap(({ steps }) =>
        steps.flatMap(({ after, label, weight }) =>
          label === null ? [] : [{ score: after, label, weight }],
        ),
      ),
    ),
  )
  return {
    modelOf: splits.map(
      ({ groupIn, models }) =>
        (visitor) =>
          models[groupIn(visitor)]!,
    ),
    borders: splits[0]!.models.map(({ zoeker, koper }) =>
      [zoeker, koper].map(({ enter, exit }) => `${enter}/${exit}`).join(', '),
    ),
    auc: rocAuc(scores),
  }
}

function learnedIn(split: number, readings: readonly Readings[], model: Model, learns: 'points' | 'borders') {
  const groupIn = (visitor: string): number => groupOf(split === 0 ? visitor : `${split} ${visitor}`, FOLDS)
  const models = Array.from({ length: FOLDS }, (_, fold): Model => {
    const others = readings.filter(({ visitor }) => groupIn(visitor) !== fold)
    const learned = learns === 'points' ? learnPoints(others, model, ALL_TIMES, 'eval') : null
    const own = { ...model, weights: learned ?? model.weights }
    return { ...own, ...chooseBorders(walksOf(others, own), own, ALL_TIMES) }
  })
  return { groupIn, models }
}

/** @param outcomes  with the segment's rank (0, 1, 2) as score */
export function segmentTable(outcomes: readonly VisitorOutcome[]): readonly string[] {
  const rate = (some: readonly VisitorOutcome[], rank: number | null): number => {
    const own = some.filter(({ score }) => rank === null || score === rank)
    return own.reduce((sum, { label, weight }) => sum + label * weight, 0) / weightOf(own)
  }
  const interval = (figure: (some: readonly VisitorOutcome[]) => number, show: (value: number) => string) => {
    const { low, high } = bootstrap(outcomes, figure, { draws: 200 })
    return `${show(figure(outcomes))} (${show(low)}–${show(high)})`
  }
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`
  return [
    '| segment | share of the visits’ moments | rate (95 %) |',
    '|---|---:|---|',
    ...SEGMENTS.map((segment, rank) => {
      const own = outcomes.filter(({ score }) => score === rank)
      return `| ${segment} | ${percent(weightOf(own) / weightOf(outcomes))} | ${interval((some) => rate(some, rank), percent)} |`
    }),
    '',
    `- koper against the base rate: ${interval(
      (some) => rate(some, 2) / rate(some, null),
      (value) => value.toFixed(2),
    )}`,
    `- zoeker less passant: ${interval((some) => rate(some, 1) - rate(some, 0), percent)}`,
  ]
}

/** Notes the segment after every event; returns how often it came back to what it had just been: within a visit, and ever, with
 *  the fading of days and weeks between. */
function walk(
  { events }: History,
  model: Model,
  segmentOf: Map<string, Segment>,
): { readonly inVisit: number; readonly ever: number } {
  let profile: Profile | null = null
  let previous = Number.NEGATIVE_INFINITY
  const inVisit = createPath()
  const ever = createPath()
  for (const event of events) {
    const step = advance(profile, event, model)
    profile = step.profile
    const { segment } = step.spans[0]!
    segmentOf.set(event.id, segment)
    if (event.at - previous > VISIT_GAP) inVisit.startAnew()
    previous = event.at
    inVisit.add(segment)
    ever.add(segment)
  }
  return { inVisit: inVisit.returns(), ever: ever.returns() }
}

/** Segments one after the other, and how often the one before the last came back. */
export function createPath() {
  let path: Segment[] = []
  let returns = 0
  return {
    add: (segment: Segment): void => {
      if (path.at(-1) === segment) return
      if (path.at(-2) === segment) returns++
      path.push(segment)
    },
    startAnew: (): void => {
      path = []
    },
    returns: (): number => returns,
  }
}

function weightOf(outcomes: readonly VisitorOutcome[]): number {
  return outcomes.reduce((sum, { weight }) => sum + weight, 0)
}
