/** A chain of first order through touches: how often each was followed by each. */
export interface Chain {
  /** How often a journey began with it. */
  readonly starts: ReadonlyMap<string, number>
  /** From touch to touch. */
  readonly steps: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** How often a journey ended there with a conversion, and without. */
  readonly converted: ReadonlyMap<string, number>
  readonly left: ReadonlyMap<string, number>
}

// Chosen: 200³ steps take some 10 ms; the touches beyond, the least frequent, share what is theirs together.
const MAX_STATES = 200
const REST = '\0rest'

/** Each touch's share of the conversions by its removal effect: the share of conversions that would be missed if everybody who comes
 *  there left. Without it the chance of converting falls by exactly the journeys that pass it: by the chance of ever passing it times
 *  the chance of converting from there on, which one inverse gives for all.
 *  @returns shares that add up to 1; empty when no journey converted
 *  Source: E. Anderl et al., Mapping the customer journey, International Journal of Research in Marketing 33 (2016).
 *  Law: the same for every order in which the journeys were counted. */
export function removalEffects(chain: Chain): ReadonlyMap<string, number> {
  const counts = passesOf(chain)
  const states = [...counts.keys()].toSorted((a, b) => counts.get(b)! - counts.get(a)! || (a < b ? -1 : 1))
  const own = states.length > MAX_STATES ? [...states.slice(0, MAX_STATES - 1), REST] : states
  const rest = new Set(states.slice(own.length === states.length ? states.length : MAX_STATES - 1))
  const effects = effectsOf(chain, own, (state) => (rest.has(state) ? REST : state))
  const sum = effects.reduce((all, effect) => all + effect, 0)
  if (sum === 0) return new Map()
  const restPasses = [...rest].reduce((all, state) => all + counts.get(state)!, 0)
  const shareOf = (state: string): number =>
    rest.has(state)
      ? ((effects.at(-1)! / sum) * counts.get(state)!) / restPasses
      : effects[own.indexOf(state)]! / sum
  return new Map(states.map((state) => [state, shareOf(state)]))
}

/** How often each touch was passed. */
function passesOf({ steps, converted, left }: Chain): Map<string, number> {
  const passes = new Map<string, number>()
  const add = (state: string, count: number) => passes.set(state, (passes.get(state) ?? 0) + count)
  for (const [state, next] of steps) for (const count of next.values()) add(state, count)
  for (const [state, count] of [...converted, ...left]) add(state, count)
  return passes
}

function effectsOf(chain: Chain, states: readonly string[], nameOf: (state: string) => string): number[] {
  const place = new Map(states.map((state, i) => [state, i]))
  const at = (state: string): number => place.get(nameOf(state))!
  const size = states.length
  const out = new Float64Array(size)
  const next = Array.from({ length: size }, () => new Float64Array(size))
  const converting = new Float64Array(size)
  const starts = new Float64Array(size)
  for (const [from, counts] of chain.steps)
    for (const [to, count] of counts) {
      next[at(from)]![at(to)]! += count
      out[at(from)]! += count
    }
  for (const [from, count] of chain.converted) {
    converting[at(from)]! += count
    out[at(from)]! += count
  }
  for (const [from, count] of chain.left) out[at(from)]! += count
  for (const [from, count] of chain.starts) starts[at(from)]! += count
  // Expected passes of column j when starting at row i: (I − Q)⁻¹.
  const passes = inverse(
    next.map((row, i) => row.map((count, j) => Number(i === j) - count / (out[i]! || 1))),
  )
  const chance = states.map((_, i) =>
    converting.reduce((all, count, j) => all + passes[i]![j]! * (count / (out[j]! || 1)), 0),
  )
  return states.map((_, j) => {
    const visitsOfIt = starts.reduce((all, count, i) => all + count * passes[i]![j]!, 0)
    return (visitsOfIt / passes[j]![j]!) * chance[j]!
  })
}

/** Gauss–Jordan with partial pivoting. Every touch leads out in the end, so the matrix has an inverse. */
function inverse(matrix: readonly Float64Array[]): readonly Float64Array[] {
  const size = matrix.length
  const rows = matrix.map((row, i) => {
    const wide = new Float64Array(2 * size)
    wide.set(row)
    wide[size + i] = 1
    return wide
  })
  for (let column = 0; column < size; column++) {
    let best = column
    for (let i = column + 1; i < size; i++)
      if (Math.abs(rows[i]![column]!) > Math.abs(rows[best]![column]!)) best = i
    const pivot = rows[best]!
    rows[best] = rows[column]!
    rows[column] = pivot
    const scale = pivot[column]!
    for (let j = 0; j < 2 * size; j++) pivot[j]! /= scale
    for (const row of rows) {
      const factor = row[column]!
      if (row === pivot || factor === 0) continue
      for (let j = column; j < 2 * size; j++) row[j]! -= factor * pivot[j]!
    }
  }
  return rows.map((row) => row.slice(size))
}
