import type { DerivedRowsOf, Values } from './stored-rows.ts'

/** What has to be written for a visitor's rows to be what they should be. */
export interface Mending {
  readonly key: number
  readonly id: string
  /** null: nothing is to be derived. A list that is null stays as it stands: other borders move no visit, and few convert. */
  readonly rows: {
    readonly profile: Values
    readonly spans: readonly Values[] | null
    readonly visits: readonly Values[] | null
    readonly conversions: readonly Values[] | null
  } | null
}

/** Compares what was derived of a visitor with what its whole history comes to.
 *  @param should  null when there is nothing to derive anything from
 *  @returns what differs; 'holds' when nothing does, which is most of what a rebuild finds */
export function mendingOf(stored: DerivedRowsOf, should: DerivedRowsOf | null): Mending['rows'] | 'holds' {
  if (should === null) return isNothing(stored) ? 'holds' : null
  const spans = isSameList(stored.spans, should.spans) ? null : should.spans
  const visits = isSameList(stored.visits, should.visits) ? null : should.visits
  const conversions = isSameList(stored.conversions, should.conversions) ? null : should.conversions
  const isSame = spans === null && visits === null && conversions === null
  if (isSame && isSameRow(stored.profile, should.profile)) return 'holds'
  return { profile: should.profile, spans, visits, conversions }
}

function isNothing({ profile, spans, visits, conversions }: DerivedRowsOf): boolean {
  const isEmpty = spans.length + visits.length + conversions.length === 0
  return isEmpty && profile.every((value) => value === null)
}

export function isSameList(stored: readonly Values[], should: readonly Values[]): boolean {
  return stored.length === should.length && stored.every((row, i) => isSameRow(row, should[i]!))
}

function isSameRow(row: Values, values: Values): boolean {
  return row.length === values.length && row.every((value, i) => value === values[i])
}
