import { EVENT_TYPES, type Lift } from '@koopsignaal/protocol'
import {
  type Census,
  type CensusNames,
  type Followed,
  isIn,
  isTop,
  keptOf,
  type Period,
  STRATA,
  stratumIn,
} from '../../storage/store.ts'
import { joinNumbers } from '../join-numbers.ts'
import type { CellCounts } from './flock-moments.ts'
import type { GatheredMoments } from './gather-moments.ts'
import { liftOf } from './lift.ts'
import { createStrataCounts, type StrataCounts } from './strata.ts'

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
export function tallyCtas(census: Census, { followed, flocks }: GatheredMoments, period: Period): CtaTally {
  const { names } = census
  const counts = createClicks(names)
  for (const some of followed) counts.add(some, period)
  const { ctas } = counts
  const compare = createCompare(names, period, ctas)
  for (const some of followed) compare.add(some)
  // Nobody of whom flocks tell has clicked anything.
  for (const { idle } of flocks) compare.addOnce(idle.once)
  const onwards = joinNumbers(
    Uint32Array,
    flocks.map(({ idle }) => idle.onwards),
  )
  compare.add(keptOf(census, onwards))
  return { ctas: [...ctas.values()], visitors: counts.visitors() }
}

type Ctas = ReadonlyMap<number, CtaCount>

function createClicks(names: CensusNames) {
  const ctas = new Map<number, CtaCount>()
  /** The last visitor who clicked it. */
  const last = new Map<CtaCount, number>()
  let count = 0
  return {
    ctas: ctas as Ctas,
    visitors: () => count,
    add({ visitors, numbers, deeds: { columns, start, end } }: Followed, period: Period): void {
      const { at, type, text, page } = columns
      for (let v = 0; v < visitors.length; v++) {
        const visitor = visitors[v]!
        let hasClicked = false
        for (let i = start[numbers[v]!]!; i < end[numbers[v]!]!; i++) {
          if (type[i] !== CTA_CLICK || text[i] === 0 || !isIn(period, at[i]!)) continue
          const cta = countOf(ctas, text[i]!, names.texts)
          const path = names.pathOf[page[i]!]!
          cta.clicks++
          if (path !== 0) cta.pages.set(path, (cta.pages.get(path) ?? 0) + 1)
          if (last.get(cta) !== visitor) cta.visitors++
          last.set(cta, visitor)
          hasClicked = true
        }
        count += Number(hasClicked)
      }
    },
  }
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

/** Compares visitors: those who clicked from their click on, those in sight of it before. */
function createCompare(names: CensusNames, period: Period, ctas: Ctas) {
  const { from, to } = period
  const pathOf = Uint32Array.from(names.pathOf)
  const onPage = byPage(ctas.values(), names.paths.length)
  /** By CTA: the last turn in which it was clicked and in sight, and the view during which it was clicked first in that turn. */
  const [clicked, inSight] = [new Uint32Array(ctas.size), new Uint32Array(ctas.size)]
  const cutoff = new Float64Array(ctas.size)
  /** By CTA and stratum: the last turn in which somebody stood there before it. One person counts in a stratum once. */
  const stood = new Uint32Array(ctas.size * STRATA)
  let turn = 0

  function click({ thing, seen }: CtaCount, cell: number, viewedAt: number): void {
    if (clicked[thing] === turn) return
    seen.add(ALL, cell)
    clicked[thing] = turn
    cutoff[thing] = viewedAt
  }

  function see(cta: CtaCount, at: number, cell: number): void {
    const { thing } = cta
    const hasClicked = clicked[thing] === turn
    if (inSight[thing] !== turn) {
      inSight[thing] = turn
      cta.seenBy++
      cta.clickedAfterSight += Number(hasClicked)
    }
    const place = thing * STRATA + stratumIn(cell)
    if ((hasClicked && at >= cutoff[thing]!) || stood[place] === turn) return
    stood[place] = turn
    cta.others.add(ALL, cell)
  }

  return {
    add({ numbers, moments, deeds }: Followed): void {
      const { at, page, cell } = moments.columns
      const { columns } = deeds
      for (let v = 0; v < numbers.length; v++) {
        const number = numbers[v]!
        turn++
        for (let i = deeds.start[number]!; i < deeds.end[number]!; i++)
          if (columns.type[i] === CTA_CLICK && columns.text[i] !== 0 && isIn(period, columns.at[i]!))
            click(ctas.get(columns.text[i]!)!, columns.cell[i]!, columns.viewedAt[i]!)
        const end = moments.end[number]!
        for (let i = moments.start[number]!; i < end && at[i]! < to; i++) {
          if (at[i]! < from) continue
          const here = onPage[pathOf[page[i]!]!]
          if (here !== undefined) for (const cta of here) see(cta, at[i]!, cell[i]!)
        }
      }
    },
    /** People who were in one place once. */
    addOnce({ path, end, cell, count }: CellCounts): void {
      let first = 0
      for (let p = 0; p < path.length; p++) {
        const last = end[p]!
        for (const cta of onPage[path[p]!] ?? [])
          for (let i = first; i < last; i++) {
            cta.seenBy += count[i]!
            cta.others.add(ALL, cell[i]!, count[i]!)
          }
        first = last
      }
    },
  }
}

export function liftOfCta({ seen, others }: CtaCount): Lift {
  return liftOf(seen.of(ALL), others.of(ALL), isTop)
}
