import { EVENT_TYPES, type Lift, type UnixMs } from '@koopsignaal/protocol'
import { type Census, OF_BOT, type Period } from '../../storage/store.ts'
import { createFollower, type FollowedView, type Follower, isIn, viewOpenAt } from './follow.ts'
import { liftOf } from './lift.ts'
import { createStrataCounts, isTop, STRATA, type StrataCounts } from './strata.ts'

const CTA_CLICK = EVENT_TYPES.indexOf('cta_click')
/** Stands for the only thing that is counted. */
const ALL = 0

/** What people did with one CTA. */
export interface CtaCount {
  /** Its number among those that are counted, from 0 on. */
  readonly thing: number
  readonly cta: string
  clicks: number
  visitors: number
  /** Clicks by the place of the path. */
  readonly pages: Map<number, number>
  seenBy: number
  clickedAfterSight: number
  readonly seen: StrataCounts
  readonly others: StrataCounts
}

export interface CtaTally {
  readonly ctas: readonly CtaCount[]
  /** Who clicked anything. */
  readonly visitors: number
}

/** Counts CTAs over some visitors. Twice: who did not click a CTA can be told only when it is known on which pages it is. */
export function tallyCtas(
  census: Census,
  selected: Uint32Array,
  { period, until }: { readonly period: Period; readonly until: UnixMs },
): CtaTally {
  const counts = countClicks(census, selected, period, until)
  const onPage = byPage(counts.ctas.values(), census.names.paths.length)
  const follower = createFollower(census, period, until)
  const compare = createCompare(census, follower, period, counts.ctas, onPage)
  for (const visitor of selected) {
    follower.follow(visitor)
    compare()
  }
  return { ctas: [...counts.ctas.values()], visitors: counts.visitors }
}

type Ctas = ReadonlyMap<number, CtaCount>

function countClicks(
  { visitors, acts, names }: Census,
  selected: Uint32Array,
  period: Period,
  until: UnixMs,
): { ctas: Ctas; visitors: number } {
  const ctas = new Map<number, CtaCount>()
  /** The last visitor who clicked it. */
  const last = new Map<CtaCount, number>()
  let count = 0
  for (const visitor of selected) {
    let hasClicked = false
    for (let act = visitors.acts.start[visitor]!; act < visitors.acts.end[visitor]!; act++) {
      if (acts.type[act] !== CTA_CLICK || acts.detail[act] === 0) continue
      if (!isIn(period, acts.at[act]!) || acts.at[act]! > until) continue
      const cta = countOf(ctas, acts.detail[act]!, names.texts)
      const path = names.pathOf[acts.page[act]!]!
      cta.clicks++
      if (path !== 0) cta.pages.set(path, (cta.pages.get(path) ?? 0) + 1)
      if (last.get(cta) !== visitor) cta.visitors++
      last.set(cta, visitor)
      hasClicked = true
    }
    count += Number(hasClicked)
  }
  return { ctas, visitors: count }
}

function countOf(ctas: Map<number, CtaCount>, place: number, texts: Census['names']['texts']): CtaCount {
  let count = ctas.get(place)
  if (count === undefined) {
    count = emptyCta(ctas.size, texts[place]!)
    ctas.set(place, count)
  }
  return count
}

/** A CTA that nobody has clicked. */
export function emptyCta(thing: number, cta: string): CtaCount {
  const nothing = { clicks: 0, visitors: 0, seenBy: 0, clickedAfterSight: 0 }
  const strata = { seen: createStrataCounts(1), others: createStrataCounts(1) }
  return { thing, cta, ...nothing, pages: new Map(), ...strata }
}

/** The CTAs of each page. */
function byPage(ctas: Iterable<CtaCount>, paths: number): readonly (readonly CtaCount[] | undefined)[] {
  const onPage: (CtaCount[] | undefined)[] = Array.from({ length: paths })
  for (const cta of ctas)
    for (const path of cta.pages.keys()) {
      onPage[path] ??= []
      onPage[path].push(cta)
    }
  return onPage
}

/** @returns compares who is followed with the others: those who clicked from their click on, those in sight of it before */
function createCompare(
  { acts }: Census,
  follower: Follower,
  period: Period,
  ctas: Ctas,
  onPage: readonly (readonly CtaCount[] | undefined)[],
): () => void {
  /** By CTA: the last turn in which it was clicked and in sight, and the view during which it was clicked first in that turn. */
  const [clicked, inSight] = [new Uint32Array(ctas.size), new Uint32Array(ctas.size)]
  const cutoff = new Float64Array(ctas.size)
  /** By CTA and stratum: the last turn in which somebody stood there before it. One person counts in a stratum once. */
  const stood = new Uint32Array(ctas.size * STRATA)
  let turn = 0

  function meet(): void {
    for (let i = 0; i < follower.visitCount; i++) {
      const visit = follower.visits[i]!
      if (!visit.hasActed) continue
      for (let act = visit.start; act < visit.end; act++) {
        const type = acts.type[act]!
        const at = acts.at[act]!
        if (type >= OF_BOT || type !== CTA_CLICK || acts.detail[act] === 0 || !isIn(period, at)) continue
        const { thing, seen } = ctas.get(acts.detail[act]!)!
        if (clicked[thing] === turn) continue
        const open = viewOpenAt(follower, visit, at)
        const view = open === -1 ? null : follower.views[open]!
        seen.add(ALL, follower.stratumAt(at, visit.channel, view?.place ?? 0), follower.outcomeAt(at))
        clicked[thing] = turn
        cutoff[thing] = view?.at ?? at
      }
    }
  }

  function see(cta: CtaCount, { at, stratum, outcome }: FollowedView): void {
    const { thing } = cta
    const hasClicked = clicked[thing] === turn
    if (inSight[thing] !== turn) {
      inSight[thing] = turn
      cta.seenBy++
      cta.clickedAfterSight += Number(hasClicked)
    }
    if ((hasClicked && at >= cutoff[thing]!) || stood[thing * STRATA + stratum] === turn) return
    stood[thing * STRATA + stratum] = turn
    cta.others.add(ALL, stratum, outcome)
  }

  return () => {
    turn++
    meet()
    for (let i = follower.firstMoment; i < follower.endOfMoments; i++) {
      const view = follower.views[i]!
      const here = onPage[view.path]
      if (here !== undefined) for (const cta of here) see(cta, view)
    }
  }
}

export function liftOfCta({ seen, others }: CtaCount): Lift {
  return liftOf(seen.of(ALL), others.of(ALL), isTop)
}
