/** What consent means, written as plainly as it can be and without the snippet's words: what is on the device, and what the
 *  collector may keep. `test/tracker-consent-model.test.ts` holds the snippet against it. */

export type Default = 'off' | 'count' | 'cookieless'
export type Choice = 'granted' | 'denied' | 'withdrawn'

export type Step =
  | { readonly kind: 'load'; readonly tab: number; readonly early: Choice | null }
  | { readonly kind: 'choose'; readonly tab: number; readonly choice: Choice }
  | { readonly kind: 'page'; readonly tab: number }
  | { readonly kind: 'cta'; readonly tab: number }
  | { readonly kind: 'gpc'; readonly on: boolean }

/** An event as the collector keeps it: under the id of a visitor who agreed (numbered by the yes that made it), or in totals. */
export type Row = 'count' | 'cookieless' | number

interface Tab {
  /** GPC as it was when the page was loaded. */
  readonly refused: boolean
  /** The last choice in this page was a no. */
  saidNo: boolean
  /** This page has been counted. */
  counted: boolean
}

/** @param site  what the owner set */
export function newModel(site: Default) {
  const tabs: (Tab | undefined)[] = []
  let gpc = false
  let id: number | null = null
  let ids = 0
  let rows: Row[] = []

  /** What holds in a tab: a yes counts unless the browser refuses; a no and a refusal leave at most totals. */
  const mode = (tab: Tab): Default | 'granted' => {
    if (id !== null && !tab.refused) return 'granted'
    if (site === 'off') return 'off'
    return tab.refused || tab.saidNo ? 'count' : site
  }
  /** Nothing is on the device and nothing at the collector of who took consent back; a no after a yes is that too. */
  const withdraw = (tab: Tab) => {
    const gone = id
    rows = rows.filter((row) => row !== gone)
    id = null
    tab.saidNo = true
  }
  /** A browser that refuses takes back what was agreed to before, or in a tab that was open then. */
  const notice = (tab: Tab) => {
    if (tab.refused && id !== null) withdraw(tab)
  }
  /** The collector hears GPC from the browser itself, with each request. */
  const keep = (tab: Tab) => {
    notice(tab)
    const said = mode(tab)
    if (said === 'off') return
    if (gpc) {
      if (site !== 'off') rows.push('count')
    } else rows.push(said === 'granted' ? id! : said)
  }
  const view = (tab: Tab) => {
    notice(tab)
    if (mode(tab) === 'off') return
    tab.counted = true
    keep(tab)
  }
  const choose = (tab: Tab, choice: Choice, loading: boolean) => {
    if (choice !== 'granted' || tab.refused) return withdraw(tab)
    const nothingYet = mode(tab) === 'off' && !loading
    tab.saidNo = false
    id ??= ids++
    // The page was not counted while nothing was allowed.
    if (nothingYet) view(tab)
  }
  return {
    /** The number of the id on the device; null when there is nothing on it. */
    device: () => id,
    rows: () => rows,
    step(step: Step): void {
      if (step.kind === 'gpc') {
        gpc = step.on
        return
      }
      if (step.kind === 'load') {
        const tab: Tab = { refused: gpc, saidNo: false, counted: false }
        tabs[step.tab] = tab
        if (step.early) choose(tab, step.early, true)
        view(tab)
        return
      }
      const tab = tabs[step.tab]
      if (!tab) return
      if (step.kind === 'choose') choose(tab, step.choice, false)
      else if (step.kind === 'page') view(tab)
      else keep(tab)
    },
  }
}
