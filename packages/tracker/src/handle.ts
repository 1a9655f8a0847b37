import { answer, type Call } from './api.ts'
import { type Click, seeClick, seeCta } from './clicks.ts'
import { report, tick } from './engagement.ts'
import { type FormSign, seeForm } from './forms.ts'
import { countPage, isOther } from './page-views.ts'

/** What is looked at: an event of the browser, or the arguments of a `koop(…)`. Each has what the other lacks. */
export interface Sign extends Click, FormSign, Partial<Call> {
  readonly persisted?: boolean
  readonly button?: number
}

declare global {
  interface Navigator {
    /** What sees the signs of life in this page. A second tag gets that of the first, and a browser calls one listener once. */
    k?: (sign?: Sign) => void
  }
}

/** Each sign of life and each call comes here, before the page's own listeners and whatever they stop; nothing it throws reaches the
 *  page. Without a sign only the page is looked at, and the rest throws. */
// biome-ignore lint/suspicious/noAssignInExpressions: the first tag of a page puts it there
export const handle = (navigator.k ||= (sign) => {
  try {
    tick()
    // Not while it is prerendered, nor in a tab opened in the background; a page that becomes hidden has been seen.
    const turned = (!document.hidden || sign!.type === 'visibilitychange') && (isOther() || sign!.persisted)
    // What was seen until a choice goes out under the consent of then: it is never tied to the id that comes, nor to the one that goes.
    if (turned || document.hidden || (!KOOP_CORE && sign![0] === 'consent')) report()
    if (turned) countPage()
    // Only the first two buttons follow a link; a pointer that moves has button -1.
    if (1 / sign!.button! > 0.5)
      if (KOOP_CORE) seeCta(sign!)
      else seeClick(sign!)
    if (!KOOP_CORE) {
      seeForm(sign!)
      answer(sign as unknown as Call)
    }
  } catch {
    // No click on a link, no form, no call; or storage is forbidden, the page is closing, the page made a mistake. None of it is the
    // visitor's business.
  }
})
