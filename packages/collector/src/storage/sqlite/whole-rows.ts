import type { VisitChange, VisitorChange } from '../store.ts'
import { packSource } from './pack.ts'
import { profileValues, spanParameters, visitParameters } from './rows.ts'
import type { DerivedRowsOf, Values } from './stored-rows.ts'

/** What the rows of a visitor should be.
 *  @param change  of all events of the visitor; null when there are none to derive anything from */
export function wholeRowsOf(change: VisitorChange | null, visitor: number): DerivedRowsOf | null {
  if (change === null) return null
  const profile = profileValues(change, visitor).map((value) =>
    Buffer.isBuffer(value) ? value.toString('latin1') : value,
  )
  return { profile, ...listsOf(change, visitor) }
}

/** The same but for the profile. */
export function listsOf(change: VisitorChange, visitor: number): Omit<DerivedRowsOf, 'profile'> {
  const { spans, visits, conversions } = change
  return {
    spans: spans.map((span) => {
      const { from, until, standing } = spanParameters(span, visitor)
      return [from, until, standing]
    }),
    visits: visits.map((visit) => visitValues(visit, visitor)).sort(([a], [b]) => Number(a) - Number(b)),
    conversions: conversions
      .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
      .map((one) => [one.at, one.id, one.segment, one.phase, one.name, one.value, one.currency]),
  }
}

function visitValues(visit: VisitChange, visitor: number): Values {
  const v = visitParameters(visit, visitor)
  const whence = visit.arrival?.source ? packSource(visit.arrival.source) : null
  return [v.from, v.to, v.pageViews, v.segments, v.phases, v.convertedSegment, v.convertedPhase, whence]
}
