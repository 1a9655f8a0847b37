import './settings.ts'
import { startApi } from './api.ts'
import { startClicks } from './clicks.ts'
import { startEngagement } from './engagement.ts'
import { startForms } from './forms.ts'
import { on } from './on.ts'
import { startPageViews } from './page-views.ts'
import { flush, resend } from './send.ts'

let answerCalls = startApi()

/** Begins when the page is first seen: not while it is prerendered, nor in a tab opened in the background. */
const begin = () => {
  if (answerCalls && !document.hidden) {
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
on('visibilitychange prerenderingchange', begin)
