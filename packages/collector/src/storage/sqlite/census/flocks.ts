import type { Flock } from '../../store.ts'
import type { CensusTables } from './census-tables.ts'

/** Chosen: 1,024 consecutive visitors of a busy site came within the hour or so, so that hardly any flock lies across the border of a
 *  period or a day; and what a flock costs is nothing beside counting them one by one. */
const BITS = 10
/** From how many visitors a flock is taken. */
export const OF_FLOCK = 1 << BITS

/** Those of a census who came once and converted nothing, by flocks. */
export class Flocks {
  readonly #tables: CensusTables
  readonly #flocks: (Flock | undefined)[] = []

  constructor(tables: CensusTables) {
    this.#tables = tables
  }

  /** These visitors were read. */
  read(places: readonly number[]): void {
    const { cameOnce } = this.#tables.visitors.columns
    for (const place of places) {
      cameOnce[place] = Number(isOfFlock(this.#tables, place))
      this.#flocks[place >> BITS] = undefined
    }
  }

  /** The flock of a visitor's surroundings. */
  of(place: number): Flock {
    const number = place >> BITS
    let flock = this.#flocks[number]
    if (flock === undefined) {
      flock = flockFrom(this.#tables, number << BITS)
      this.#flocks[number] = flock
    }
    return flock
  }
}

const NO_CONVERSION = 255

function isOfFlock({ visitors, visits }: CensusTables, place: number): boolean {
  const { visitsStart, visitsEnd, conversionsStart, conversionsEnd } = visitors.columns
  const visit = visitsStart[place]!
  return (
    visitsEnd[place] === visit + 1 &&
    conversionsEnd[place] === conversionsStart[place] &&
    visits.columns.converted[visit] === NO_CONVERSION
  )
}

function flockFrom({ visitors, visits, spans }: CensusTables, first: number): Flock {
  const { cameOnce, visitsStart, spansStart, spansEnd } = visitors.columns
  const members: number[] = []
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const end = Math.min(visitors.count, first + OF_FLOCK)
  for (let place = first; place < end; place++) {
    if (cameOnce[place] === 0) continue
    members.push(place)
    const [visit, span] = [visitsStart[place]!, spansStart[place]!]
    from = Math.min(from, visits.columns.from[visit]!)
    if (span < spansEnd[place]!) from = Math.min(from, spans.columns.from[span]!)
    to = Math.max(to, visits.columns.to[visit]!)
  }
  return { members: Uint32Array.from(members), from, to }
}
