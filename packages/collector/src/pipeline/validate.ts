import { MAX_CLOCK_LEAD, type UnixMs, type WireEvent } from '@koopsignaal/protocol'
import { issueText } from '../schemas/issue-text.ts'
import { parseEvent } from '../schemas/wire.ts'
import type { Site } from '../storage/store.ts'
import { asClicked } from './as-clicked.ts'
import type { Dropped, DropReason } from './dropped.ts'
import type { ReceivedBatch, Sender } from './receive.ts'

export interface ValidEvent {
  readonly index: number
  readonly wire: WireEvent
  /** On the server's clock. */
  readonly at: UnixMs
}

export interface ValidBatch {
  readonly events: readonly ValidEvent[]
  readonly dropped: readonly Dropped[]
}

/** Checks each event by itself and puts it on the server's clock: one bad event does not sink its batch. */
export function validate(batch: ReceivedBatch, site: Site, sender: Sender): ValidBatch {
  const events: ValidEvent[] = []
  const dropped: Dropped[] = []
  batch.events.forEach((event, index) => {
    const result = validateEvent(event, index, site, sender)
    if ('reason' in result) dropped.push({ index, event, ...result })
    else events.push({ index, ...result })
  })
  return { events, dropped }
}

function validateEvent(
  event: unknown,
  index: number,
  site: Site,
  sender: Sender,
): { wire: WireEvent; at: UnixMs } | { reason: DropReason; message: string } {
  const parsed = parseEvent(event)
  if (!parsed.success) {
    return { reason: 'invalid_event', message: issueText(['events', index], parsed.error.issues[0]!) }
  }
  const place = `events[${index}]`
  const wire = sender.owner ? parsed.data : asClicked(parsed.data, site)
  if (wire === null) {
    return {
      reason: 'invalid_event',
      message: `${place}.href: leads to a page of the site and not to a file`,
    }
  }
  if (!sender.owner && !mayComeFrom(sender.origin, site)) {
    return {
      reason: 'foreign_origin',
      message: `${place}: sent from ${sender.origin}, which is no domain of this site`,
    }
  }
  if (wire.type === 'conversion' && (wire.value ?? 0) < 0 && !sender.owner) {
    return { reason: 'invalid_event', message: `${place}.value: below zero only with a write token` }
  }
  if (wire.at === undefined) return { wire, at: Math.round(sender.receivedAt - (wire.ago ?? 0)) }
  if (!sender.owner) {
    return { reason: 'at_needs_token', message: `${place}.at: only with a write token; send ago instead` }
  }
  if (wire.at > sender.receivedAt + MAX_CLOCK_LEAD) {
    return { reason: 'at_in_future', message: `${place}.at: lies in the future` }
  }
  return { wire, at: Math.min(wire.at, sender.receivedAt) }
}

/** Pages on the developer's own machine may use every site's tag. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

function mayComeFrom(origin: string | null, site: Site): boolean {
  if (origin === null || LOOPBACK.test(origin)) return true
  return site.domains.some((domain) => origin === domain || origin.endsWith(`.${domain}`))
}
