import { PHASES, SEGMENTS } from '@koopsignaal/protocol'
import { createTables } from '../storage/sqlite/census/census-tables.ts'
import { Flocks } from '../storage/sqlite/census/flocks.ts'
import { Names } from '../storage/sqlite/census/names.ts'
import { viewOf } from '../storage/sqlite/census/view.ts'
import { type Census, createStoodDuring, type Trail } from '../storage/store.ts'

const placesOf = <T>(list: readonly T[], those: readonly T[]): number =>
  those.reduce((mask, one) => mask | (1 << list.indexOf(one)), 0)

/** A census of visitors who did this. */
export function censusOf(trails: readonly Trail[]): Census {
  const tables = createTables()
  const names = new Names()
  for (const { visits, spans, conversions } of trails) {
    const visitor = tables.visitors.add(1)
    tables.visitors.put('key', visitor, visitor + 1)
    tables.visitors.columns.visitsStart[visitor] = tables.visits.count
    for (const { from, to, segments, phases, source } of visits) {
      const at = tables.visits.add(1)
      const { columns } = tables.visits
      columns.from[at] = from
      columns.to[at] = to
      columns.stood[at] = placesOf(SEGMENTS, segments) | (placesOf(PHASES, phases) << SEGMENTS.length)
      columns.converted[at] = 255
      tables.visits.put('source', at, names.source(source))
    }
    tables.visitors.columns.visitsEnd[visitor] = tables.visits.count
    tables.visitors.columns.spansStart[visitor] = tables.spans.count
    for (const { from, until, segment, phase } of spans) {
      const at = tables.spans.add(1)
      tables.spans.columns.from[at] = from
      tables.spans.columns.until[at] = until ?? Number.POSITIVE_INFINITY
      tables.spans.columns.standing[at] = 8 * SEGMENTS.indexOf(segment) + PHASES.indexOf(phase)
    }
    tables.visitors.columns.spansEnd[visitor] = tables.spans.count
    tables.visitors.columns.conversionsStart[visitor] = tables.conversions.count
    for (const { at, name, value, currency } of conversions) {
      const place = tables.conversions.add(1)
      const { columns } = tables.conversions
      columns.at[place] = at
      tables.conversions.put('name', place, names.text(name))
      columns.value[place] = value ?? Number.NaN
      tables.conversions.put('currency', place, names.text(currency))
    }
    tables.visitors.columns.conversionsEnd[visitor] = tables.conversions.count
  }
  const flocks = new Flocks(tables)
  const view = viewOf(tables, names, flocks)
  const stoodDuring = createStoodDuring(view)
  for (let visitor = 0; visitor < trails.length; visitor++)
    for (let i = view.visitors.visits.start[visitor]!; i < view.visitors.visits.end[visitor]!; i++)
      tables.visits.columns.during[i] = stoodDuring(visitor, view.visits.from[i]!, view.visits.to[i]!)
  flocks.read([...trails.keys()])
  return view
}
