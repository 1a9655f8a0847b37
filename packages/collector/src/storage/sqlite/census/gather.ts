import type { CensusQuestion, Flock, Gathered } from '../../store.ts'
import type { CensusTables } from './census-tables.ts'
import { type Flocks, OF_FLOCK } from './flocks.ts'
import type { Names } from './names.ts'
import { isAsked, scratchOf, select } from './select.ts'

/** Whom `select` finds; without a filter, those who are counted by flock apart.
 *  @param fits  whether a report can count this flock as one */
export function gather(
  tables: CensusTables,
  names: Names,
  flocks: Flocks,
  asked: CensusQuestion,
  fits: (flock: Flock) => boolean,
): Gathered {
  if (isAsked(asked.filter)) return { places: select(tables, names, asked), flocks: [] }
  const { period, at = period.to } = asked
  const { count, columns } = tables.visitors
  const { visitsStart, visitsEnd, cameOnce } = columns
  const { from: began, to: ended } = tables.visits.columns
  const { from, to } = period
  const places = scratchOf(count)
  const whole: Flock[] = []
  let length = 0
  for (let start = 0; start < count; start += OF_FLOCK) {
    const flock = flocks.of(start)
    const isOutside = flock.from >= to || flock.to < from
    const isWhole = flock.from >= from && flock.to < Math.min(to, at) && fits(flock)
    if (isWhole && flock.members.length > 0) whole.push(flock)
    const end = Math.min(count, start + OF_FLOCK)
    for (let visitor = start; visitor < end; visitor++) {
      if (cameOnce[visitor] === 1 && (isWhole || isOutside)) continue
      // As `isThere`, without a call for each.
      const first = visitsStart[visitor]!
      let visit = visitsEnd[visitor]! - 1
      while (visit >= first && began[visit]! >= to) visit--
      if (visit >= first && ended[visit]! >= from) places[length++] = visitor
    }
  }
  return { places: places.slice(0, length), flocks: whole }
}
