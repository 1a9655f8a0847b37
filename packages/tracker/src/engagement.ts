import { route } from './page-views.ts'
import { record } from './record.ts'

/** Who does nothing for so long is taken to be gone. 30 s: chosen, a screen of text is read in less. */
const IDLE_MS = 3e4

let engagedMs = 0
let since: number | false
let bottom: number
let height: number

/** Adds the time since the last sign of life, if the page was visible and focused in it: between two signs neither changes without
 *  being a sign itself. Notes how deep the visitor has looked, in pixels: the share is taken of the height that the page has in
 *  the end. That is asked of a page that has been laid out anyway to see what the sign was for; not while it loads, when asking
 *  would make the browser lay it out at once.
 *  @param type  what kind of sign; none for a call of the page */
export const tick = (type?: string): void => {
  if (since) engagedMs += Math.min(Date.now() - since, IDLE_MS)
  since = !document.hidden && document.hasFocus() && Date.now()
  // The signs of a page that loads: pageshow and readystatechange, and whatever comes before its view is counted.
  if (!KOOP_CORE && route && !/sh|dy/.test(type as string)) {
    bottom = Math.max(bottom, scrollY + innerHeight)
    height = document.documentElement.scrollHeight
  }
}

/** Records the time since the last report, if there is any, and the depth. Nothing before the first page view, or in a page where
 *  another copy of the tag is at work. */
export const report = (): void => {
  if ((KOOP_CORE || route) && engagedMs) {
    record(
      'engagement',
      KOOP_CORE ? { engagedMs } : { engagedMs, scrollPercent: Math.min(100, (bottom / height) * 100) | 0 },
    )
  }
  engagedMs = 0
}

/** What follows is on another page and starts from its top. */
export const startDepth = (): void => {
  if (!KOOP_CORE) bottom = 0
}
