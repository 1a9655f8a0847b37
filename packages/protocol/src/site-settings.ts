import type { ConsentMode } from './consent.ts'
import type { CookieKeeper } from './server-cookie.ts'
import type { Delivery } from './tracker-settings.ts'
import type { Language, SiteKind, Topic } from './words.ts'

/** A rule of the site's owner: pages whose path fits are about this topic. */
export interface TopicRule {
  /** Path pattern: `*` stands for anything within a segment, `**` for anything across them. */
  readonly path: string
  readonly topic: Topic
}

/** Conversions that the owner hopes for. */
export interface Goal {
  /** The conversions' name. */
  readonly conversion: string
  /** How many in a month. */
  readonly perMonth: number
}

/** What an owner chooses for a site. */
export interface SiteSettings {
  readonly domains: readonly string[]
  readonly kind: SiteKind
  /** IANA name; days in reports are this zone's days. */
  readonly timeZone: string
  readonly language: Language
  readonly consent: Exclude<ConsentMode, 'granted'>
  readonly hashRouting: boolean
  readonly queryRouting: boolean
  /** `core`: the small snippet, without consent storage, forms and the koop() calls. */
  readonly variant: 'full' | 'core'
  /** Who keeps the id of a visitor who agreed on the device. `server`: the collector too, on the site's own domain. */
  readonly cookie: CookieKeeper
  /** What becomes of events that cannot be sent. `offline`: who agreed keeps them on the device. */
  readonly delivery: Delivery
  readonly topicRules: readonly TopicRule[]
  /** Which conversions count as a goal, and how many are hoped for; each name once. */
  readonly goals: readonly Goal[]
}
