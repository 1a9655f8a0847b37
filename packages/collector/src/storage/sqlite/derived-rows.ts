import { type Span, splice } from '@koopsignaal/scoring'
import type { VisitChange, VisitorChange } from '../store.ts'
import type { Facts } from './facts.ts'
import type { HotVisitor } from './hot-visitors.ts'
import { packSource } from './pack.ts'
import type { Statements } from './prepared.ts'
import { profileParameters, type SpanRow, spanParameters, toPacked, toSpan, visitParameters } from './rows.ts'

/** What is derived of a visitor (profile, spans, visits, conversions) as rows. */
export interface DerivedRows {
  /** @param recent  the visitor's newest events, when these are new too: they stand in the same row */
  put(
    change: VisitorChange,
    visitor: number,
    before: Pick<HotVisitor, 'tail'> | 'whole',
    recent?: Buffer | null,
  ): Pick<HotVisitor, 'stored' | 'tail'>
  remove(visitor: number): void
  /** All of it as one text: two are the same when no column differs. */
  fingerprint(visitor: number): string
}

export function createDerivedRows(write: Statements, facts: Facts): DerivedRows {
  /** Writes what a visitor has become; `whole` replaces all that was derived before.
   *  @returns it, and the end of its timeline, to be remembered */
  function put(
    change: VisitorChange,
    visitor: number,
    before: Pick<HotVisitor, 'tail'> | 'whole',
    recent: Buffer | null = null,
  ): Pick<HotVisitor, 'stored' | 'tail'> {
    const parameters = profileParameters(change, visitor)
    write.get('putProfile').run({ ...parameters, recent })
    if (before === 'whole')
      for (const name of ['removeSpans', 'removeVisits', 'removeConversions'] as const)
        write.get(name).run({ visitor })
    const older = before === 'whole' ? [] : spansFrom(visitor, change.replaceFrom, before.tail)
    const tail = splice(older, change.replaceFrom, change.spans)
    putSpans(visitor, older, tail)
    for (const visit of change.visits) putVisit(visit, visitor)
    for (const conversion of change.conversions) write.get('putConversion').run({ visitor, ...conversion })
    return { stored: toPacked(parameters), tail }
  }

  function putVisit(visit: VisitChange, visitor: number): void {
    const source = visit.arrival?.source ? packSource(visit.arrival.source) : null
    write.get('putVisit').run({
      ...visitParameters(visit, visitor),
      // In full where it is not shared: then only this visitor's rows tell it.
      source: source === null ? null : (facts.keyOf('source', source, visitor) ?? source),
    })
  }

  function spansFrom(visitor: number, from: number, tail: readonly Span[] | undefined): readonly Span[] {
    const known = tail ?? (write.get('spansFrom').all({ visitor, from }) as SpanRow[]).map(toSpan)
    return known.filter(({ until }) => until === null || until >= from)
  }

  /** Touches only what differs: most events leave their visitor what it was. */
  function putSpans(visitor: number, older: readonly Span[], tail: readonly Span[]): void {
    for (const { from } of older)
      if (!tail.some((span) => span.from === from)) write.get('removeSpan').run({ visitor, from })
    for (const span of tail)
      if (!older.some((one) => isSameSpan(one, span))) write.get('putSpan').run(spanParameters(span, visitor))
  }

  function remove(visitor: number): void {
    for (const name of ['removeSpans', 'removeVisits', 'removeConversions', 'removeProfile'] as const)
      write.get(name).run({ visitor })
  }

  function fingerprint(visitor: number): string {
    const profile = write.get('profile').get({ visitor })
    const rows = (name: 'spans' | 'visits' | 'conversions') => write.get(name).all({ visitor })
    return JSON.stringify([profile, rows('spans'), rows('visits'), rows('conversions')])
  }

  return { put, remove, fingerprint }
}

function isSameSpan(a: Span, b: Span): boolean {
  return a.from === b.from && a.until === b.until && a.segment === b.segment && a.phase === b.phase
}
