import { route } from './page-views.ts'
import { record } from './record.ts'

/** Who does nothing for so long is taken to be gone. 30 s: chosen, a screen of text is read in less. */
const IDLE_MS = 3e4

let engagedMs = 0
let since: number | false
let bottom: number

/** Adds the time since the last sign of life, if the page was visible and focused in it: between two signs neither changes without
 *  being a sign itself. Notes how deep the visitor has looked, in pixels; not before the page's view is counted, when asking would
 *  make the browser lay it out at once. */
export const tick = (): void => {
  if (since) engagedMs += Math.min(Date.now() - since, IDLE_MS)
  since = !document.hidden && document.hasFocus() && Date.now()
  if (!KOOP_CORE && route) bottom = Math.max(bottom, scrollY + innerHeight)
}

/** Records the time since the last report, if there is any, and the depth: a share of the height that the page has by now. */
export const report = (): void => {
  // Not the moment between a page's view and the calls that waited for it, which a busy device makes some milliseconds.
  if (engagedMs > 9)
    if (KOOP_CORE) record('scroll', engagedMs)
    else record('scroll', engagedMs, bottom / document.documentElement.scrollHeight)
  engagedMs = 0
}

/** What follows is on another page and starts from its top. */
export const startDepth = (): void => {
  if (!KOOP_CORE) bottom = 0
}
