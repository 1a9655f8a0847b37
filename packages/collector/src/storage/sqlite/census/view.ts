import type { Census, VisitorColumns } from '../../store.ts'
import type { CensusTables, Part } from './census-tables.ts'
import type { Flocks } from './flocks.ts'
import { gather } from './gather.ts'
import type { Names } from './names.ts'
import { select } from './select.ts'

/** The tables as the port shows them; always as they are now. */
export function viewOf(tables: CensusTables, names: Names, flocks: Flocks): Census {
  const rangesOf = (part: Part) => ({
    start: tables.visitors.columns[`${part}Start`],
    end: tables.visitors.columns[`${part}End`],
  })
  const showVisitors = (): VisitorColumns => {
    const { columns, count } = tables.visitors
    return {
      count,
      key: columns.key,
      consented: columns.consented,
      visits: rangesOf('visits'),
      spans: rangesOf('spans'),
      conversions: rangesOf('conversions'),
      acts: rangesOf('acts'),
      moments: rangesOf('moments'),
      deeds: rangesOf('deeds'),
      settledAt: columns.settledAt,
    }
  }
  let shown = showVisitors()
  return {
    get visitors() {
      const { columns, count } = tables.visitors
      if (shown.key !== columns.key || shown.count !== count) shown = showVisitors()
      return shown
    },
    get visits() {
      return tables.visits.columns
    },
    get spans() {
      return tables.spans.columns
    },
    get conversions() {
      return tables.conversions.columns
    },
    get acts() {
      return tables.acts.columns
    },
    get moments() {
      return tables.moments.columns
    },
    get deeds() {
      return tables.deeds.columns
    },
    names,
    select: (asked) => select(tables, names, asked),
    gather: (asked, fits = () => true) => gather(tables, names, flocks, asked, fits),
  }
}
