import './settings.ts'
import { answerCalls, keepCalls } from './api.ts'
import { seeClick } from './clicks.ts'
import { report, tick } from './engagement.ts'
import { seeForm } from './forms.ts'
import { countPage, page, route } from './page-views.ts'

/** What is looked at of an event; a call without one looks at the page only. */
interface Sign {
  readonly type?: string
  readonly target?: HTMLInputElement & HTMLFormElement
  readonly persisted?: boolean
  readonly button?: number
}

/** Each sign of life comes here, before the page's own listeners and whatever they stop; nothing it throws reaches the page. */
const handle = ({ type, target, persisted, button }: Sign = {}) => {
  try {
    tick()
    // Not while it is prerendered, nor in a tab opened in the background; a page that becomes hidden has been seen.
    if (!document.hidden || type === 'visibilitychange') {
      if (!KOOP_CORE && !route) answerCalls() // first: a consent in them holds for this page view too
      countPage(persisted)
    }
    if (document.hidden) report()
    if (!KOOP_CORE) {
      if (type === 'submit') seeForm('form_submit', target!)
      if (type === 'focus' && target!.form!.koop !== page) seeForm('form_start', target!.form!)
    }
    // Only the first two buttons follow a link; a pointer that moves has button -1.
    if ([1, 1][button!]) seeClick(target!)
  } catch {
    // Storage may be forbidden, the page may be closing, the target may be no element: none of it is the visitor's business.
  }
}

if (!KOOP_CORE) keepCalls()
// An async script may run before the title and the page's own calls: 'loading' has no eighth letter.
if (document.readyState[7]) handle()
for (const type of (KOOP_CORE
  ? 'readystatechange visibilitychange pageshow pointermove keydown scroll blur click auxclick'
  : 'readystatechange visibilitychange pageshow popstate pointermove keydown scroll focus blur click auxclick submit'
).split(' ')) {
  addEventListener(type, handle as () => void, true)
}
// Last: where it is missing (Safari before 26.2, Firefox before 147) the next sign of life sees the new address.
// Later: a router may redirect first, and sets the new title after.
navigation.addEventListener('currententrychange', () => setTimeout(handle))
