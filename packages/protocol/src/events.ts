import type { WireConsent } from './consent.ts'
import type { DurationMs, Percent, UnixMs } from './units.ts'

/** Everything a browser, or the owner's own server, can ever send. */

/** A flat bag of extra facts; at most 20 keys. */
export type Props = Readonly<Record<string, string | number | boolean | null>>

interface Common {
  /** 8–64 of [A-Za-z0-9_-], unique within the site; the same id again changes nothing. */
  readonly id: string
  /** How long before this request was sent it happened; 0 when left out. */
  readonly ago?: DurationMs
  /** When it happened; only with a write token, instead of `ago`. */
  readonly at?: UnixMs
  /** The page it happened on. */
  readonly url?: string
  /** What the page says of itself in `<meta name="koop:topic">`. */
  readonly topic?: string
  /** What the page says of itself in schema.org or Open Graph: 'Product', 'article', … */
  readonly pageType?: string
  /** The product, case or article looked at. */
  readonly item?: string
  readonly category?: string
  readonly props?: Props
}

export interface PageView extends Common {
  readonly type: 'page_view'
  readonly url: string
  readonly referrer?: string
  readonly title?: string
}
export interface CtaClick extends Common {
  readonly type: 'cta_click'
  readonly cta: string
}
/** Time and depth since the previous `engagement` of the same page view: the times add up, the depth is the deepest. */
export interface Engagement extends Common {
  readonly type: 'engagement'
  readonly engagedMs: DurationMs
  readonly scrollPercent?: Percent
}
export interface Search extends Common {
  readonly type: 'search'
  readonly query: string
  readonly results?: number
}
/** `form`: the form's name, id or action; never what was typed. */
export interface FormStart extends Common {
  readonly type: 'form_start'
  readonly form?: string
}
export interface FormSubmit extends Common {
  readonly type: 'form_submit'
  readonly form?: string
}
export interface OutboundClick extends Common {
  readonly type: 'outbound_click'
  readonly href?: string
}
export interface Download extends Common {
  readonly type: 'download'
  readonly href?: string
}
export interface Conversion extends Common {
  readonly type: 'conversion'
  readonly name: string
  readonly value?: number
  /** ISO 4217, three capitals. */
  readonly currency?: string
}
/** What the visitor says. */
export interface Feedback extends Common {
  readonly type: 'feedback'
  readonly question?: string
  readonly answer?: string
  readonly rating?: number
}
export interface Custom extends Common {
  readonly type: 'custom'
  readonly name: string
}

export type WireEvent =
  | PageView
  | CtaClick
  | Engagement
  | Search
  | FormStart
  | FormSubmit
  | OutboundClick
  | Download
  | Conversion
  | Feedback
  | Custom

export const EVENT_TYPES = [
  'page_view',
  'cta_click',
  'engagement',
  'search',
  'form_start',
  'form_submit',
  'outbound_click',
  'download',
  'conversion',
  'feedback',
  'custom',
] as const satisfies readonly WireEvent['type'][]
export type EventType = (typeof EVENT_TYPES)[number]

/** The envelope of `POST /v1/events`; its events are checked one by one. */
export interface WireEnvelope {
  readonly site: string
  /** Only with consent `granted`. */
  readonly visitor?: string
  /** `cookieless` when left out. */
  readonly consent?: WireConsent
  /** Version of the sender. */
  readonly v?: string
  /** The browser says that a program drives it. */
  readonly webdriver?: boolean
  /** Only with a write token: the visitor's own user agent and address when a server sends for a visitor. */
  readonly userAgent?: string
  readonly ip?: string
}

export interface WireBatch extends WireEnvelope {
  readonly events: readonly WireEvent[]
}
