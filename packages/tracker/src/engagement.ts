import { record } from './record.ts'

/** Who does nothing for so long is taken to be gone. 30 s: chosen, a screen of text is read in less. */
const IDLE_MS = 3e4

let engagedMs = 0
let since: number | false
let bottom: number
let height: number

/** Adds the time since the last sign of life, if the page was visible and focused in it: between two signs neither changes without
 *  being a sign itself. Notes how deep the visitor has looked, in pixels: the share is taken of the height that the page has in
 *  the end. The browser has just laid the page out to see what the sign was for, so asking costs next to nothing. */
export const tick = (): void => {
  if (since) engagedMs += Math.min(Date.now() - since, IDLE_MS)
  since = !document.hidden && document.hasFocus() && Date.now()
  if (!KOOP_CORE) {
    bottom = Math.max(bottom, scrollY + innerHeight)
    height = document.documentElement.scrollHeight
  }
}

/** Records the time since the last report, if there is any, and the depth. */
export const report = (): void => {
  if (engagedMs) {
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
