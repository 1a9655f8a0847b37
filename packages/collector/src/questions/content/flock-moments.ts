import {
  type Census,
  type Flock,
  MARK,
  partsOfFlocks,
  stratumIn,
  Table,
  WHOLE,
  type Whole,
} from '../../storage/store.ts'

/** What the members of a flock looked at: in any period that their visits lie in, and as of any moment after these. */
export interface FlockMoments {
  /** Members who were not what they are from the end of their visit on. */
  readonly others: Uint32Array
  /** Of the rest, those who searched or clicked. */
  readonly acting: Uint32Array
  readonly pages: PageViews
  readonly paths: PathCounts
  readonly engaged: PathSamples
  readonly scrolled: PathSamples
  /** People by cell, each once in a stratum. */
  readonly stood: CellCounts
  /** By path, people at their first view of it, and those of the same people's moments from then on. */
  readonly seen: CellCounts
  readonly out: CellCounts
  /** As `seen`, of the first views of visits only. */
  readonly landed: CellCounts
  /** The rest without those who searched or clicked. */
  readonly idle: IdleMoments
}

/** What those looked at who did nothing else. */
export interface IdleMoments {
  readonly stood: CellCounts
  /** Of those who looked at one page and no more: where each was, in what cell. */
  readonly once: CellCounts
  /** Those who looked at more. */
  readonly onwards: Uint32Array
}

/** What was measured of the views of each path, as codes for `names.number`. */
export interface PathSamples {
  readonly path: Uint32Array
  /** Where the codes of each path end; the next one's begin there. */
  readonly end: Uint32Array
  readonly code: Whole
}

/** One row for each page; the places of pages in `names.pages`. */
export interface PageViews {
  readonly page: Uint32Array
  readonly views: Uint32Array
  readonly lastAt: Float64Array
}

/** One row for each path. */
export interface PathCounts {
  readonly path: Uint32Array
  readonly visitors: Uint32Array
  readonly entries: Uint32Array
  readonly bounces: Uint32Array
  readonly exits: Uint32Array
}

/** People by path and cell. */
export interface CellCounts {
  readonly path: Uint32Array
  /** Where the rows of each path end; the next one's begin there. */
  readonly end: Uint32Array
  readonly cell: Uint16Array
  readonly count: Uint16Array
}

export const NO_CELLS: CellCounts = {
  path: new Uint32Array(0),
  end: new Uint32Array(0),
  cell: new Uint16Array(0),
  count: new Uint16Array(0),
}

export const momentsOfFlock = partsOfFlocks((census, { members }: Flock): FlockMoments => {
  const tally = createTally(census)
  const { moments, deeds } = census.visitors
  const isTold = (visitor: number): boolean => isAllTold(census, visitor)
  const isActing = (visitor: number): boolean => deeds.start[visitor] !== deeds.end[visitor]
  const told = members.filter(isTold)
  for (let v = 0; v < told.length; v++) tally.add(told[v]!, !isActing(told[v]!))
  const { idle, ...counted } = tally.told()
  const onwards = told.filter((one) => moments.end[one]! - moments.start[one]! > 1 && !isActing(one))
  return {
    others: members.filter((visitor) => !isTold(visitor)),
    acting: told.filter(isActing),
    ...counted,
    idle: { ...idle, onwards },
  }
})

/** Whether somebody looked at pages during the visit alone, and nothing came of it later. */
function isAllTold({ visitors, visits, moments }: Census, visitor: number): boolean {
  const visit = visitors.visits.start[visitor]!
  const [first, end] = [visitors.moments.start[visitor]!, visitors.moments.end[visitor]!]
  if (visitors.settledAt[visitor]! > visits.to[visit]!) return false
  if (first === end) return true
  if (moments.at[first]! < visits.from[visit]! || moments.at[end - 1]! > visits.to[visit]!) return false
  // What is the first view of a visit is so once.
  for (let i = first + 1; i < end; i++) if ((moments.marks[i]! & MARK.first) !== 0) return false
  return true
}

