import './settings.ts'
import { startApi } from './api.ts'
import { startClicks } from './clicks.ts'
import { startEngagement } from './engagement.ts'
import { startForms } from './forms.ts'
import { on } from './on.ts'
import { startPageViews } from './page-views.ts'
import { flush, resend } from './send.ts'

let answerCalls = startApi()

/** Begins when the page is first seen, not while it is prerendered, nor in a tab opened in the background; and when the page
 *  has said what it is, for an async script may run before the title and the page's own calls. Whoever does something or
 *  leaves sooner is counted sooner. */
const begin = (event?: Event) => {
  if (answerCalls && !document.hidden && (event || document.readyState !== 'loading')) {
    answerCalls() // first: a consent in them holds for this page view too
    answerCalls = undefined
    startPageViews()
    startClicks()
    startForms()
    startEngagement(() => {
      flush()
      resend()
    })
  }
}

begin()
on('DOMContentLoaded visibilitychange prerenderingchange pagehide pointerdown keydown', begin)
