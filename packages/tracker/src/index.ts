import './settings.ts'
import { keepCalls } from './api.ts'
import { handle } from './handle.ts'

if (!KOOP_CORE) keepCalls()
// In the order that is packed smallest.
const signs = KOOP_CORE
  ? 'auxclick keydown scroll visibilitychange click blur pointermove pageshow'
  : 'visibilitychange scroll blur keydown pointermove pageshow click auxclick focus submit'
signs.split(' ').map((type) => addEventListener(type, handle as () => void, true))
// A page that has loaded is counted now ('complete' stands before 'interactive' and 'loading', and true is 1 ms), another one when it has,
// so that loading costs it nothing, or at a sign of life before; leaving is one. Some take long, or never finish. 1 s: chosen, titles
// are there by then.
setTimeout(handle, (document.readyState < 'i' || 1e3) as number)
// Last: where it is missing (Safari before 26.2, Firefox before 147) the next sign of life sees the new address.
// Later: a router may redirect first, and sets the new title after.
navigation.addEventListener('currententrychange', () => setTimeout(handle))
