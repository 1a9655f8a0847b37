import type { BotAnswer, DroppedAnswer, Event, IngestAnswer, UnixMs } from '@koopsignaal/protocol'
import { BOT, botNotes } from './bot-notes.ts'
import type { Committer, Submitted } from './commit.ts'
import type { Asked, Assessed } from './keep.ts'
import type { Metrics } from './metrics.ts'
import {
  type DayHash,
  type Dropped,
  type PreparedBatch,
  prepare,
  type ReceivedBatch,
  type Sender,
  takenBackBy,
} from './pipeline/index.ts'
import { quarantineCopy } from './quarantine-copy.ts'
import type { Drop, Site, Store } from './storage/store.ts'

export interface Ingest {
  readonly store: Store
  readonly committer: Committer
  readonly dayHash: DayHash
  readonly metrics: Metrics
}

/** How batches are taken in. */
export interface Manner {
  readonly isAssessed: boolean
  /** Whether one more event of a program may be listed for the owner to see. */
  readonly mayListBot: (site: string) => boolean
}

/** Many at once, of the owner's own: nobody waits to see what each of them came to. */
export const AS_IMPORT: Manner = { isAssessed: false, mayListBot: () => false }

/** One batch, from what arrived to the answer: prepared, committed, counted.
 *  Law: accepted + duplicates + dropped = the events that arrived. */
export async function ingestBatch(
  parts: Ingest,
  batch: ReceivedBatch,
  site: Site,
  sender: Sender,
  { isAssessed, mayListBot }: Manner,
): Promise<IngestAnswer> {
  const gone = takenBackBy(batch.envelope)
  if (gone !== null) {
    await parts.store.erase({ site: site.id, visitor: gone }, sender.receivedAt)
    // Nothing to keep, so no place in a queue that may be full.
    if (batch.events.length === 0 && !sender.owner) return { accepted: 0, duplicates: 0, dropped: [] }
  }
  const prepared = prepare(batch, site, sender, parts.dayHash)
  const asked = isAssessed ? toAsked(prepared, site, sender) : null
  const bytes = batch.bytes ?? 0
  const { assessed, bots, ...kept } = await keep(
    parts.committer,
    { ...prepared, asked, bytes },
    site,
    sender.receivedAt,
  )
  const listed = bots.filter(() => mayListBot(site.id))
  if (listed.length > 0) await list(parts.committer, listed, batch, site, sender.receivedAt)
  count(parts.metrics, batch.events.length, kept, prepared)
  return {
    ...kept,
    dropped: kept.dropped.map(withoutEvent),
    // A stranger is not told: who knows what gives a program away makes one that is not.
    ...(sender.owner && bots.length > 0 ? { bots } : {}),
    ...(assessed === null ? {} : { assessment: assessed }),
  }
}

/** Lists events of programs beside those that were dropped. */
async function list(
  committer: Committer,
  bots: readonly BotAnswer[],
  batch: ReceivedBatch,
  site: Site,
  at: UnixMs,
): Promise<void> {
  await committer.submit(
    [],
    bots.map(({ index, message }) => {
      const event = quarantineCopy(batch.events[index])
      return { site: site.id, at, reason: BOT, message, event }
    }),
  )
}

/** Keeps what was refused before it was part of a batch, for the owner to see.
 *  @param site  null: nobody may see it, so it is counted only
 *  Law: as that of `ingestBatch`. */
export async function keepRefused(
  { committer, metrics }: Pick<Ingest, 'committer' | 'metrics'>,
  refused: readonly Dropped[],
  site: Site | null,
  now: UnixMs,
): Promise<void> {
  if (site !== null)
    await committer.submit(
      [],
      refused.map((one) => toDrop(one, site, now)),
    )
  metrics.received(refused.length)
  for (const { reason } of refused) metrics.dropped(reason, 1)
}

interface Outcome {
  readonly accepted: number
  readonly duplicates: number
  readonly dropped: readonly Dropped[]
}

async function keep(
  committer: Committer,
  { events, dropped, asked, bytes }: PreparedBatch & Pick<Submitted, 'asked' | 'bytes'>,
  site: Site,
  now: UnixMs,
): Promise<Outcome & { readonly assessed: Assessed; readonly bots: readonly BotAnswer[] }> {
  const { verdicts, assessed } = await committer.submitAsking({
    events: events.map(({ event }) => event),
    drops: dropped.map((one) => toDrop(one, site, now)),
    asked,
    bytes,
  })
  let accepted = 0
  let duplicates = 0
  const erased: Dropped[] = []
  const bots = botNotes(events.filter((_, i) => verdicts[i] === 'accepted'))
  verdicts.forEach((verdict, i) => {
    if (verdict === 'accepted') accepted++
    else if (verdict === 'duplicate') duplicates++
    else erased.push(ofErased(events[i]!.index))
  })
  if (erased.length === 0) return { accepted, duplicates, dropped, assessed, bots }
  await committer.submit(
    [],
    erased.map((one) => toDrop(one, site, now)),
  )
  const all = [...dropped, ...erased].toSorted((a, b) => a.index - b.index)
  return { accepted, duplicates, dropped: all, assessed, bots }
}

function ofErased(index: number): Dropped {
  return {
    index,
    reason: 'visitor_erased',
    message: `events[${index}]: this visitor was erased less than a day ago`,
    event: null,
  }
}

function withoutEvent({ index, reason, message }: Dropped): DroppedAnswer {
  return { index, reason, message }
}

function toDrop({ reason, message, event }: Dropped, site: Site, at: UnixMs): Drop {
  return { site: site.id, at, reason, message, event: quarantineCopy(event) }
}

function count(
  metrics: Metrics,
  received: number,
  { accepted, duplicates, dropped }: Outcome,
  { events }: PreparedBatch,
): void {
  metrics.received(received)
  metrics.accepted(accepted)
  metrics.duplicate(duplicates)
  for (const { event } of events) if (event.bot !== null) metrics.bot(1)
  for (const { reason } of dropped) metrics.dropped(reason, 1)
}

/** A page learns what its visitor is only when the visitor consented; the owner's own server always does, as of the batch's
 *  last event. */
function toAsked(prepared: PreparedBatch, site: Site, sender: Sender): Asked | null {
  if (!(sender.owner || prepared.consent === 'granted')) return null
  const last = lastEvent(prepared)
  // An import's cookieless events carry the hash of their own day: the last one's is the visitor.
  const visitor = last?.visitor ?? prepared.visitor
  return sender.owner
    ? { site: site.id, visitor, at: last?.at || sender.receivedAt, by: 'owner' }
    : { site: site.id, visitor, at: sender.receivedAt, by: 'page' }
}

function lastEvent({ events }: PreparedBatch): Event | null {
  let last: Event | null = null
  for (const { event } of events) if (last === null || event.at >= last.at) last = event
  return last
}
