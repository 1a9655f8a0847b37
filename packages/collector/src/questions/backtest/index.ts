import {
  calibrationBins,
  type Example,
  examplesOf,
  figuresOf,
  hasBothKinds,
  outcomesOf,
} from '@koopsignaal/learning'
import type {
  BacktestAnswer,
  BacktestHeadAnswer,
  BacktestSideAnswer,
  Segment,
  TopicRule,
  UnixMs,
} from '@koopsignaal/protocol'
import { HEAD_NAMES, type HeadName, SEGMENTS } from '@koopsignaal/protocol'
import { type Model, standingAt } from '@koopsignaal/scoring'
import { advanceVisitor } from '../../advance-visitor.ts'
import { modelOf } from '../../models.ts'
import type { Site, Store, VisitorChange } from '../../storage/store.ts'
import { iso } from '../iso.ts'
import { retopic } from './retopic.ts'
import { type SampledHistory, sampleHistories } from './sample-histories.ts'

/** What a back-test tries in place of what the site has. */
export interface BacktestChange {
  readonly model?: Model
  readonly topicRules?: readonly TopicRule[]
}

/** Runs a back-test somewhere where it keeps nobody waiting.
 *  @throws AppError too_fast while another one is running, too_slow when it takes too long */
export type RunBacktest = (site: Site, change: BacktestChange) => Promise<BacktestAnswer>

/** Chosen: a minute's work, and some 500 MB with all that is derived from them. */
export const MAX_BACKTEST_EVENTS = 200_000
/** Chosen: enough to look some of them up. */
const EXAMPLES = 20

/** Scores a site's own past twice, as it is and with a change, and says what would have come out otherwise. Changes nothing.
 *  The heads are judged on the whole past, the time that they were learned from included.
 *  Cost: about 0.3 ms an event, so it runs off the thread that answers requests. */
export function askBacktest(
  store: Pick<Store, 'events'>,
  site: Site,
  change: BacktestChange,
  maxEvents = MAX_BACKTEST_EVENTS,
): BacktestAnswer {
  const { histories, share } = sampleHistories(store.events(site.id), maxEvents)
  const times = histories.flatMap(({ events }) => [events[0]!.at, events.at(-1)!.at])
  const from = times.reduce((first, at) => Math.min(first, at), Number.POSITIVE_INFINITY)
  const to = times.reduce((last, at) => Math.max(last, at), Number.NEGATIVE_INFINITY)
  const topics =
    change.topicRules === undefined
      ? { histories, changed: 0 }
      : retopic(histories, site.topicRules, change.topicRules)
  const otherSite = { ...site, model: change.model ?? modelOf(site) }
  const present = walk(site, histories, to)
  const other = walk(otherSite, topics.histories, to)
  return {
    from: histories.length === 0 ? null : iso(from),
    to: histories.length === 0 ? null : iso(to),
    visitors: histories.length,
    events: histories.reduce((sum, { events }) => sum + events.length, 0),
    share,
    topicsChanged: topics.changed,
    present: toSide(modelOf(site), present, histories, to),
    other: toSide(otherSite.model, other, topics.histories, to),
    moved: movesOf(present, other),
    examples: examplesOfMoves(present, other),
  }
}

/** One visitor at the end of the past. */
interface Walked {
  readonly visitor: string
  readonly change: VisitorChange
  readonly segment: Segment
  readonly score: number
}

function walk(site: Site, histories: readonly SampledHistory[], end: UnixMs): readonly Walked[] {
  return histories.map(({ visitor, events }) => {
    const change = advanceVisitor(site, null, events) as VisitorChange
    const { segment, score } = standingAt(change.profile, end, modelOf(site))
    return { visitor, change, segment, score }
  })
}

function toSide(
  model: Model,
  walked: readonly Walked[],
  histories: readonly SampledHistory[],
  until: UnixMs,
): BacktestSideAnswer {
  const visits = walked.flatMap(({ change }) => change.visits)
  return {
    model: model.version,
    segments: SEGMENTS.map((segment) => {
      const own = visits.filter(({ segments }) => segments.includes(segment)).length
      const converted = visits.filter((visit) => visit.converted?.segment === segment).length
      return {
        segment,
        visitors: walked.filter((one) => one.segment === segment).length,
        visits: own,
        converted,
        conversionRate: own === 0 ? null : converted / own,
      }
    }),
    heads: HEAD_NAMES.map((name) => judgeHead(name, model, examplesOf(histories, name, until))),
  }
}

function judgeHead(name: HeadName, model: Model, examples: readonly Example[]): BacktestHeadAnswer {
  const head = model[name]
  const outcomes = outcomesOf(head, examples)
  return {
    head: name,
    calibrated: head.calibrated,
    figures: hasBothKinds(examples) ? figuresOf(outcomes) : null,
    bins:
      outcomes.length === 0
        ? []
        : calibrationBins(outcomes).map(({ weight, said, seen }) => ({ visits: weight, said, seen })),
  }
}

function movesOf(present: readonly Walked[], other: readonly Walked[]): BacktestAnswer['moved'] {
  return SEGMENTS.flatMap((from) =>
    SEGMENTS.filter((to) => to !== from).map((to) => ({
      from,
      to,
      visitors: present.filter(({ segment }, i) => segment === from && other[i]!.segment === to).length,
    })),
  ).filter(({ visitors }) => visitors > 0)
}

/** Only those with consent are named one by one. */
function examplesOfMoves(present: readonly Walked[], other: readonly Walked[]): BacktestAnswer['examples'] {
  return present
    .map(({ visitor, change, segment, score }, i) => ({
      id: visitor,
      from: segment,
      to: other[i]!.segment,
      score,
      otherScore: other[i]!.score,
      consented: change.facts.consented,
    }))
    .filter(({ from, to, consented }) => from !== to && consented)
    .toSorted((a, b) => Math.max(b.score, b.otherScore) - Math.max(a.score, a.otherScore))
    .slice(0, EXAMPLES)
    .map(({ consented: _consented, ...example }) => example)
}
