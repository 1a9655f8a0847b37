import { collectAnswers } from './answers.ts'
import { readComplianz } from './complianz.ts'
import { readCookiebot } from './cookiebot.ts'
import { readCookieYes } from './cookieyes.ts'
import { readGoogleConsent } from './google-consent.ts'
import { readTcf } from './tcf.ts'

/** `/k/consent.js`, a second script for pages that have a consent tool: it reads what the visitor told that tool and says
 *  `koop('consent', …)`. It asks nothing, shows nothing and keeps nothing; the snippet knows nothing of it. */

type Koop = ((...call: unknown[]) => unknown) & { q?: unknown[] }

const page = window as unknown as { koop?: Koop }

/** Nothing that goes wrong reaches the page: `koop` and what a consent tool has put there may be anything. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}

const tellFrom = collectAnswers((choice) => {
  // It may be here before the snippet: the same line as in the documentation keeps the call.
  page.koop ??= (...call) => {
    const koop = page.koop as Koop
    koop.q ??= []
    koop.q.push(call)
  }
  attempt(() => page.koop?.('consent', choice))
})

attempt(() => readCookiebot(tellFrom('cookiebot')))
attempt(() => readCookieYes(tellFrom('cookieyes')))
attempt(() => readComplianz(tellFrom('complianz')))

/** These two have no event that says "I am here", so they are looked for until the page is loaded. */
const missing = new Map([
  [readTcf, tellFrom('tcf')],
  [readGoogleConsent, tellFrom('google')],
])
const look = () => {
  for (const [read, tell] of missing) if (attempt(() => read(tell))) missing.delete(read)
}
look()
addEventListener('DOMContentLoaded', look)
addEventListener('load', look)
