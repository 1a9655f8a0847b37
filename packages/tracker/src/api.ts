import type { ConsentChoice, Props } from '@koopsignaal/protocol'
import { forgetAssessment, type Listener, onAssessment } from './assessment.ts'
import { grant, mode, revoke, visitor } from './consent.ts'
import { report, tick } from './engagement.ts'
import { countPage, route } from './page-views.ts'
import { type Fields, record } from './record.ts'
import { at, send } from './send.ts'

/** The arguments of one `koop(…)`. */
type Call = readonly unknown[]
type Koop = ((...call: unknown[]) => unknown) & { q?: { push(call: Call): unknown } }

declare global {
  interface Window {
    koop?: Koop
  }
}

/** `koop('consent', …)`. What was seen until now goes out under the consent of then: it is never tied to the id that comes,
 *  nor to the one that goes. */
const choose = (choice: ConsentChoice) => {
  if (route) {
    tick()
    report()
  }
  if (choice === 'granted') {
    // Where nothing was allowed before, this page has not been counted yet.
    if (route && !mode()) {
      grant()
      countPage(true)
    } else grant()
  } else {
    if (mode()) send({ site: KOOP_SITE, consent: choice, visitor: visitor() as string, events: [] })
    revoke()
    forgetAssessment()
  }
}

/** `koop('me', …)`: all that is stored about this visitor; null when that is nothing, or cannot be asked. */
const showMe = (callback: (me: unknown) => unknown) =>
  fetch(at(`me?site=${KOOP_SITE}&visitor=${visitor()}`))
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null)
    .then(callback)

/** Answers one `koop(…)`: what the page passes on is checked by the collector, and nothing that goes wrong reaches the page. */
const answer = ([name, first, second]: Call) => {
  try {
    if (name === 'consent') choose(first as ConsentChoice)
    else if (name === 'segment') onAssessment(first as Listener)
    else if (name === 'me') showMe(first as (me: unknown) => unknown)
    else if (name === 'cta') record('cta_click', { cta: first as string })
    else if (name === 'event') record('custom', { name: first as string, props: second as Props })
    else record(name as 'conversion', first as Fields<'conversion'>)
  } catch {
    // A mistake in the page is the page's to find.
  }
}

/** Keeps the calls that the page makes until they are answered; the function that the page put there stays, only its queue is ours. */
export const keepCalls = (): void => {
  window.koop ||= (...call) => window.koop!.q!.push(call)
  window.koop.q ||= []
}

/** Answers the calls that were kept, in order, and from now on each at once.
 *  @throws TypeError when the tag is already at work in this page: then the queue is no list */
export const answerCalls = (): void => {
  for (const call of window.koop!.q as Call[]) answer(call)
  window.koop!.q = { push: answer }
}
