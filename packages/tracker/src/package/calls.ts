import type { AssessmentSummary, ConsentChoice, Props } from '@koopsignaal/protocol'

/** `koop(…)` as functions with types, for applications that are built. Each can be imported alone; what is not, is not in the
 *  bundle. They may be called at any time, also before the script is there and on a server, where they do nothing. */

type Call = readonly unknown[]
type Koop = ((...call: unknown[]) => unknown) & { q?: { push(call: Call): unknown } }

const say = (...call: unknown[]): void => {
  if (typeof window === 'undefined') return
  const page = window as unknown as { koop?: Koop }
  // The line of the documentation, which keeps calls until the script is there.
  page.koop ??= (...later: unknown[]) => {
    const koop = page.koop as Koop
    koop.q ??= []
    koop.q.push(later)
  }
  page.koop(...call)
}

/** A click that is not on a link or a button with `data-cta`.
 *  @example cta('offerte') */
export const cta = (name: string): void => say('cta', name)

/** What a conversion says of itself. */
export interface Conversion {
  readonly name: string
  readonly value?: number
  /** ISO 4217. */
  readonly currency?: string
  /** Makes it count once, however often it is told; 8 to 64 of A-Z a-z 0-9 _ -. */
  readonly id?: string
}

/** Somebody did what the site is for.
 *  @example conversion({ name: 'order', value: 129.95, currency: 'EUR', id: 'order-2026-0042' }) */
export const conversion = (what: Conversion): void => say('conversion', what)

/** A search within the site.
 *  @example search({ query: 'drainage', results: 12 }) */
export const search = (what: { readonly query: string; readonly results?: number }): void =>
  say('search', what)

/** Anything else.
 *  @example event('video_played', { percent: 50 }) */
export const event = (name: string, props?: Props): void => say('event', name, props)

/** What the visitor chose in the site's own banner. */
export const consent = (choice: ConsentChoice): void => say('consent', choice)

/** Calls `listener` with what is known of the visitor now, and with every change; only with consent.
 *  @returns a function that stops it */
export const onSegment = (listener: (assessment: AssessmentSummary) => void): (() => void) => {
  let wanted = true
  say('segment', (assessment: AssessmentSummary) => {
    if (wanted) listener(assessment)
  })
  return () => {
    wanted = false
  }
}

/** Everything that is stored about this visitor; null when that is nothing, or cannot be asked. */
export const me = (): Promise<unknown> =>
  typeof window === 'undefined' ? Promise.resolve(null) : new Promise((resolve) => say('me', resolve))
