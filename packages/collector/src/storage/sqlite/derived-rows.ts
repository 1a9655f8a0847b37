import { type Span, splice } from '@koopsignaal/scoring'
import type { VisitChange, VisitorChange } from '../store.ts'
import { isSameList, type Mending } from './derived-holds.ts'
import type { Facts } from './facts.ts'
import type { Known } from './hot-visitors.ts'
import { packSource } from './pack.ts'
import type { Statements } from './prepared.ts'
import { rememberVisitor } from './remembered-visitor.ts'
import {
  newestVisitValues,
  profileValues,
  type SpanRow,
  spanParameters,
  toSpan,
  visitParameters,
} from './rows.ts'
import { readRows } from './stored-rows.ts'
import { listsOf } from './whole-rows.ts'

/** What is derived of a visitor (profile, spans, visits, conversions) as rows. */
export interface DerivedRows {
  /** @param before  what was known; 'whole' replaces all that was derived before
   *  @param recent  the visitor's newest events, when these are new too: they stand in the same row
   *  @returns what the visitor has become, to be remembered */
  put(change: VisitorChange, visitor: number, before: Known | 'whole', recent?: Buffer | null): string
  /** Writes what of a visitor's rows is not what it should be. */
  mend(mending: Mending): void
  remove(visitor: number): void
}

export function createDerivedRows(write: Statements, facts: Facts): DerivedRows {
  function put(
    change: VisitorChange,
    visitor: number,
    before: Known | 'whole',
    recent: Buffer | null = null,
  ): string {
    const profile = profileValues(change, visitor)
    const newest = change.visits.find(({ from }) => from === change.facts.visit.from)!
    if (before !== 'whole' && before.stored !== null && newest.from >= change.replaceFrom)
      write.get('closeVisit').run({ visitor, from: newest.from })
    const source = sourceParameter(sourceOf(newest), visitor)
    write
      .get('putProfile')
      .run(...profile, ...newestVisitValues(newest), newest.from, source, source, recent, visitor)
    const sealed = profile.at(-1) as Buffer
    if (before === 'whole') {
      putWhole(change, visitor)
      return rememberVisitor(change, sealed, change.spans)
    }
    const older = spansFrom(visitor, change.replaceFrom, before.tail)
    const tail = splice(older, change.replaceFrom, change.spans)
    putSpans(visitor, older, tail)
    putVisits(change, visitor)
    putConversions(change, visitor)
    return rememberVisitor(change, sealed, tail)
  }

  /** Leaves alone what stays as it is: few who are derived again have converted, or came otherwise than they did. */
  function putWhole(change: VisitorChange, visitor: number): void {
    const [stored] = readRows(write, { site: null, after: visitor - 1, to: visitor })
    const should = listsOf(change, visitor)
    const { spans, visits, conversions } = stored!.derived
    putLists(visitor, {
      spans: isSameList(spans, should.spans) ? null : should.spans,
      visits: isSameList(visits, should.visits) ? null : should.visits,
      conversions: isSameList(conversions, should.conversions) ? null : should.conversions,
    })
  }

  function mend({ key, rows }: Mending): void {
    if (rows === null) {
      remove(key)
      return
    }
    const { profile } = rows
    const packed = Buffer.from(profile.at(-1) as string, 'latin1')
    write.get('putWholeProfile').run(...profile.slice(0, -1), packed, key)
    putLists(key, rows)
  }

  /** @param lists  one that is null stays as it is */
  function putLists(visitor: number, lists: Omit<NonNullable<Mending['rows']>, 'profile'>): void {
    const { spans, visits, conversions } = lists
    if (spans !== null) {
      write.get('removeSpans').run({ visitor })
      for (const [from, until, standing] of spans)
        write.get('putSpan').run({ visitor, from, until, standing })
    }
    if (visits !== null) {
      write.get('removePastVisits').run({ visitor })
      visits.forEach((row, i) => {
        const [from, to, pageViews, segments, phases, convertedSegment, convertedPhase, told] = row
        const source = sourceParameter(told as string | null, visitor)
        const visit = { visitor, from, pageViews, segments, phases, convertedSegment, convertedPhase, source }
        if (i < visits.length - 1) write.get('putPastVisit').run({ ...visit, to })
        // It ends with the visitor's last event.
        else write.get('putNewestVisit').run(visit)
      })
    }
    if (conversions !== null) {
      write.get('removeConversions').run({ visitor })
      for (const [at, id, segment, phase, name, value, currency] of conversions)
        write.get('putConversion').run({ visitor, at, id, segment, phase, name, value, currency })
    }
  }

  /** The newest one stands in the visitor's row. */
  function putVisits({ visits, facts }: VisitorChange, visitor: number): void {
    for (const visit of visits)
      if (visit.from !== facts.visit.from) {
        const source = sourceParameter(sourceOf(visit), visitor)
        write.get('putPastVisit').run({ ...visitParameters(visit, visitor), source })
      }
  }

  function putConversions({ conversions }: VisitorChange, visitor: number): void {
    for (const conversion of conversions) write.get('putConversion').run({ visitor, ...conversion })
  }

  /** In full where it is not shared: then only this visitor's rows tell it. */
  function sourceParameter(source: string | null, visitor: number): string | number | null {
    return source === null ? null : (facts.keyOf('source', source, visitor) ?? source)
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
    for (const name of ['removeSpans', 'removePastVisits', 'removeConversions', 'removeProfile'] as const)
      write.get(name).run({ visitor })
  }

  return { put, mend, remove }
}

/** Null: nothing new. */
function sourceOf({ arrival }: VisitChange): string | null {
  return arrival?.source ? packSource(arrival.source) : null
}

function isSameSpan(a: Span, b: Span): boolean {
  return a.from === b.from && a.until === b.until && a.segment === b.segment && a.phase === b.phase
}
