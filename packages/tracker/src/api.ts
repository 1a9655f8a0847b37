import type { ConsentChoice, MeAnswer } from '@koopsignaal/protocol'
import { forgetAssessment, onAssessment } from './assessment.ts'
import { canGrant, grant, revoke, visitor } from './consent.ts'
import { endEngagement } from './engagement.ts'
import { guard } from './guard.ts'
import { countPage } from './page-views.ts'
import { type Fields, record } from './record.ts'
import { base, flush, post, sendSoon } from './send.ts'

/** `koop('consent', …)`. What was seen until now goes out under the consent of then: it is never tied to the id that comes,
 *  nor to the one that goes. */
const choose = (choice: ConsentChoice) => {
  if (choice !== 'granted') {
    endEngagement()
    flush()
    forgetAssessment()
    const gone = revoke()
    if (gone && choice === 'withdrawn') post({ site: KOOP_SITE, consent: choice, visitor: gone, events: [] })
  } else if (canGrant()) {
    endEngagement()
    flush()
    grant()
    sendSoon() // even without an event: the answer may hold an assessment
    countPage() // where nothing was allowed before, this page has not been counted yet
  }
}

/** `koop('me', …)`: all that is stored about this visitor; null when that is nothing, or cannot be asked. */
const showMe = (callback: (me: MeAnswer | null) => unknown) => {
  if (!visitor) callback(null)
  else
    fetch(`${base}me?site=${KOOP_SITE}&visitor=${visitor}`)
      .then((response) => (response.ok ? response.json() : null))
      .catch(() => null)
      .then(guard(callback))
}

/** The calls of `koop(…)`; what the page passes on is checked by the collector. */
const calls = {
  cta: (cta: string) => record('cta_click', { cta }),
  conversion: (fields: Fields<'conversion'>) => record('conversion', fields),
  search: (fields: Fields<'search'>) => record('search', fields),
  feedback: (fields: Fields<'feedback'>) => record('feedback', fields),
  event: (name: string, props: NonNullable<Fields<'custom'>['props']>) => record('custom', { name, props }),
  consent: choose,
  segment: onAssessment,
  me: showMe,
} as Record<string, (...args: unknown[]) => unknown>

type Call = Iterable<unknown>
type Koop = ((...call: unknown[]) => unknown) & { q?: { push(call: Call): unknown } }

declare global {
  interface Window {
    koop?: Koop
  }
}

/** Takes over the calls that the page made and makes; the function that the page put there stays, only its queue is ours.
 *  @returns what starts answering them, in order; undefined when the tag is already at work in this page */
export const startApi = (): (() => void) | undefined => {
  const koop: Koop = window.koop ?? ((...call) => koop.q!.push(call))
  window.koop = koop
  if (koop.q && !Array.isArray(koop.q)) return
  const early: Call[] = koop.q ?? []
  const answer = guard(([name, ...args]: Call) => calls[name as string]!(...args))
  koop.q = { push: (call) => early.push(call) }
  return () => {
    early.forEach(answer)
    koop.q!.push = answer
  }
}
