import { forgetAssessment } from './assessment.ts'
import { allowTotals, visitor } from './consent.ts'
import { send } from './send.ts'

/** Puts another visitor's id on the device, for 180 days, or none. Whose id was there takes back a yes: the collector is told whose rows
 *  go, and nothing of it stays in the page. A no after a yes is that too, and so is a browser that refuses by now.
 *  @param id  0 for none; one only where none is, so that its 180 days count from the visitor's yes */
export const become = (id: string | 0): void => {
  if (visitor()) send({ site: KOOP_SITE, consent: 'withdrawn', visitor: visitor() as string, events: [] })
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on pages without https
  // biome-ignore lint/style/useTemplate: apart, the texts are packed smaller
  document.cookie = 'koop=' + id + ';path=/;max-age=' + (id && 180 * 86_400)
  if (!id) {
    if (!KOOP_OFF) allowTotals()
    forgetAssessment()
  }
}
