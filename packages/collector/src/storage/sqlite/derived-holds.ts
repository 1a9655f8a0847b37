import type { VisitorChange } from '../store.ts'
import { packSource } from './pack.ts'
import type { Statements } from './prepared.ts'
import { type ProfileRow, profileParameters, type SpanRow, visitParameters } from './rows.ts'

/** Whether the rows of a visitor are those that its whole history comes to: nothing has to be written then, which is most of what a
 *  rebuild takes.
 *  @param change  of all events of the visitor; null when there are none to derive anything from */
export function derivedHolds(write: Statements, change: VisitorChange | null, visitor: number): boolean {
  if (change === null) return isNothingDerived(write, visitor)
  return (
    holdsProfile(write, change, visitor) &&
    holdsSpans(write, change, visitor) &&
    holdsVisits(write, change, visitor) &&
    holdsConversions(write, change, visitor)
  )
}

function isNothingDerived(write: Statements, visitor: number): boolean {
  const rows = (['profile', 'spans', 'visits', 'conversions'] as const).map((name) =>
    write.get(name).get({ visitor }),
  )
  return rows.every((row) => row === undefined)
}

function holdsProfile(write: Statements, change: VisitorChange, visitor: number): boolean {
  const row = write.get('profile').get({ visitor }) as ProfileRow | undefined
  if (row === undefined) return false
  const { profile, ...columns } = profileParameters(change, visitor)
  return (
    row.profile.equals(profile) &&
    row.consented === columns.consented &&
    row.first_at === columns.firstAt &&
    row.last_at === columns.lastAt &&
    row.visits === columns.visits &&
    row.page_views === columns.pageViews &&
    row.conversions === columns.conversions &&
    row.base === columns.base &&
    row.waarom === columns.waarom &&
    row.wat === columns.wat &&
    row.waar === columns.waar &&
    row.koper_until === columns.koperUntil &&
    row.zoeker_until === columns.zoekerUntil &&
    row.yardstick === columns.yardstick &&
    row.peak === columns.peak &&
    row.device === columns.device &&
    row.country === columns.country
  )
}

/** The rows of a visitor's timeline are those of a change that is of all its events. */
export function holdsSpans(write: Statements, { spans }: VisitorChange, visitor: number): boolean {
  const rows = write.get('spans').all({ visitor }) as SpanRow[]
  return isEach(rows, spans, (row, { from, until, segment, phase }) =>
    [row.from_at === from, row.until_at === until, row.segment === segment, row.phase === phase].every(
      Boolean,
    ),
  )
}

export function holdsVisits(write: Statements, { visits }: VisitorChange, visitor: number): boolean {
  const rows = write.get('visits').all({ visitor }) as Record<string, unknown>[]
  const expected = visits.toSorted((a, b) => a.from - b.from)
  return isEach(rows, expected, (row, visit) => {
    const { from, to, pageViews, segments, phases, convertedSegment, convertedPhase } = visitParameters(
      visit,
      visitor,
    )
    const source = visit.arrival?.source ? packSource(visit.arrival.source) : null
    const columns = [visitor, from, to, pageViews, segments, phases, convertedSegment, convertedPhase, source]
    return isSame(Object.values(row), columns)
  })
}

export function holdsConversions(
  write: Statements,
  { conversions }: VisitorChange,
  visitor: number,
): boolean {
  const rows = write.get('conversions').all({ visitor }) as Record<string, unknown>[]
  const expected = conversions.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  return isEach(rows, expected, (row, { at, id, segment, phase, name, value, currency }) =>
    isSame(Object.values(row), [at, id, segment, phase, name, value, currency]),
  )
}

function isEach<A, B>(
  rows: readonly A[],
  expected: readonly B[],
  holds: (row: A, one: B) => boolean,
): boolean {
  return rows.length === expected.length && rows.every((row, i) => holds(row, expected[i]!))
}

function isSame(values: readonly unknown[], columns: readonly unknown[]): boolean {
  return values.length === columns.length && values.every((value, i) => value === columns[i])
}
