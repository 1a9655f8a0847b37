import type { WireBatch } from '@koopsignaal/protocol'
import { identify, takenBackBy } from '../../packages/collector/src/pipeline/identify.ts'
import { newSite } from '../../packages/collector/src/sites.ts'
import { compile, type Fault, openBrowser } from './consent-browser.ts'
import { type Choice, type Default, newModel, type Row, type Step } from './consent-model.ts'

/** Numbers in [0, 1), the same for the same seed. Source: mulberry32, public domain. */
export function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const CHOICES: readonly Choice[] = ['granted', 'denied', 'withdrawn']
const TABS = 2

/** What a visitor does: 3 to 14 steps in two tabs. */
export function randomSteps(random: () => number): Step[] {
  const one = (below: number) => Math.floor(random() * below)
  const steps: Step[] = [{ kind: 'load', tab: 0, early: random() < 0.2 ? CHOICES[one(3)]! : null }]
  for (let left = 2 + one(12); left > 0; left--) {
    const tab = one(TABS)
    const dice = random()
    if (dice < 0.2) steps.push({ kind: 'load', tab, early: random() < 0.3 ? CHOICES[one(3)]! : null })
    else if (dice < 0.5) steps.push({ kind: 'choose', tab, choice: CHOICES[one(3)]! })
    else if (dice < 0.7) steps.push({ kind: 'page', tab })
    else if (dice < 0.85) steps.push({ kind: 'cta', tab })
    else steps.push({ kind: 'gpc', on: random() < 0.5 })
  }
  return steps
}

/** The collector's part: who the events belong to is decided by the collector's own `identify`. */
function openStore(site: Default) {
  const settings = newSite({ id: 'example', domains: ['winkel.example'], consent: site }, 0)
  let rows: string[] = []
  return {
    rows: () => rows,
    receive({ consent, visitor, events }: WireBatch, optedOut: boolean) {
      const envelope = { site: 'example', consent, ...(visitor === undefined ? {} : { visitor }) } as never
      const gone = takenBackBy(envelope)
      if (gone !== null) rows = rows.filter((row) => row !== gone)
      const sender = { ip: '192.0.2.1', userAgent: 'x', optedOut, owner: false }
      const identity = identify(envelope, settings, sender as never, 0, () => 'day')
      if (identity.consent === 'off') return
      for (const _ of events) rows.push(identity.consent === 'granted' ? identity.visitor : identity.consent)
    },
  }
}

/** Lets a browser and the model do the same and compares after each step.
 *  @returns what differed first; null when nothing did */
export function compare(
  snippet: ReturnType<typeof compile>,
  site: Default,
  steps: readonly Step[],
  fault: Fault = {},
): string | null {
  const store = openStore(site)
  const browser = openBrowser(snippet, store.receive, fault)
  const model = newModel(site)
  const tabs: ReturnType<typeof browser.load>[] = []
  /** The ids that were made, by the number of the yes. */
  const ids: string[] = []
  const name = (row: Row) => (typeof row === 'number' ? (ids[row] ?? `id ${row}`) : row)

  for (const [n, step] of steps.entries()) {
    if (step.kind === 'gpc') browser.setGpc(step.on)
    else if (step.kind === 'load')
      tabs[step.tab] = browser.load(step.tab, step.early ? [['consent', step.early]] : [])
    else if (step.kind === 'choose') tabs[step.tab]?.call('consent', step.choice)
    else if (step.kind === 'page') tabs[step.tab]?.go()
    else tabs[step.tab]?.call('cta', 'offerte')
    model.step(step)

    const expected = model.device()
    const [, id] = /^koop=(\d{9,40})$/.exec(browser.device()) ?? []
    if (expected !== null && id !== undefined && ids[expected] === undefined && !ids.includes(id))
      ids[expected] = id
    const device = expected === null ? '' : `koop=${ids[expected]}`
    if (browser.device() !== device)
      return `step ${n}: "${browser.device()}" on the device instead of "${device}"`
    const rows = model.rows().map(name).join()
    if (store.rows().join() !== rows) return `step ${n}: kept ${store.rows().join()} instead of ${rows}`
  }
  return null
}

const SITES: readonly Default[] = ['cookieless', 'off', 'count']

/** @param textOf  what `/k/<site>.js` serves for a site with this setting
 *  @returns how many sequences were the same, and the first that was not */
export function checkConsent(
  textOf: (site: Default) => string,
  { sequences, seed, fault = {} }: { sequences: number; seed: number; fault?: Fault },
) {
  const snippets = new Map(SITES.map((site) => [site, compile(textOf(site))]))
  const random = chance(seed)
  for (let n = 0; n < sequences; n++) {
    const site = SITES[n % SITES.length]!
    const steps = randomSteps(random)
    const difference = compare(snippets.get(site)!, site, steps, fault)
    if (difference !== null) return { same: n, difference, site, steps }
  }
  return { same: sequences, difference: null }
}
