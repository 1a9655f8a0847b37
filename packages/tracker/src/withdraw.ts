import { forgetAssessment } from './assessment.ts'
import { revoke, visitor } from './consent.ts'
import { send } from './send.ts'

/** Takes back a yes, if there was one: the collector is told whose rows go, and nothing of it stays in the page. A no after a yes
 *  is that too, and so is a browser that refuses by now. */
export const withdraw = (): void => {
  if (visitor()) send({ site: KOOP_SITE, consent: 'withdrawn', visitor: visitor() as string, events: [] })
  revoke()
  forgetAssessment()
}
