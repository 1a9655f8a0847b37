import { type Census, type Flock, MARK, partsOfFlocks, stratumIn } from '../../storage/store.ts'

/** What the members of a flock looked at: in any period that their visits lie in, and as of any moment after these. */
export interface FlockMoments {
  /** Members of whom more is asked than they looked at, or who were not what they are from the end of their visit on. */
  readonly others: Uint32Array
  /** The rest of them. */
  readonly counted: Uint32Array
  readonly pages: PageViews
  readonly paths: PathCounts
  /** People by cell, each once in a stratum. */
  readonly stood: CellCounts
  /** By path, people at their first view of it, and those of the same people's moments from then on. */
  readonly seen: CellCounts
  readonly out: CellCounts
  /** As `seen`, of the first views of visits only. */
  readonly landed: CellCounts
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

/** One row for each path and cell. */
export interface CellCounts {
  readonly path: Uint32Array
  readonly cell: Uint16Array
  readonly count: Uint16Array
}

export const NO_CELLS: CellCounts = {
  path: new Uint32Array(0),
  cell: new Uint16Array(0),
  count: new Uint16Array(0),
}

export const momentsOfFlock = partsOfFlocks((census, { members }: Flock): FlockMoments => {
  const tally = createTally(census)
  const isCounted = (visitor: number): boolean => isAllTold(census, visitor)
  const counted = members.filter(isCounted)
  for (let v = 0; v < counted.length; v++) tally.add(counted[v]!)
  return { others: members.filter((visitor) => !isCounted(visitor)), counted, ...tally.told() }
})

/** Whether somebody did nothing but look at pages, all of it during the visit, and nothing came of it later. */
function isAllTold({ visitors, visits, moments }: Census, visitor: number): boolean {
  const visit = visitors.visits.start[visitor]!
  const [first, end] = [visitors.moments.start[visitor]!, visitors.moments.end[visitor]!]
  if (visitors.deeds.start[visitor] !== visitors.deeds.end[visitor]) return false
  if (visitors.settledAt[visitor]! > visits.to[visit]!) return false
  if (first === end) return true
  if (moments.at[first]! < visits.from[visit]! || moments.at[end - 1]! > visits.to[visit]!) return false
  // What is the first view of a visit is so once.
  for (let i = first + 1; i < end; i++) if ((moments.marks[i]! & MARK.first) !== 0) return false
  return true
}

function createTally({ visitors, moments, names }: Census) {
  const { start, end } = visitors.moments
  const { at, page, cell, marks } = moments
  const views = new Map<number, { views: number; lastAt: number }>()
  const paths = new Map<number, Record<Exclude<keyof PathCounts, 'path'>, number>>()
  const [stood, seen, out, landed] = [new Cells(), new Cells(), new Cells(), new Cells()]

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
    add(visitor: number): void {
      const [first, last] = [start[visitor]!, end[visitor]!]
      const [strata, met]: [Set<number>, Set<number>] = [new Set(), new Set()]
      const firsts: number[] = []
      for (let i = first; i < last; i++) {
        if (strata.has(stratumIn(cell[i]!))) continue
        strata.add(stratumIn(cell[i]!))
        firsts.push(i)
        stood.add(0, cell[i]!)
      }
      for (let i = first; i < last; i++) {
        const path = names.pathOf[page[i]!]!
        const counts = countsOf(path)
        look(i)
        if ((marks[i]! & MARK.last) !== 0) counts.exits++
        if (i === first) {
          counts.entries++
          counts.bounces += Number((marks[i]! & MARK.leftAtOnce) !== 0)
          landed.add(path, cell[i]!)
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
    }),
  }
}

/** More than there are cells. */
const CELLS = 1 << 16

class Cells {
  readonly #counts = new Map<number, number>()

  add(path: number, cell: number): void {
    const key = path * CELLS + cell
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
  }

  told(): CellCounts {
    const keys = [...this.#counts.keys()]
    return {
      path: Uint32Array.from(keys, (key) => Math.floor(key / CELLS)),
      cell: Uint16Array.from(keys, (key) => key % CELLS),
      count: Uint16Array.from(this.#counts.values()),
    }
  }
}
