import {
  type BorderFigures,
  ENOUGH_FOR_INTERCEPT,
  type HeadVerdict,
  type Learned,
  type SegmentsVerdict,
  SURE,
  TRUE_ENOUGH,
} from '@koopsignaal/learning'
import type {
  BorderFiguresAnswer,
  BordersDecisionAnswer,
  HeadDecisionAnswer,
  HeadName,
  ModelDecisionAnswer,
  ModelsAnswer,
  PresentModelAnswer,
} from '@koopsignaal/protocol'
import { HEAD_NAMES } from '@koopsignaal/protocol'
import type { Model } from '@koopsignaal/scoring'
import { modelOf } from '../models.ts'
import type { ModelDecision, Site, Store } from '../storage/store.ts'
import { iso } from './iso.ts'
import { type Listing, type ListQuery, pageOfList } from './page-of-list.ts'

/** The model that a site's visitors are scored with, and every decision that led to it. */
export async function askModels(store: Store, site: Site, query: ListQuery<'at'>): Promise<ModelsAnswer> {
  const decisions = await store.modelDecisions(site.id)
  const { items, next } = pageOfList(decisions, DECISIONS, query)
  return { present: toPresent(modelOf(site)), models: items.map(toDecision), next }
}

const DECISIONS: Listing<ModelDecision, 'at'> = {
  key: ({ version, decision }) => `${version} ${decision}`,
  sorts: { at: ({ at }) => at },
}

function toPresent({ version, kind, now, later, zoeker, koper, weights }: Model): PresentModelAnswer {
  return {
    version,
    kind,
    calibratedHeads: { now: now.calibrated, later: later.calibrated },
    zoeker,
    koper,
    signals: weights.map(({ signal, points, cap, source }) => ({ signal, points, cap, source })),
  }
}

function toDecision({ at, decision, version, reason, figures }: ModelDecision): ModelDecisionAnswer {
  // What `learn` kept; nothing is kept with a model that was taken back.
  const kept = figures as Pick<Learned, HeadName | 'borders'> | null
  return {
    at: iso(at),
    decision,
    version,
    reason,
    heads: kept === null ? [] : HEAD_NAMES.map((head) => toHeadDecision(head, kept[head])),
    borders: kept === null ? null : toBordersDecision(kept.borders),
  }
}

function toBordersDecision(verdict: SegmentsVerdict): BordersDecisionAnswer | null {
  if (verdict.status !== 'published' && verdict.status !== 'refused') return null
  const { status, question, learns, borders, present, learned, current } = verdict
  const figures = { learned: toFigures(learned), current: toFigures(current) }
  return { status, question, learns, ...borders, before: present, ...figures }
}

function toFigures({ gain: _gain, ...figures }: BorderFigures): BorderFiguresAnswer {
  return figures
}

function toHeadDecision(head: HeadName, verdict: HeadVerdict): HeadDecisionAnswer {
  const { status, positives } = verdict
  const needed = ENOUGH_FOR_INTERCEPT
  if (status === 'too_few' || status === 'cannot_judge')
    return { head, status, positives, needed, trials: [], rivals: null }
  const trials = verdict.trials.map(({ claim, ...trial }) => ({
    ...trial,
    claim: { ...claim, within: TRUE_ENOUGH, needed: SURE },
  }))
  return { head, status, positives, needed, trials, rivals: verdict.figures }
}
