import './settings.ts'
import { keepCalls } from './api.ts'
import { type Click, seeClick, seeCta } from './clicks.ts'
import { report, tick } from './engagement.ts'
import { type FormSign, seeForm } from './forms.ts'
import { countPage, isOther, route } from './page-views.ts'

/** What is looked at of an event; without one only the page is looked at, and then the rest may throw. */
interface Sign extends Click, FormSign {
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
    tick()
    // Not while it is prerendered, nor in a tab opened in the background; a page that becomes hidden has been seen.
    const turned = (!document.hidden || sign!.type === 'visibilitychange') && (isOther() || sign!.persisted)
    if (turned || document.hidden) report()
    if (turned) countPage()
    // Only the first two buttons follow a link; a pointer that moves has button -1.
    if (1 / sign!.button! > 0.5)
      if (KOOP_CORE) seeCta(sign!)
      else seeClick(sign!)
    if (!KOOP_CORE) seeForm(sign!)
  } catch {
    // Storage may be forbidden, the page may be closing, the target may be no element: none of it is the visitor's business.
  }
})

if (!KOOP_CORE) keepCalls()
// 'complete' stands before 'interactive' and 'loading'. A page that has not loaded yet is counted when it has, so that loading costs it
// nothing, or at a sign of life before; leaving is one.
if (document.readyState < 'i') handle()
// In the order that is packed smallest.
const signs = KOOP_CORE
  ? 'auxclick keydown scroll visibilitychange click blur pointermove pageshow'
  : 'auxclick visibilitychange pointermove click popstate blur keydown focus scroll pageshow submit'
signs.split(' ').map((type) => addEventListener(type, handle as () => void, true))
// Some pages take long, or never finish. 3 s: chosen. In others this is no sign of life.
if (!KOOP_CORE) setTimeout(() => route || handle(), 3e3)
// Last: where it is missing (Safari before 26.2, Firefox before 147) the next sign of life sees the new address.
// Later: a router may redirect first, and sets the new title after.
navigation.addEventListener('currententrychange', () => setTimeout(handle))