function createTally({ visitors, moments, names }: Census) {
  const { start, end } = visitors.moments
  const { at, page, cell, marks, engaged, scrolled } = moments
  const views = new Map<number, { views: number; lastAt: number }>()
  const paths = new Map<number, Record<Exclude<keyof PathCounts, 'path'>, number>>()
  const [stood, seen, out] = [new Cells(), new Cells(), new Cells()]
  const [landed, idleStood, once] = [new Cells(), new Cells(), new Cells()]
  const [engagedBy, scrolledBy] = [new PathCodes(), new PathCodes()]

  function look(moment: number): void {
    const known = views.get(page[moment]!)
    if (known === undefined) views.set(page[moment]!, { views: 1, lastAt: at[moment]! })
    else {
      known.views++
      known.lastAt = Math.max(known.lastAt, at[moment]!)
    }
  }
  function countsOf(path: number) {
    let counts = paths.get(path)
    if (counts === undefined) {
      counts = { visitors: 0, entries: 0, bounces: 0, exits: 0 }
      paths.set(path, counts)
    }
    return counts
  }

  return {
    add(visitor: number, isIdle: boolean): void {
      const [first, last] = [start[visitor]!, end[visitor]!]
      const [strata, met]: [Set<number>, Set<number>] = [new Set(), new Set()]
      const firsts: number[] = []
      for (let i = first; i < last; i++) {
        if (strata.has(stratumIn(cell[i]!))) continue
        strata.add(stratumIn(cell[i]!))
        firsts.push(i)
        stood.add(0, cell[i]!)
        if (isIdle) idleStood.add(0, cell[i]!)
      }
      for (let i = first; i < last; i++) {
        const path = names.pathOf[page[i]!]!
        const counts = countsOf(path)
        look(i)
        if (engaged[i] !== 0) engagedBy.add(path, engaged[i]!)
        if (scrolled[i] !== 0) scrolledBy.add(path, scrolled[i]!)
        if ((marks[i]! & MARK.last) !== 0) counts.exits++
        if (i === first) {
          counts.entries++
          counts.bounces += Number((marks[i]! & MARK.leftAtOnce) !== 0)
          landed.add(path, cell[i]!)
          if (isIdle && last === first + 1) once.add(path, cell[i]!)
        }
        if (met.has(path)) continue
        met.add(path)
        counts.visitors++
        seen.add(path, cell[i]!)
        for (const one of firsts) if (at[one]! >= at[i]!) out.add(path, cell[one]!)
      }
    },
    told: () => ({
      pages: {
        page: Uint32Array.from(views.keys()),
        views: Uint32Array.from([...views.values()].map((one) => one.views)),
        lastAt: Float64Array.from([...views.values()].map((one) => one.lastAt)),
      },
      paths: {
        path: Uint32Array.from(paths.keys()),
        visitors: Uint32Array.from([...paths.values()].map((one) => one.visitors)),
        entries: Uint32Array.from([...paths.values()].map((one) => one.entries)),
        bounces: Uint32Array.from([...paths.values()].map((one) => one.bounces)),
        exits: Uint32Array.from([...paths.values()].map((one) => one.exits)),
      },
      stood: stood.told(),
      seen: seen.told(),
      out: out.told(),
      landed: landed.told(),
      engaged: engagedBy.told(),
      scrolled: scrolledBy.told(),
      idle: { stood: idleStood.told(), once: once.told() },
    }),
  }
}

class Cells {
  readonly #counts = new Map<number, Map<number, number>>()

  add(path: number, cell: number): void {
    let counts = this.#counts.get(path)
    if (counts === undefined) {
      counts = new Map()
      this.#counts.set(path, counts)
    }
    counts.set(cell, (counts.get(cell) ?? 0) + 1)
  }

  told(): CellCounts {
    const ofPaths = [...this.#counts.values()]
    let end = 0
    return {
      path: Uint32Array.from(this.#counts.keys()),
      end: Uint32Array.from(ofPaths, ({ size }) => (end += size)),
      cell: Uint16Array.from(ofPaths.flatMap((counts) => [...counts.keys()])),
      count: Uint16Array.from(ofPaths.flatMap((counts) => [...counts.values()])),
    }
  }
}

class PathCodes {
  readonly #codes = new Map<number, number[]>()

  add(path: number, code: number): void {
    const codes = this.#codes.get(path)
    if (codes === undefined) this.#codes.set(path, [code])
    else codes.push(code)
  }

  told(): PathSamples {
    const lists = [...this.#codes.values()]
    const end = new Uint32Array(lists.length)
    const table = new Table({ code: WHOLE })
    for (const [i, codes] of lists.entries()) {
      let row = table.add(codes.length)
      for (const code of codes) table.put('code', row++, code)
      end[i] = table.count
    }
    return { path: Uint32Array.from(this.#codes.keys()), end, code: table.columns.code.slice(0, table.count) }
  }
}
