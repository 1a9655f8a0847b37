import type { ConsentChoice } from '@koopsignaal/protocol'
import { type Listener, onAssessment } from './assessment.ts'
import { become } from './become.ts'
import { newId, refused, visitor } from './consent.ts'
import { report, tick } from './engagement.ts'
import { countPage, route } from './page-views.ts'
import { record } from './record.ts'
import { src } from './send.ts'

/** The arguments of one `koop(…)`. */
type Call = readonly unknown[]
type Koop = ((...call: unknown[]) => unknown) & {
  q: { push(call: Call): unknown; map(answer: object): void }
}

declare global {
  interface Window {
    koop?: Koop
  }
  const koop: Koop
}

/** `koop('consent', …)`. What was seen until now goes out under the consent of then: it is never tied to the id that comes,
 *  nor to the one that goes. */
const choose = (choice: ConsentChoice) => {
  tick()
  report()
  if (choice === 'granted' && !refused) {
    // Where nothing was allowed before, this page has not been counted yet.
    const first = KOOP_OFF && route && !visitor()
    if (!visitor()) become(newId())
    if (first) countPage(first)
  } else become(0)
}

/** Answers one `koop(…)`: what the page passes on is checked by the collector, and nothing that goes wrong reaches the page. */
export const answer = async (call: Call): Promise<void> => {
  try {
    const [name, first] = call
    if (name === 'segment') onAssessment(call, first as Listener)
    // All that is stored about this visitor; null when that is nothing, or cannot be asked. Who has no id is not asked for.
    else if (name === 'me')
      (first as Listener)(
        visitor()
          ? // biome-ignore lint/style/useTemplate: the site's name is put in as a string of its own
            await fetch(new URL('../v1/me?site=' + KOOP_SITE + '&visitor=' + visitor(), src)).then(
              (response) => (response.ok ? response.json() : null),
              () => null,
            )
          : null,
      )
    else if (name === 'consent') choose(first as ConsentChoice)
    else record(...(call as [string]))
  } catch {
    // A mistake in the page is the page's to find.
  }
}

/** Keeps the calls that the page makes until they are answered; the function that the page put there stays, only its queue is ours. */
export const keepCalls = (): void => {
  window.koop ||= ((...call: Call) => koop.q.push(call)) as Koop
  koop.q ||= [] as unknown as Koop['q']
}

/** Answers the calls that were kept, in order, and from now on each at once.
 *  @throws TypeError when the tag is already at work in this page: then the queue is no list */
export const answerCalls = (): void => {
  koop.q.map(answer)
  koop.q = { push: answer } as Koop['q']
}
