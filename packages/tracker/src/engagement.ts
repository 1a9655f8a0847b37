import { on } from './on.ts'
import { record } from './record.ts'

/** Who does nothing for so long is taken to be gone. 30 s: chosen, a screen of text is read in less. */
const IDLE_MS = 30_000

let since = 0
let attentive = false
let engagedMs = 0
let bottom = 0
let height = 0
let reported = 0
let left = false

/** Adds the time since the last sign of life, if the page was visible and focused in it. Between two signs neither changes
 *  without being a sign itself, so the state at the last one holds for the whole time. */
const tick = () => {
  const now = performance.now()
  if (attentive) engagedMs += Math.min(now - since, IDLE_MS)
  since = now
  attentive = !document.hidden && document.hasFocus()
}

/** Notes how deep the visitor has looked, in pixels: the share is taken of the height that the page has in the end. */
const look = () => {
  tick()
  bottom = Math.max(bottom, scrollY + innerHeight)
  height = document.documentElement.scrollHeight
}

/** Records the time and depth since the last report, if there is any. */
const report = () => {
  tick()
  engagedMs |= 0
  const scrollPercent = Math.min(100, (bottom / height) * 100 + 0.5) | 0
  if (engagedMs || scrollPercent > reported) record('engagement', { engagedMs, scrollPercent })
  engagedMs = 0
  reported = scrollPercent
}

/** Reports what belongs to the page, or to the consent, that ends here; what follows starts from nothing. */
export const endEngagement = (): void => {
  report()
  bottom = reported = 0
}

/** Measures from now on and calls `leave` after each report that may be the last. */
export const startEngagement = (leave: () => void): void => {
  tick()
  on('pointermove', tick)
  // The height is read where it costs nothing: pointermove would ask for a layout at every move.
  on('pointerdown keydown scroll focus blur', look)
  on('visibilitychange pagehide online', ({ type }) => {
    look()
    if (!left) {
      report()
      leave()
    }
    // A page that goes away is hidden once more, after its open requests seem to have failed (they have not).
    left = type === 'pagehide'
  })
}
