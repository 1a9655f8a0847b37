import type { VisitChange, VisitorChange } from '../store.ts'
import { packSource } from './pack.ts'
import { profileParameters, spanParameters, visitParameters } from './rows.ts'
import type { DerivedRowsOf, Values } from './stored-rows.ts'

/** What the rows of a visitor should be.
 *  @param change  of all events of the visitor; null when there are none to derive anything from */
export function wholeRowsOf(change: VisitorChange | null, visitor: number): DerivedRowsOf | null {
  return change === null ? null : { profile: profileValues(change, visitor), ...listsOf(change, visitor) }
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

function profileValues(change: VisitorChange, visitor: number): Values {
  const p = profileParameters(change, visitor)
  const packed = p.profile.toString('latin1')
  const seen = [p.consented, p.firstAt, p.lastAt, p.visits, p.pageViews, p.conversions]
  const score = [p.base, p.waarom, p.wat, p.waar, p.koperUntil, p.zoekerUntil, p.yardstick, p.peak]
  return [...seen, ...score, p.device, p.country, packed]
}

function visitValues(visit: VisitChange, visitor: number): Values {
  const v = visitParameters(visit, visitor)
  const whence = visit.arrival?.source ? packSource(visit.arrival.source) : null
  return [v.from, v.to, v.pageViews, v.segments, v.phases, v.convertedSegment, v.convertedPhase, whence]
}
