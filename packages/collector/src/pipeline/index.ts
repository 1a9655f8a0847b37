import type { Event, WireEnvelope } from '@koopsignaal/protocol'
import type { Site } from '../storage/store.ts'
import type { Dropped } from './dropped.ts'
import { enrich } from './enrich.ts'
import { type DayHash, type Identity, identify } from './identify.ts'
import type { ReceivedBatch, Sender } from './receive.ts'
import { type ValidEvent, validate } from './validate.ts'

export { DROP_REASONS, type Dropped, type DropReason } from './dropped.ts'
export { type DayHash, takenBackBy } from './identify.ts'
export { parseJson, type ReceivedBatch, receive, type Sender } from './receive.ts'

/** What the request half hands to the commit: events that know nothing of an address any more. */
export interface PreparedBatch {
  /** Each with its place in the batch. */
  readonly events: readonly { readonly index: number; readonly event: Event }[]
  readonly dropped: readonly Dropped[]
  /** The visitor to assess; null when nobody is recognised. */
  readonly visitor: string | null
  readonly consent: Identity['consent']
}

/** The request half, pure: validate → identify → enrich (bot, source, device, topic) → forget the address. */
export function prepare(batch: ReceivedBatch, site: Site, sender: Sender, dayHash: DayHash): PreparedBatch {
  const { events, dropped } = validate(batch, site, sender)
  const own = identify(batch.envelope, site, sender, sender.receivedAt, dayHash)
  // A browser's hash is that of the day it sends on; an import's events each belong to their own day.
  const identities = events.map(({ at }) =>
    sender.owner ? identify(batch.envelope, site, sender, at, dayHash) : own,
  )

  const kept: { index: number; event: Event }[] = []
  const refused: Dropped[] = [...dropped]
  events.forEach((valid, i) => {
    const identity = identities[i]!
    if (identity.consent === 'off') refused.push(withoutConsent(valid))
    else
      kept.push({
        index: valid.index,
        event: enrich(valid, { ...around(batch.envelope, site, sender), ...identity }),
      })
  })
  refused.sort((a, b) => a.index - b.index)
  return {
    events: kept,
    dropped: refused,
    visitor: own.consent === 'off' ? null : own.visitor,
    consent: own.consent,
  }
}

function around(envelope: WireEnvelope, site: Site, sender: Sender) {
  return {
    site,
    receivedAt: sender.receivedAt,
    // A server's own user agent says nothing about the visitor.
    userAgent: sender.owner ? (envelope.userAgent ?? null) : sender.isTrial ? null : sender.userAgent,
    unseen: sender.isTrial || (sender.owner && envelope.userAgent === undefined),
    webdriver: envelope.webdriver ?? false,
    country: sender.country,
  }
}

function withoutConsent(valid: ValidEvent): Dropped {
  return {
    index: valid.index,
    reason: 'no_consent',
    message: `events[${valid.index}]: sent with consent 'off'`,
    event: null,
  }
}
