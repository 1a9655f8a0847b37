import type { ConsentMode } from './consent.ts'
import type { EventType, Props } from './events.ts'
import type { DurationMs, Percent, UnixMs } from './units.ts'
import type { BotReason, Channel, Device, Topic } from './words.ts'

/** Where a visit came from; on the page view that came in from outside, else null. */
export interface Source {
  readonly channel: Channel
  /** 'google', 'newsletter', 'example.org'; null for direct. */
  readonly source: string | null
  readonly medium: string | null
  readonly campaign: string | null
  readonly term: string | null
  readonly content: string | null
}

/** An event as it is kept: validated, placed in time, enriched, cleaned. It has no address and no full user agent:
 *  the step before the store has forgotten them, and this type has no room for them. */
export interface Event {
  readonly site: string
  readonly id: string
  /** The consented id, the day's hash, or null in mode `count`. */
  readonly visitor: string | null
  readonly consent: Exclude<ConsentMode, 'off'>
  readonly type: EventType
  readonly at: UnixMs
  readonly receivedAt: UnixMs
  /** Set when the event is taken to come from a program; such an event is kept but never scored. */
  readonly bot: BotReason | null
  /** Host and path without query; null when the event names no page. */
  readonly host: string | null
  readonly path: string | null
  readonly title: string | null
  readonly topic: Topic | null
  readonly item: string | null
  readonly category: string | null
  readonly source: Source | null
  readonly device: Device
  readonly browser: string | null
  readonly os: string | null
  readonly country: string | null
  readonly detail: EventDetail
}

/** What only some types carry; absent where it does not apply. */
export interface EventDetail {
  readonly cta?: string
  readonly engagedMs?: DurationMs
  readonly scrollPercent?: Percent
  readonly query?: string
  readonly results?: number
  readonly form?: string
  readonly href?: string
  readonly name?: string
  readonly value?: number
  readonly currency?: string
  readonly question?: string
  readonly answer?: string
  readonly rating?: number
  readonly referrer?: string
  readonly props?: Props
}
