import { type Census, type Flock, partsOfFlocks } from '../../store.ts'

/** What the members of a flock stood in when the last visit of it ended, and how that changed later, in order of time. */
interface Moves {
  /** By standing. */
  readonly atFirst: Uint16Array
  readonly at: Float64Array
  /** What is stood in from then on; with LEFT, what is left then. */
  readonly standing: Uint8Array
}

const LEFT = 32
/** Room for a standing and LEFT. */
const CODES = 64

/** Counts what the members of a flock stand in at a moment.
 *  @param moment  after the end of all their visits
 *  @param counts  by standing; added to */
export function addStandings(census: Census, flock: Flock, moment: number, counts: Uint32Array): void {
  const { atFirst, at, standing } = movesOf(census, flock)
  for (let i = 0; i < LEFT; i++) counts[i]! += atFirst[i]!
  for (let i = 0; i < at.length && at[i]! <= moment; i++) count(standing[i]!, counts)
}

function count(standing: number, counts: Uint16Array | Uint32Array): void {
  if (standing < LEFT) counts[standing]!++
  else counts[standing - LEFT]!--
}

const movesOf = partsOfFlocks(({ visitors, spans }, { members, to }): Moves => {
  const { start, end } = visitors.spans
  const { from, until, standing } = spans
  const atFirst = new Uint16Array(LEFT)
  // Each as one number: those are in order soon.
  const later: number[] = []
  const move = (at: number, code: number): void => {
    if (at <= to) count(code, atFirst)
    else if (at < Number.POSITIVE_INFINITY) later.push(CODES * at + code)
  }
  for (let m = 0; m < members.length; m++)
    for (let i = start[members[m]!]!; i < end[members[m]!]!; i++) {
      move(from[i]!, standing[i]!)
      move(until[i]!, LEFT + standing[i]!)
    }
  const sorted = Float64Array.from(later).sort()
  return {
    atFirst,
    at: sorted.map((one) => Math.floor(one / CODES)),
    standing: Uint8Array.from(sorted, (one) => one % CODES),
  }
})
