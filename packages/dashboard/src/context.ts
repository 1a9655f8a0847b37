import type { Language, SavedSegmentAnswer, UnixMs } from '@koopsignaal/protocol'
import type { Api, SiteAnswer } from './api.ts'
import type { Format } from './format.ts'
import type { OpenLive } from './live-stream.ts'
import type { Span } from './period.ts'
import type { Texts } from './texts/texts.ts'
import type { UrlState } from './url-state.ts'

/** What every part of the page is drawn with. */
export interface Context {
  readonly api: Api
  readonly openLive: OpenLive
  readonly now: () => UnixMs
  readonly language: Language
  readonly t: Texts
  readonly format: Format
  readonly state: UrlState
  /** The address of this page with some of its state changed. */
  readonly link: (change: Partial<UrlState>) => string
  readonly go: (change: Partial<UrlState>) => void
  /** Shows the same page again, with what is true by now. */
  readonly again: () => void
  /** Says something to screen readers without moving the focus. */
  readonly announce: (text: string) => void
  /** Shows what went wrong in place of the page. */
  readonly fail: (error: unknown) => void
}

/** The same inside one site. */
export interface SiteContext extends Context {
  readonly site: SiteAnswer
  readonly span: Span
  /** What the next page says once: that something was done. */
  readonly notify: (text: string) => void
}

/** The same where the list of saved segments is at hand. */
export interface FilterContext extends SiteContext {
  readonly saved: readonly SavedSegmentAnswer[]
}
