import './settings.ts'
import { keepCalls } from './api.ts'
import { type Click, seeClick, seeCta } from './clicks.ts'
import { report, tick } from './engagement.ts'
import { seeForm } from './forms.ts'
import { countPage, isOther, page } from './page-views.ts'

/** What is looked at of an event; without one only the page is looked at, and then the rest may throw. */
interface Sign extends Click {
  readonly type?: string
  readonly target?: HTMLInputElement & HTMLFormElement
  readonly persisted?: boolean
  readonly button?: number
}

declare global {
  interface Navigator {
    /** What sees the signs of life in this page. A second tag gets that of the first, and a browser calls one listener once. */
    k?: (sign?: Sign) => void
  }
}

/** Each sign of life comes here, before the page's own listeners and whatever they stop; nothing it throws reaches the page. */
// biome-ignore lint/suspicious/noAssignInExpressions: the first tag of a page puts it there
const handle = (navigator.k ||= (sign) => {
  try {
    tick(sign?.type)
    // Not while it is prerendered, nor in a tab opened in the background; a page that becomes hidden has been seen.
    const turned = (!document.hidden || sign!.type === 'visibilitychange') && (isOther() || sign!.persisted)
    if (turned || document.hidden) report()
    if (turned) countPage()
    if (!KOOP_CORE) {
      if (sign!.type === 'submit') seeForm('form_submit', sign!.target!)
      if (sign!.type === 'focus' && sign!.target!.form!.koop !== page)
        seeForm('form_start', sign!.target!.form!)
    }
    // Only the first two buttons follow a link; a pointer that moves has button -1.
    if (1 / sign!.button! > 0.5)
      if (KOOP_CORE) seeCta(sign!)
      else seeClick(sign!)
  } catch {
    // Storage may be forbidden, the page may be closing, the target may be no element: none of it is the visitor's business.
  }
})

if (!KOOP_CORE) keepCalls()
// An async script may run before the title and the page's own calls: 'loading' has no eighth letter. The small build then waits for
// the page to be loaded, or for a sign of life; leaving is one.
if (document.readyState[7]) handle()
// In the order that is packed smallest.
for (const type of (KOOP_CORE
  ? 'auxclick blur keydown pageshow scroll click visibilitychange pointermove'
  : 'pageshow visibilitychange pointermove auxclick click keydown readystatechange popstate submit blur scroll focus'
).split(' ')) {
  addEventListener(type, handle as () => void, true)
}
// Last: where it is missing (Safari before 26.2, Firefox before 147) the next sign of life sees the new address.
// Later: a router may redirect first, and sets the new title after.
navigation.addEventListener('currententrychange', () => setTimeout(handle))
