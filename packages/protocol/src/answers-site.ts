import type { ConsentMode } from './consent.ts'
import type { EventType } from './events.ts'
import type { SiteSettings } from './site-settings.ts'
import type { Channel, Device, Phase, Role, Segment, Topic } from './words.ts'

/** A site as its owner manages it: settings, tokens, saved segments, installation. */

export interface SiteAnswer extends SiteSettings {
  readonly id: string
  /** Version of the model that its visitors are scored with. */
  readonly model: string
  /** Whether that model was fitted to the site's own conversions. */
  readonly calibrated: boolean
  readonly createdAt: string
}

/** What a saved segment keeps: the filters by their parameter names; several values mean any of them. */
export interface SavedFilters {
  readonly segment?: readonly Segment[]
  readonly phase?: readonly Phase[]
  readonly customer?: 'new' | 'existing'
  readonly channel?: readonly Channel[]
  readonly source?: readonly string[]
  readonly campaign?: readonly string[]
  readonly landing?: readonly string[]
  readonly page?: readonly string[]
  readonly topic?: readonly Topic[]
  readonly device?: readonly Device[]
  readonly country?: readonly string[]
  readonly minScore?: number
  readonly maxScore?: number
  /** A date, an instant, or how long ago: '12h', '7d'. */
  readonly seenSince?: string
}

export interface SavedSegmentAnswer {
  /** Stands in the address and in `saved=`: a-z, 0-9 and -. */
  readonly name: string
  /** As people read it. */
  readonly label: string
  readonly filters: SavedFilters
  readonly createdAt: string
  readonly changedAt: string
}
export interface SavedSegmentsAnswer {
  readonly savedSegments: readonly SavedSegmentAnswer[]
  readonly next: string | null
}

export interface TokenAnswer {
  /** Beginning of the token's hash: names it, and is no help to guess it. */
  readonly id: string
  readonly role: Role
  readonly label: string
  readonly createdAt: string
}
export interface TokensAnswer {
  readonly tokens: readonly TokenAnswer[]
  readonly next: string | null
}

export interface TopicPreviewAnswer {
  readonly topics: readonly {
    readonly path: string
    readonly topic: Topic | null
    /** What told it: the page itself (its meta or its type), a path rule of the site, or the words of the path and title. */
    readonly by: 'page' | 'rule' | 'guess' | null
  }[]
}

export interface InstallationAnswer {
  readonly at: string
  /** Requests for the snippet since the collector started. */
  readonly tag: {
    readonly since: string
    readonly lastAskedAt: string | null
    /** Sites that asked for it, the latest first. */
    readonly hosts: readonly {
      readonly host: string
      readonly lastAskedAt: string
      readonly isOwn: boolean
    }[]
  }
  readonly events: {
    readonly lastAt: string | null
    /** Of the last 24 hours. */
    readonly lastDay: {
      readonly total: number
      /** Taken for programs: kept, never scored. */
      readonly bots: number
      readonly types: readonly { readonly type: EventType; readonly count: number; readonly lastAt: string }[]
      readonly hosts: readonly { readonly host: string; readonly count: number; readonly lastAt: string }[]
    }
  }
  /** Of the last seven days, the most first. */
  readonly drops: readonly {
    readonly reason: string
    readonly count: number
    readonly lastAt: string
    /** The latest, in a sentence. */
    readonly message: string
  }[]
  readonly snippet: {
    readonly variant: 'full' | 'core'
    readonly bytes: number
    readonly brotliBytes: number
    readonly hash: string
    readonly integrity: string
    /** To paste: always the present version. */
    readonly tag: string
    /** To paste: this very version, checked by the browser. */
    readonly tagWithIntegrity: string
    /** To paste: asked for when the page has loaded, which then never waits for the collector. */
    readonly tagAfterLoad: string
  }
  readonly consent: Exclude<ConsentMode, 'granted'>
  /** What is to be done, in order; empty when all is well. */
  readonly findings: readonly { readonly code: InstallationFinding; readonly text: string }[]
}

export const INSTALLATION_FINDINGS = [
  'tag_never_asked',
  'events_without_tag',
  'no_events',
  'no_events_today',
  'foreign_hosts',
  'drops',
  'collection_off',
] as const
export type InstallationFinding = (typeof INSTALLATION_FINDINGS)[number]
