import type { AssessmentForOwner, AssessmentSummary, IngestAnswer, UnixMs } from '@koopsignaal/protocol'
import { assess, empty, type Profile } from '@koopsignaal/scoring'
import type { Committer } from './commit.ts'
import type { Metrics } from './metrics.ts'
import { modelOf } from './models.ts'
import {
  type DayHash,
  type Dropped,
  type PreparedBatch,
  prepare,
  type ReceivedBatch,
  type Sender,
} from './pipeline/index.ts'
import { quarantineCopy } from './quarantine-copy.ts'
import { visitorAsOf } from './questions/visitor.ts'
import type { Drop, Site, Store } from './storage/store.ts'

export interface Ingest {
  readonly store: Store
  readonly committer: Committer
  readonly dayHash: DayHash
  readonly metrics: Metrics
}

/** One batch, from what arrived to the answer: prepared, committed, counted.
 *  Law: accepted + duplicates + dropped = the events that arrived. */
export async function ingestBatch(
  parts: Ingest,
  batch: ReceivedBatch,
  site: Site,
  sender: Sender,
  wanted: 'assessed' | 'unassessed' = 'assessed',
): Promise<IngestAnswer> {
  if (batch.envelope.consent === 'withdrawn' && batch.envelope.visitor !== undefined) {
    await parts.store.erase({ site: site.id, visitor: batch.envelope.visitor }, sender.receivedAt)
  }
  const prepared = prepare(batch, site, sender, parts.dayHash)
  const { accepted, duplicates, dropped } = await keep(parts, prepared, site, sender.receivedAt)
  count(parts.metrics, batch.events.length, accepted, duplicates, dropped, prepared)
  const assessment = wanted === 'assessed' ? await assessmentOf(parts.store, prepared, site, sender) : null
  return {
    accepted,
    duplicates,
    dropped: dropped.map(({ index, reason, message }) => ({ index, reason, message })),
    ...(assessment === null ? {} : { assessment }),
  }
}

async function keep(parts: Ingest, prepared: PreparedBatch, site: Site, now: UnixMs) {
  const verdicts = await parts.committer.submit(
    prepared.events.map(({ event }) => event),
    prepared.dropped.map((dropped) => toDrop(dropped, site, now)),
  )
  const erased = prepared.events
    .filter((_, i) => verdicts[i] === 'erased')
    .map(
      ({ index }): Dropped => ({
        index,
        reason: 'visitor_erased',
        message: `events[${index}]: this visitor was erased less than a day ago`,
        event: null,
      }),
    )
  if (erased.length > 0) {
    await parts.committer.submit(
      [],
      erased.map((dropped) => toDrop(dropped, site, now)),
    )
  }
  return {
    accepted: verdicts.filter((verdict) => verdict === 'accepted').length,
    duplicates: verdicts.filter((verdict) => verdict === 'duplicate').length,
    dropped: [...prepared.dropped, ...erased].toSorted((a, b) => a.index - b.index),
  }
}

function toDrop({ reason, message, event }: Dropped, site: Site, at: UnixMs): Drop {
  return { site: site.id, at, reason, message, event: quarantineCopy(event) }
}

function count(
  metrics: Metrics,
  received: number,
  accepted: number,
  duplicates: number,
  dropped: readonly Dropped[],
  prepared: PreparedBatch,
): void {
  metrics.received(received)
  metrics.accepted(accepted)
  metrics.duplicate(duplicates)
  metrics.bot(prepared.events.filter(({ event }) => event.bot !== null).length)
  for (const { reason } of dropped) metrics.dropped(reason, 1)
}

/** A page learns what its visitor is only when the visitor consented; the owner's own server always does, as of the batch's
 *  last event. */
async function assessmentOf(
  store: Store,
  prepared: PreparedBatch,
  site: Site,
  sender: Sender,
): Promise<AssessmentSummary | AssessmentForOwner | null> {
  if (!(sender.owner || prepared.consent === 'granted')) return null
  const visitor = visitorToAssess(prepared)
  const stored = visitor === null ? null : await store.visitor({ site: site.id, visitor })
  if (!sender.owner) {
    const present = stored && (await visitorAsOf(store, site, stored, sender.receivedAt))
    return present && toSummary(present.profile, site, sender.receivedAt)
  }
  const at = prepared.events.reduce((last, { event }) => Math.max(last, event.at), 0) || sender.receivedAt
  const then = stored && (await visitorAsOf(store, site, stored, at))
  return toOwnerAnswer(then?.profile ?? strangerAt(at, site), site, at)
}

/** Somebody of whom nothing is known: the owner's server is always told where a visitor stands, also one who is only counted,
 *  was erased or is a program. */
function strangerAt(at: UnixMs, site: Site): Profile {
  return {
    model: modelOf(site).version,
    state: empty,
    last: { at, id: '' },
    axes: { waarom: 0, wat: 0, waar: 0 },
    koperUntil: null,
    zoekerUntil: null,
    deal: false,
  }
}

/** An import's cookieless events carry the hash of their own day: the last one's is the visitor. */
function visitorToAssess(prepared: PreparedBatch): string | null {
  const last = prepared.events.reduce<PreparedBatch['events'][number] | null>(
    (latest, one) => (latest === null || one.event.at >= latest.event.at ? one : latest),
    null,
  )
  return last?.event.visitor ?? prepared.visitor
}

function toSummary(profile: Profile, site: Site, at: UnixMs): AssessmentSummary {
  const { segment, phase, score, confidence } = assess(profile, modelOf(site), at)
  return { segment, phase, score, confidence }
}

function toOwnerAnswer(profile: Profile, site: Site, at: UnixMs): AssessmentForOwner {
  const { segment, phase, score, confidence, now, later, calibrated } = assess(profile, modelOf(site), at)
  return { segment, phase, score, confidence, now: sixDecimals(now), later: sixDecimals(later), calibrated }
}

function sixDecimals(ratio: number): number {
  return Math.round(ratio * 1e6) / 1e6
}
